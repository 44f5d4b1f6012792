/** What the product knows of who asks, and what they prefer (contract sections 2 and 9). */
import { directoryFor } from '../../shared/commands/directory.ts';
import { noQuery } from '../../shared/contract/forms/no-query.ts';
import { preferencesBody } from '../../shared/contract/organisation/organisation-body.ts';
import { isProposedTo, type ProposedCase, seesProposed } from '../../shared/domain/cases/proposed.ts';
import type { Directory, Person } from '../../shared/domain/model/directory.ts';
import { actorsOf } from '../../shared/domain/organisation/acting.ts';
import { EVERY_SITE } from '../../shared/domain/organisation/reach.ts';
import { readPerson, readSites } from '../../shared/store/organisation/organisation.ts';
import {
  preferencesOf,
  readPreferences,
  writePreferences,
} from '../../shared/store/organisation/preferences.ts';
import { findProposed } from '../../shared/store/sheets/proposed.ts';
import { heads } from '../../shared/store/sheets/sources.ts';
import { commandContext } from '../middleware/command-context.ts';
import { json, tagged } from '../middleware/json-response.ts';
import { named } from '../middleware/named.ts';
import { type Route, route } from '../middleware/request.ts';

const { table } = commandContext;

/**
 * Cases proposed to the caller or to whom they stand in for: none about themselves, and none over a complaint against
 * them (B5.2.2c).
 */
async function proposedTo(caller: Person, directory: Directory | undefined, now: string) {
  const actors = directory === undefined ? [] : actorsOf(caller, directory, now);
  const asked = actors.filter((actor) => isProposedTo(actor));
  if (asked.length === 0) return {};
  const proposed = await findProposed(table, caller.site, () => true);
  const ids = [...new Set(proposed.map(({ sheet }) => sheet))];
  const listed = new Map((await heads(table, ids, true)).map(({ summary }) => [summary.id, summary]));
  const present = await directoryFor(commandContext, caller.site, now, ...listed.values());
  if (present === undefined) return { proposedCases: [] };
  const isShown = (each: ProposedCase) =>
    asked.some((actor) => seesProposed(actor, each, listed.get(each.sheet) ?? {}, present));
  return { proposedCases: proposed.filter(isShown) };
}

/** The ids of all sites for which somebody works, their own first; nothing where that is the only one. */
async function severalSites({ site, sites = [] }: Person): Promise<{ readonly sites?: readonly string[] }> {
  const others = sites.includes(EVERY_SITE) ? await readSites(table) : sites;
  const all = [...new Set([site, ...others])];
  return all.length === 1 ? {} : { sites: all };
}

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
        commandContext.directory.current(caller.site, now),
      ]);
      const [proposed, several] = await Promise.all([
        proposedTo(caller, directory, now),
        severalSites(person),
      ]);
      // The id of the site gives way to the site.
      const { site: _site, sites: _sites, ...itself } = person;
      const answer = {
        ...{ now, ...itself, site: directory && siteView(directory), ...several },
        ...{ preferences: preferencesOf(person, chosen), ...proposed },
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
