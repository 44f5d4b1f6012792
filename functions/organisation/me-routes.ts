/** What the product knows of who asks, and what they prefer (contract sections 2 and 9). */
import { placesFor } from '../../shared/commands/places.ts';
import { proposedTo } from '../../shared/commands/proposed.ts';
import { noQuery } from '../../shared/contract/forms/no-query.ts';
import { preferencesBody } from '../../shared/contract/organisation/organisation-body.ts';
import { isProposedTo } from '../../shared/domain/cases/proposed.ts';
import { defined } from '../../shared/domain/kernel/defined.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import { readPerson, sitesOf } from '../../shared/store/organisation/organisation.ts';
import {
  preferencesOf,
  readPreferences,
  writePreferences,
} from '../../shared/store/organisation/preferences.ts';
import { readUndeliverable } from '../../shared/store/organisation/undeliverable.ts';
import { commandContext } from '../middleware/command-context.ts';
import { json, tagged } from '../middleware/json-response.ts';
import { named } from '../middleware/named.ts';
import { type Route, type RouteRequest, route } from '../middleware/request.ts';

const { table } = commandContext;

/** Cases proposed to the caller or to whom they stand in for; to nobody else any are. */
async function proposedCases(asker: Asker, sites: readonly string[]) {
  const places = await placesFor(asker, asker, sites);
  const asked = places.filter(({ actors }) => actors.some((actor) => isProposedTo(actor)));
  const lists = await Promise.all(
    asked.map(({ actors, directory }) => proposedTo(commandContext, actors, directory)),
  );
  return asked.length === 0 ? {} : { proposedCases: lists.flat() };
}

type Asker = Pick<RouteRequest<unknown, unknown>, 'caller' | 'now' | 'directory'>;

function siteView({ site }: Directory) {
  const { id, name, zh, timeZone } = site;
  return { id, name, zh, timeZone };
}

export const meRoutes: Readonly<Record<string, Route>> = {
  'GET /me': route({
    query: noQuery,
    respond: async (request) => {
      const { caller, now } = request;
      const [person = caller, chosen, directory] = await Promise.all([
        readPerson(table, caller.id),
        readPreferences(table, caller.id),
        request.directory.current(caller.site, now),
      ]);
      const sites = await sitesOf(table, person);
      // Where it is the only one, it is no list.
      const several = sites.length === 1 ? {} : { sites };
      const [proposed, undeliverable] = await Promise.all([
        proposedCases({ ...request, caller: person }, sites),
        readUndeliverable(table, person),
      ]);
      // The id of the site gives way to the site.
      const { site: _site, sites: _sites, ...itself } = person;
      const answer = {
        ...{ now, ...itself, site: directory && siteView(directory), ...several },
        ...{ preferences: preferencesOf(person, chosen), ...proposed, ...defined({ undeliverable }) },
      };
      return tagged(await named(answer, request, directory));
    },
  }),
  'PUT /me/preferences': route({
    query: noQuery,
    body: preferencesBody,
    respond: async ({ caller, body }) => {
      await writePreferences(table, caller.id, body);
      return json(200, preferencesOf(caller, body));
    },
  }),
};
