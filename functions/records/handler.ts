/** Reads: lists of sheets, one sheet, its ledger, its printable copies (B3a, B4a). */
import { listQuery, noQuery } from '../../shared/contract/list.ts';
import { entryView, sheetView, summaryView } from '../../shared/contract/sheet-view.ts';
import { isIntact } from '../../shared/domain/ledger.ts';
import { actorOf, type Person } from '../../shared/domain/organisation.ts';
import type { Sheet } from '../../shared/domain/sheet.ts';
import { sees } from '../../shared/domain/visibility.ts';
import { readCaseLedger } from '../../shared/store/cases.ts';
import { listSheets } from '../../shared/store/list.ts';
import { listByDue } from '../../shared/store/list-due.ts';
import { readHead, readLedger } from '../../shared/store/sheets.ts';
import { json } from '../middleware/answers.ts';
import { api } from '../middleware/api.ts';
import { mustSee as mustSeeCase } from '../middleware/case-sight.ts';
import { positionOf, signedCursors } from '../middleware/cursors.ts';
import { house, identity } from '../middleware/house.ts';
import { printable } from '../middleware/printable.ts';
import { Refused, route } from '../middleware/request.ts';
import { casePaper } from './case-papers/paper.ts';
import { copyNamed, holds } from './copies/copies.ts';
import { copyPage } from './copies/page.ts';

async function mustSee(caller: Person, sheet: Sheet | undefined): Promise<Sheet> {
  const directory = await house.directory.directory(caller.site);
  if (sheet === undefined || directory === undefined || !sees(actorOf(caller), sheet, directory)) {
    throw hidden();
  }
  return sheet;
}

const hidden = () => new Refused('not-found', 'not-visible');

export const handler = api('records', identity, {
  'GET /sheets': route({
    query: listQuery,
    answer: async ({ caller, query }) => {
      const { cursor, limit, ...question } = query;
      if (question.site === undefined && caller.role !== 'resident') {
        throw new Refused('validation-failed', 'site-required', { pointer: '/site' });
      }
      const asked = [caller.id, question];
      const after = await positionOf(cursor, asked);
      const directory = await house.directory.directory(caller.site);
      if (directory === undefined || (question.site ?? caller.site) !== caller.site)
        return json(200, { items: [] });
      const list = question.sort === 'due' ? listByDue : listSheets;
      const page = await list(house.table, question, actorOf(caller), directory, limit, after);
      const nextCursor = page.next === undefined ? undefined : (await signedCursors()).sign(page.next, asked);
      return json(200, { items: page.sheets.map(summaryView), nextCursor });
    },
  }),
  'GET /sheets/{id}': route({
    query: noQuery,
    answer: async ({ caller, params }) => {
      const sheet = await mustSee(caller, (await readHead(house.table, params.id ?? ''))?.sheet);
      return json(200, sheetView(sheet), { etag: `"${sheet.version}"` });
    },
  }),
  'GET /sheets/{id}/ledger': route({
    query: noQuery,
    answer: async ({ caller, params }) => {
      const found = await readLedger(house.table, params.id ?? '');
      await mustSee(caller, found?.head.sheet);
      const { entries = [], head } = found ?? {};
      const hash = head?.hash ?? '';
      const intact = isIntact(entries as unknown as Record<string, unknown>[], hash);
      return json(200, { entries: entries.map(entryView), intact, head: hash });
    },
  }),
  'GET /sheets/{id}/copies/{copy}': route({
    query: noQuery,
    answer: async ({ caller, params }) => {
      const copy = copyNamed(params.copy);
      const [found, directory] = await Promise.all([
        readLedger(house.table, params.id ?? ''),
        house.directory.directory(caller.site),
      ]);
      if (copy === undefined || found === undefined || directory === undefined) throw hidden();
      if (!holds(copy, actorOf(caller), found.head.sheet, directory)) throw hidden();
      return printable(copyPage(copy, found, directory));
    },
  }),
  'GET /cases/{id}/documents/{document}': route({
    query: noQuery,
    answer: async ({ params, ...asker }) => {
      const found = await readCaseLedger(house.table, params.id ?? '');
      const [state, directory] = await Promise.all([
        mustSeeCase(asker, found?.head.case),
        house.directory.directory(asker.caller.site),
      ]);
      const page =
        directory && casePaper(params.document ?? '', { state, entries: found?.entries ?? [], directory });
      if (page === undefined) throw new Refused('not-found', 'case-not-visible');
      return printable(page);
    },
  }),
});
