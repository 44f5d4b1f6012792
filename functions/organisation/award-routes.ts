/** Awards (奖优, B3c; contract section 6): granted, withdrawn and read. */
import {
  awardsFor,
  grantAwardFor,
  type RenderAward,
  withdrawAwardFor,
} from '../../shared/commands/awards.ts';
import { placesFor, together } from '../../shared/commands/places.ts';
import { awardBody, awardsQuery, withdrawalBody } from '../../shared/contract/assessment/award-bodies.ts';
import { noQuery } from '../../shared/contract/forms/no-query.ts';
import type { Grant } from '../../shared/domain/assessment/awards.ts';
import { defined } from '../../shared/domain/kernel/defined.ts';
import { commandContext } from '../middleware/command-context.ts';
import { cursorAfter, positionOf } from '../middleware/cursors.ts';
import { json } from '../middleware/json-response.ts';
import { type AnswerReader, named } from '../middleware/named.ts';
import { orRefused, type Route, route } from '../middleware/request.ts';
import { ledgerRoute } from './ledger-response.ts';

const rendered =
  (reader: AnswerReader): RenderAward =>
  async (award, directory) =>
    json(201, await named(award, reader, directory), { etag: `"${award.version}"` });

export const awardRoutes: Readonly<Record<string, Route>> = {
  'GET /awards': route({
    query: awardsQuery,
    respond: async ({ query, ...request }) => {
      const { cursor, limit, site, about } = query;
      const asked = [request.caller.id, 'awards', { site: site.join(','), ...defined({ about }) }];
      const after = await positionOf(cursor, asked);
      const places = await placesFor(request, request, site);
      const page = orRefused(await awardsFor(commandContext, request.caller, places, about, limit, after));
      const answer = { items: page.items, nextCursor: await cursorAfter(page.next, asked) };
      return json(200, await named(answer, request, together(places)));
    },
  }),
  'POST /awards': route({
    query: noQuery,
    body: awardBody,
    respond: async ({ body, ...request }) =>
      orRefused(await grantAwardFor(commandContext, request, body as Grant, rendered(request))),
  }),
  'POST /awards/{id}/withdrawals': route({
    query: noQuery,
    body: withdrawalBody,
    respond: async ({ params, body, ...request }) =>
      orRefused(
        await withdrawAwardFor(commandContext, request, params.id ?? '', body.reason, rendered(request)),
      ),
  }),
  'GET /awards/{id}/ledger': ledgerRoute('award', ({ id = '' }) => id),
};
