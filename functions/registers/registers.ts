/** A local day of a register, or several: JSON by the page, CSV whole. */

import type * as z from 'zod';
import { directoryFor } from '../../shared/commands/directory.ts';
import type { registerQuery } from '../../shared/contract/assessment/registers.ts';
import { daysSpan } from '../../shared/domain/kernel/local-spans.ts';
import type { Actor, Directory, Language } from '../../shared/domain/model/directory.ts';
import { actorsOf } from '../../shared/domain/organisation/acting.ts';
import {
  handOverRow,
  type Register,
  readsRegisters,
  registerReaderOf,
  repairRow,
} from '../../shared/domain/sheets/register.ts';
import { listLines, type WrittenLine } from '../../shared/store/sheets/registers.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import type { FilledPage } from '../../shared/store/table/merged-page.ts';
import { commandContext } from '../middleware/command-context.ts';
import { type Column, csv, wantsCsv, wholeTable } from '../middleware/csv.ts';
import { cursorAfter, positionOf } from '../middleware/cursors.ts';
import { json } from '../middleware/json-response.ts';
import { named } from '../middleware/named.ts';
import { Refused, type RouteRequest } from '../middleware/request.ts';
import { handOverColumns, repairColumns } from './columns.ts';

/** How a register is made of its lines. */
interface Book<Row> {
  readonly register: Register;
  /** The row of a line as the reader is shown it. */
  readonly row: (line: WrittenLine, reader: Actor, directory: Directory) => Row | undefined;
  readonly columns: (directory: Directory, language: Language) => readonly Column<Row>[];
}

type Query = z.output<typeof registerQuery>;
type Ask = RouteRequest<Query, unknown>;

/** CSV goes through the days in pages of so many lines. */
const LINES_AT_ONCE = 100;

async function answered<Row>(book: Book<Row>, request: Ask): Promise<CommandResponse> {
  const { caller, query, now, accept } = request;
  const { cursor, limit, ...question } = query;
  const asksCsv = wantsCsv(accept);
  const asked = [caller.id, book.register, question];
  const after = asksCsv ? undefined : await positionOf(cursor, asked);
  const directory = await request.directory.current(caller.site, now);
  const actors = directory === undefined ? [] : actorsOf(caller, directory, now);
  const readers = directory === undefined ? [] : actors.filter((actor) => readsRegisters(actor, directory));
  if (directory === undefined || readers.length === 0) throw new Refused('forbidden', 'not-your-register');

  // Another site has nothing for this reader, as in lists of sheets.
  const isOwn = query.site === caller.site;
  const { date: day = '', from: first = day, to: last = day } = query;
  const span = daysSpan(first, last, directory.site.timeZone);
  const shown = async (lines: readonly WrittenLine[]) => {
    const present =
      (await directoryFor(commandContext, query.site, now, ...lines.map(({ sheet }) => sheet))) ?? directory;
    return lines.flatMap((line) => {
      const reader = registerReaderOf(actorsOf(caller, present, now), line.sheet, present);
      const value = reader && book.row(line, reader, present);
      return value === undefined ? [] : [{ position: line.position, value, fits: true }];
    });
  };
  const read = async (most: number, from: string | undefined): Promise<FilledPage<Row>> =>
    isOwn
      ? listLines(commandContext.table, query.site, book.register, span, shown, most, from)
      : { items: [] };

  if (!asksCsv) {
    const { items, next } = await read(limit, after);
    const page = { items, nextCursor: await cursorAfter(next, asked) };
    return json(200, await named(page, request, directory), { vary: 'Accept' });
  }
  const rows = await wholeTable(async (from) => {
    const { items, next } = await read(LINES_AT_ONCE, from);
    return { rows: items, next };
  });
  return csv(
    [book.register, query.site, ...new Set([first, last])].join('-').replaceAll(':', '-'),
    book.columns(directory, request.language),
    rows,
  );
}

/** `GET /registers/hand-over`: every hand-over and return of some days with its receiver's signature (B5.2a, B5.2b). */
export const handOvers = (request: Ask): Promise<CommandResponse> =>
  answered(
    {
      register: 'hand-over',
      row: ({ sheet, seq }, _reader, directory) => {
        const handOver = sheet.history.handOvers.find((each) => each.seq === seq);
        return handOver && handOverRow(sheet, handOver, directory);
      },
      columns: handOverColumns,
    },
    request,
  );

/** `GET /registers/repairs`: every repair of some days, those taken directly among them (B5.2.1a). */
export const repairs = (request: Ask): Promise<CommandResponse> =>
  answered(
    {
      register: 'repairs',
      row: ({ sheet }, reader, directory) => repairRow(sheet, reader, directory),
      columns: repairColumns,
    },
    request,
  );
