/** Accountability cases and appeals (A2.1 to A2.7c). */

import {
  dismissCaseFor,
  openCaseFor,
  type RenderCaseResponse,
  signCase,
} from '../../shared/commands/cases.ts';
import { placesFor, together } from '../../shared/commands/places.ts';
import {
  appealBody,
  caseSignOffBody,
  consequencesQuery,
  dismissBody,
  listCasesQuery,
  openCaseBody,
  reviewBody,
  toCaseCommand,
  toOpenCase,
  toReview,
} from '../../shared/contract/cases/case-bodies.ts';
import { appealView, caseSummaryView, caseView, reviewSteps } from '../../shared/contract/cases/case-view.ts';
import { ledgerQuery } from '../../shared/contract/forms/ledger-page.ts';
import { noQuery } from '../../shared/contract/forms/no-query.ts';
import { ledgerView, writtenView } from '../../shared/contract/sheets/sheet-view.ts';
import { anchoredBy } from '../../shared/domain/anchors/anchored.ts';
import type { Case, Level } from '../../shared/domain/cases/case.ts';
import { defined } from '../../shared/domain/kernel/defined.ts';
import { DomainError } from '../../shared/domain/kernel/errors.ts';
import { openVerifying } from '../../shared/store/anchors/comparing.ts';
import { listCases } from '../../shared/store/cases/case-list.ts';
import { type CaseWithLedger, readCase, readCaseLedger } from '../../shared/store/cases/cases.ts';
import { sitesOf } from '../../shared/store/organisation/organisation.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { casePartition, openedPosition } from '../../shared/store/table/keys.ts';
import { pageOfSeveral } from '../../shared/store/table/merged-page.ts';
import { api } from '../middleware/api.ts';
import { type Asker, allowedBy, type CaseSight, mustSee } from '../middleware/case-sight.ts';
import { identity } from '../middleware/command-context.ts';
import { cursorAfter, positionOf } from '../middleware/cursors.ts';
import { json } from '../middleware/json-response.ts';
import { type AnswerReader, named, refusedNaming } from '../middleware/named.ts';
import { Refused, route } from '../middleware/request.ts';
import { caseCommandContext as context } from './case-command-context.ts';
import { ofEverybody, ofPerson } from './consequences.ts';

const verify = openVerifying<CaseWithLedger>(context.table, 'cases', ({ head }) => ({
  ...{ hash: head.hash, isErased: head.case.erased === true },
}));

const hidden = () => new Refused('not-found', 'case-not-visible');

/** The level that a path names. */
function levelOf(text: string | undefined): Level {
  if (text === '1') return 1;
  if (text === '2') return 2;
  throw hidden();
}

function appealOf(state: Case, level: Level) {
  const appeal = state.appeals.find((each) => each.level === level);
  if (appeal === undefined) throw hidden();
  return appeal;
}

async function settled(done: CommandResponse | DomainError, reader: AnswerReader): Promise<CommandResponse> {
  if (done instanceof DomainError) throw await refusedNaming(done, reader);
  return done;
}

const tagged = (state: Case) => ({ etag: `"${state.version}"` });
const located = (state: Case) => ({ ...tagged(state), location: `/cases/${state.id}` });
const signedOff =
  (reader: AnswerReader, headers = tagged): RenderCaseResponse =>
  async (state, written, directory) => {
    const view = { case: caseView(state, allowedBy(reader, state, directory)), ...writtenView(written) };
    return json(201, await named(view, reader, directory), headers(state));
  };

async function read(asker: Asker, id: string | undefined): Promise<CaseSight> {
  return mustSee(asker, (await readCase(context.table, id ?? ''))?.case);
}

export const handler = api('cases', identity, {
  'POST /cases': route({
    query: noQuery,
    body: openCaseBody,
    key: 'required',
    respond: async ({ body, ...request }) =>
      settled(
        await openCaseFor(context, request, toOpenCase(body), async (state, _written, directory) =>
          json(
            201,
            await named(caseView(state, allowedBy(request, state, directory)), request, directory),
            located(state),
          ),
        ),
        request,
      ),
  }),
  'GET /cases': route({
    query: listCasesQuery,
    respond: async ({ query, ...asker }) => {
      const { cursor, limit, site, ...question } = query;
      const request = [asker.caller.id, 'cases', { ...question, ...defined({ site: site?.join(',') }) }];
      const after = await positionOf(cursor, request);
      const places = await placesFor(asker, asker, site ?? (await sitesOf(context.table, asker.caller)));
      const lists = places.map(
        ({ actors, directory }) =>
          (most: number, from: string | undefined) =>
            listCases(context.table, question, actors, directory.site.id, most, from),
      );
      const page = await pageOfSeveral(lists, { limit, after }, ({ openedAt, id }) =>
        openedPosition(openedAt, id),
      );
      const nextCursor = await cursorAfter(page.next, request);
      const answer = { items: page.items.map(caseSummaryView), nextCursor };
      return json(200, await named(answer, asker, together(places)));
    },
  }),
  'GET /cases/{id}': route({
    query: noQuery,
    respond: async ({ params, ...asker }) => {
      const { state, directory } = await read(asker, params.id);
      const view = caseView(state, allowedBy(asker, state, directory));
      return json(200, await named(view, asker, directory), tagged(state));
    },
  }),
  'GET /cases/{id}/ledger': route({
    query: ledgerQuery,
    respond: async ({ params, query, ...asker }) => {
      const found = await readCaseLedger(context.table, params.id ?? '');
      const { directory } = await mustSee(asker, found?.head.case);
      if (found === undefined) throw hidden();
      const { id } = found.head.case;
      const again = () => readCaseLedger(context.table, id, true);
      const { read: whole, intact } = await verify(casePartition(id), found, again, asker.now);
      const { entries, head, anchor } = whole;
      const said = { intact, head: head.hash, anchored: anchoredBy(anchor), erased: head.case.erased };
      const view = ledgerView(entries, query, said);
      return json(200, await named(view, asker, directory), { etag: `"${entries.length}"` });
    },
  }),
  'POST /cases/{id}/sign-offs': route({
    query: noQuery,
    body: caseSignOffBody,
    respond: async ({ body, params, ...request }) =>
      settled(
        await signCase(context, request, params.id ?? '', toCaseCommand(body), signedOff(request)),
        request,
      ),
  }),
  'POST /cases/{id}/appeals': route({
    query: noQuery,
    body: appealBody,
    key: 'required',
    respond: async ({ body, params, ...request }) =>
      settled(
        await signCase(
          context,
          request,
          params.id ?? '',
          { step: 'appeal', ...body },
          async (state, written, directory) => {
            const appeal = state.appeals.at(-1);
            const view = {
              case: caseView(state, allowedBy(request, state, directory)),
              ...writtenView(written),
            };
            const location = `/cases/${state.id}/appeals/${appeal?.level}`;
            const answer = await named({ ...(appeal && appealView(appeal)), ...view }, request, directory);
            return json(201, answer, { ...tagged(state), location });
          },
        ),
        request,
      ),
  }),
  'GET /cases/{id}/appeals/{level}': route({
    query: noQuery,
    respond: async ({ params, ...asker }) => {
      const { state, directory } = await read(asker, params.id);
      const level = levelOf(params.level);
      const isCurrent = state.appeals.at(-1)?.level === level;
      const allowedSteps = isCurrent ? reviewSteps(allowedBy(asker, state, directory)) : [];
      const view = { ...appealView(appealOf(state, level)), allowedSteps };
      return json(200, await named(view, asker, directory), tagged(state));
    },
  }),
  'POST /cases/{id}/appeals/{level}/sign-offs': route({
    query: noQuery,
    body: reviewBody,
    respond: async ({ body, params, ...request }) => {
      const level = levelOf(params.level);
      return settled(
        await signCase(
          context,
          request,
          params.id ?? '',
          toReview(level, body),
          async (after, written, directory) => {
            const appeal = appealView(appealOf(after, level));
            const view = {
              ...{ case: caseView(after, allowedBy(request, after, directory)), appeal },
              ...writtenView(written),
            };
            return json(201, await named(view, request, directory), tagged(after));
          },
        ),
        request,
      );
    },
  }),
  'POST /cases/proposed/{id}/dismissals': route({
    query: noQuery,
    body: dismissBody,
    respond: async ({ body, params, ...request }) =>
      settled(
        await dismissCaseFor(context, request, params.id ?? '', body.reason, signedOff(request, located)),
        request,
      ),
  }),
  'GET /people/{id}/consequences': route({
    query: noQuery,
    respond: async ({ params, ...asker }) => {
      const items = await ofPerson(asker, params.id ?? '');
      return json(200, await named({ items }, asker));
    },
  }),
  'GET /consequences': route({ query: consequencesQuery, respond: ofEverybody }),
});
