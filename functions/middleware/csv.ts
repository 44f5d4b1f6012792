/** Tables as CSV that Excel opens in Chinese (contract section 1): UTF-8 with BOM, CRLF, no formulas. */
import { stringify } from 'csv-stringify/sync';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { preferred } from './accept.ts';

/** A column: its heading, and what a row has in it. */
export type Column<Row> = readonly [heading: string, value: (row: Row) => string | number | undefined];

/** Whether the reader would rather have CSV than JSON (`Accept`). */
export const wantsCsv = (accept: string | undefined): boolean =>
  preferred(accept, ['application/json', 'text/csv']) === 'text/csv';

/** 200 with a table; `name` is that of the file, ASCII without an ending. */
export function csv<Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): CommandResponse {
  const lines = rows.map((row) => columns.map(([, value]) => value(row)?.toString()));
  return {
    statusCode: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'private, no-cache',
      vary: 'Accept',
      'x-content-type-options': 'nosniff',
    },
    body: stringify([columns.map(([heading]) => heading), ...lines], {
      bom: true,
      record_delimiter: 'windows',
      // What begins like a formula is text to Excel as well.
      escape_formulas: true,
    }),
    rows: rows.length,
  };
}
