/** People of the directory: read, changed, and what of that waits for a second pair of eyes (contract section 2). */
import { confirmChange, dismissChange, waitingFor } from '../../shared/commands/directory-changes.ts';
import { putPersonEntry } from '../../shared/commands/organisation.ts';
import { placesFor, together } from '../../shared/commands/places.ts';
import { getPersonEntry, putLeave } from '../../shared/commands/presence.ts';
import { noBody } from '../../shared/contract/forms/no-body.ts';
import { noQuery } from '../../shared/contract/forms/no-query.ts';
import { changeView } from '../../shared/contract/organisation/change-view.ts';
import {
  leaveBody,
  personBody,
  toLeave,
  toPerson,
} from '../../shared/contract/organisation/organisation-body.ts';
import { changesQuery } from '../../shared/contract/organisation/organisation-query.ts';
import { defined } from '../../shared/domain/kernel/defined.ts';
import { readUndeliverable } from '../../shared/store/organisation/undeliverable.ts';
import { commandContext } from '../middleware/command-context.ts';
import { cursorAfter, positionOf } from '../middleware/cursors.ts';
import { json } from '../middleware/json-response.ts';
import { named } from '../middleware/named.ts';
import { orRefused, type Route, route } from '../middleware/request.ts';
import { changeResponse, entryResponse, idIn, settledPerson } from './entries.ts';
import { settledErasure } from './erasure-routes.ts';
import { ledgerRoute } from './ledger-response.ts';

const { table } = commandContext;

/** A route that settles a change. */
function settling(how: 'confirm' | 'dismiss', settle: typeof confirmChange): Route {
  return route({
    query: noQuery,
    body: noBody,
    respond: async ({ params, body: _body, ...request }) => {
      const which = { person: idIn(params, 'id'), change: params.change ?? '' };
      const erasure = await settledErasure(how, request, which.person, which.change);
      if (erasure !== undefined) return erasure;
      return orRefused(await settle(table, request, which, (person) => settledPerson(person, request)));
    },
  });
}

export const peopleRoutes: Readonly<Record<string, Route>> = {
  'PUT /people/{id}': route({
    query: noQuery,
    body: personBody,
    respond: async ({ params, body, ...request }) =>
      changeResponse(
        await putPersonEntry(commandContext, request, toPerson(idIn(params, 'id'), body)),
        request,
      ),
  }),
  'GET /people/{id}': route({
    query: noQuery,
    respond: async ({ params, ...request }) => {
      const person = orRefused(await getPersonEntry(table, request, idIn(params, 'id')));
      const undeliverable = await readUndeliverable(table, person);
      return entryResponse({ ...person, ...defined({ undeliverable }) }, request);
    },
  }),
  'PUT /people/{id}/leave': route({
    query: noQuery,
    body: leaveBody,
    respond: async ({ params, body, ...request }) =>
      changeResponse(await putLeave(commandContext, request, idIn(params, 'id'), toLeave(body)), request),
  }),
  'GET /people/{id}/ledger': ledgerRoute('person'),
  'POST /people/{id}/changes/{change}/confirm': settling('confirm', confirmChange),
  'POST /people/{id}/changes/{change}/dismiss': settling('dismiss', dismissChange),
  'GET /organisation/changes': route({
    query: changesQuery,
    respond: async ({ query, ...request }) => {
      const { cursor, limit, site } = query;
      const asked = [request.caller.id, 'changes', { site: site.join(',') }];
      const after = await positionOf(cursor, asked);
      const { items, next, sites } = orRefused(await waitingFor(table, request, site, limit, after));
      const page = { items: items.map(changeView), nextCursor: await cursorAfter(next, asked) };
      return json(200, await named(page, request, together(await placesFor(request, request, sites))));
    },
  }),
};
