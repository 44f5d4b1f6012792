/** Reads: lists of sheets, one sheet, its ledger, its printable copies (B3a, B4a). */

import { currentDirectoryFor } from '../../shared/commands/directory.ts';
import { noQuery } from '../../shared/contract/forms/no-query.ts';
import { listQuery } from '../../shared/contract/sheets/list.ts';
import { entryView, sheetView, summaryView } from '../../shared/contract/sheets/sheet-view.ts';
import { anchoredBy } from '../../shared/domain/anchors/anchored.ts';
import type { Actor, Directory, Person } from '../../shared/domain/model/directory.ts';
import { isStaff } from '../../shared/domain/model/roles.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { actorsOf } from '../../shared/domain/organisation/acting.ts';
import { readerOf, redactEntryFor, redactFor } from '../../shared/domain/sheets/anonymity.ts';
import { copyNamed, holds } from '../../shared/domain/sheets/copies.ts';
import { openComparing } from '../../shared/store/anchors/comparing.ts';
import { readCaseLedger } from '../../shared/store/cases/cases.ts';
import { withAttachments } from '../../shared/store/sheets/attachments.ts';
import { listSheets } from '../../shared/store/sheets/list.ts';
import { listByDue } from '../../shared/store/sheets/list-due.ts';
import { readHead, readLedger, type WithLedger } from '../../shared/store/sheets/sheets.ts';
import { sheetPartition } from '../../shared/store/table/keys.ts';
import { api } from '../middleware/api.ts';
import { mustSee as mustSeeCase } from '../middleware/case-sight.ts';
import { commandContext, identity } from '../middleware/command-context.ts';
import { cursorAfter, positionOf } from '../middleware/cursors.ts';
import { json } from '../middleware/json-response.ts';
import { printable } from '../middleware/printable.ts';
import { Refused, route } from '../middleware/request.ts';
import { casePaper } from './case-papers/paper.ts';
import { copyPage } from './copies/page.ts';

/** Somebody who may see a sheet: as whom they are shown it, and by which directory that was decided. */
interface Reading {
  readonly reader: Actor;
  readonly actors: readonly Actor[];
  readonly directory: Directory;
}

/**
 * As whom somebody may see a sheet; ends the request where they may not. The directory is never a remembered one:
 * whoever has just become a stand-in sees at once what the absent person sees, and who owes what moves with it.
 */
async function mustSee(caller: Person, sheet: Sheet | undefined, now: string): Promise<Reading> {
  if (sheet === undefined) throw hidden();
  const directory = await currentDirectoryFor(commandContext, caller.site, now, sheet);
  if (directory === undefined) throw hidden();
  const actors = actorsOf(caller, directory, now);
  const reader = readerOf(actors, sheet, directory);
  if (reader === undefined) throw hidden();
  return { reader, actors, directory };
}

const holdsItsAnchor = openComparing(commandContext.table, 'records');

const hidden = () => new Refused('not-found', 'not-visible');

export const handler = api('records', identity, {
  'GET /sheets': route({
    query: listQuery,
    respond: async ({ caller, query, now }) => {
      const { cursor, limit, ...question } = query;
      if (question.site === undefined && isStaff(caller)) {
        throw new Refused('validation-failed', 'site-required', { pointer: '/site' });
      }
      const request = [caller.id, question];
      const [after, directory] = await Promise.all([
        positionOf(cursor, request),
        commandContext.directory.current(caller.site, now),
      ]);
      if (directory === undefined || (question.site ?? caller.site) !== caller.site)
        return json(200, { items: [] });
      const list = question.sort === 'due' ? listByDue : listSheets;
      const page = await list(
        commandContext.table,
        question,
        actorsOf(caller, directory, now),
        directory,
        limit,
        after,
      );
      const nextCursor = await cursorAfter(page.next, request);
      return json(200, { items: page.sheets.map(summaryView), nextCursor });
    },
  }),
  'GET /sheets/{id}': route({
    query: noQuery,
    respond: async ({ caller, params, now }) => {
      const sheet = (await readHead(commandContext.table, params.id ?? ''))?.sheet;
      const { reader, directory } = await mustSee(caller, sheet, now);
      const whole = await withAttachments(commandContext.table, sheet as Sheet);
      const shown = redactFor(reader, whole, directory);
      return json(200, sheetView(shown), { etag: `"${shown.version}"` });
    },
  }),
  'GET /sheets/{id}/ledger': route({
    query: noQuery,
    respond: async ({ caller, params, now }) => {
      const found = await readLedger(commandContext.table, params.id ?? '');
      const { reader, directory } = await mustSee(caller, found?.head.sheet, now);
      const { entries, head, anchor } = found as WithLedger;
      const isWhole = await holdsItsAnchor(sheetPartition(head.sheet.id), { entries, anchor }, now);
      const intact = isWhole && entries.at(-1)?.hash === head.hash;
      const shown = entries.map((entry) => redactEntryFor(reader, entry, head.sheet, directory));
      return json(200, {
        entries: shown.map(entryView),
        ...{ intact, head: head.hash, anchored: anchoredBy(anchor) },
      });
    },
  }),
  'GET /sheets/{id}/copies/{copy}': route({
    query: noQuery,
    respond: async ({ caller, params, now }) => {
      const copy = copyNamed(params.copy);
      const found = await readLedger(commandContext.table, params.id ?? '');
      if (copy === undefined || found === undefined) throw hidden();
      const { sheet } = found.head;
      const { actors, directory } = await mustSee(caller, sheet, now);
      const holder = readerOf(
        actors.filter((actor) => holds(copy, actor, sheet, directory)),
        sheet,
        directory,
      );
      if (holder === undefined) throw hidden();
      return printable(copyPage(copy, found, directory, holder));
    },
  }),
  'GET /cases/{id}/documents/{document}': route({
    query: noQuery,
    respond: async ({ params, ...asker }) => {
      const found = await readCaseLedger(commandContext.table, params.id ?? '');
      const [state, directory] = await Promise.all([
        mustSeeCase(asker, found?.head.case),
        commandContext.directory.directory(asker.caller.site, asker.now),
      ]);
      const page =
        directory && casePaper(params.document ?? '', { state, entries: found?.entries ?? [], directory });
      if (page === undefined) throw new Refused('not-found', 'case-not-visible');
      return printable(page);
    },
  }),
});
