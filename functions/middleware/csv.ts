/** Tables as CSV that Excel opens in Chinese (contract section 1): UTF-8 with BOM, CRLF, no formulas. */
import { stringify } from 'csv-stringify/sync';
import { withoutTurns } from '../../shared/domain/kernel/directions.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { preferred } from './accept.ts';
import { Refused } from './request.ts';

/** A column: its heading, and what a row has in it. */
export type Column<Row> = readonly [heading: string, value: (row: Row) => string | number | undefined];

/** Whether the reader would rather have CSV than JSON (`Accept`). */
export const wantsCsv = (accept: string | undefined): boolean =>
  preferred(accept, ['application/json', 'text/csv']) === 'text/csv';

/** A table has no more rows than this (contract section 3, `GET /sheets`), and fits into what a function may answer. */
export const MOST_ROWS = 10_000;
const MOST_BYTES = 5 * 1024 * 1024;

/** The refusal of a table that has become longer than is given. */
export const tooMuch = () => new Refused('validation-failed', 'too-many-rows', { pointer: '' });

/** Ends the request with 400 where a table has become longer than is given. */
export function mustFit(rows: number): void {
  if (rows > MOST_ROWS) throw tooMuch();
}

/** A page of a list, and behind which position the next goes on, if any does. */
interface RowsPage<Row> {
  readonly rows: readonly Row[];
  readonly next?: string | undefined;
}

/** All rows of a list that is read by the page; ends the request with 400 as soon as they are more than are given. */
export async function wholeTable<Row>(
  read: (after: string | undefined) => Promise<RowsPage<Row>>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const page = await read(after);
    rows.push(...page.rows);
    mustFit(rows.length);
    after = page.next;
  } while (after !== undefined);
  return rows;
}

/** What a cell holds; texts of version 0.1 may hold what is refused since. */
const shown = (value: string | number | undefined) =>
  typeof value === 'string' ? withoutTurns(value) : value?.toString();

/** 200 with a table, or 400 for one that is too long; `name` is that of the file, ASCII without an ending. */
export function csv<Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): CommandResponse {
  mustFit(rows.length);
  const lines = rows.map((row) => columns.map(([, value]) => shown(value(row))));
  const body = stringify([columns.map(([heading]) => heading), ...lines], {
    bom: true,
    record_delimiter: 'windows',
    // What begins like a formula is text to Excel as well.
    escape_formulas: true,
  });
  if (Buffer.byteLength(body) > MOST_BYTES) throw tooMuch();
  return {
    statusCode: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
      vary: 'Accept, Accept-Language',
    },
    body,
    rows: rows.length,
  };
}
