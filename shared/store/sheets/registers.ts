/** Lines of the registers: links to sheets, in the order in which they were written (decision 24). */
import type { Span } from '../../domain/kernel/local-spans.ts';
import type { Sheet } from '../../domain/model/sheet.ts';
import { type Line, linesOf, type Register } from '../../domain/sheets/register.ts';
import { registerKey, registerPartition } from '../table/keys.ts';
import { type FilledPage, filledPage, type SeenRow } from '../table/merged-page.ts';
import { firstPage } from '../table/read.ts';
import type { Item, Table } from '../table/table.ts';
import { heads } from './sources.ts';

/** The lines that a sheet has and the one before it had not. */
export function newLines(before: Sheet | undefined, after: Sheet): readonly Item[] {
  const written = before === undefined ? [] : linesOf(before);
  const isWritten = (line: Line) =>
    written.some(({ register, seq }) => register === line.register && seq === line.seq);
  return linesOf(after)
    .filter((line) => !isWritten(line))
    .map(({ register, at, seq }) => ({
      ...registerKey(after.site, register, at, after.id, seq),
      id: after.id,
      seq,
    }));
}

/** A line with its sheet as it is now; `position` is its place in the register. */
export interface WrittenLine {
  readonly position: string;
  readonly sheet: Sheet;
  readonly seq: number;
}

/**
 * One page of a site's register within a span of time, oldest first, out of the rows that `shown` makes of lines for who may read
 * them: usually one query, and one batch for the sheets.
 */
export function listLines<Row>(
  table: Table,
  site: string,
  register: Register,
  { from, to }: Span,
  shown: (lines: readonly WrittenLine[]) => Promise<readonly SeenRow<Row>[]>,
  limit: number,
  after: string | undefined,
): Promise<FilledPage<Row>> {
  const read = async (place: string) => {
    const { items, last } = await firstPage(table, {
      // The sort key of a line is its instant and more, so a line at the very instant `to` sorts behind `to` and is
      // left out.
      KeyConditionExpression: 'pk = :register AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':register': registerPartition(site, register),
        ':from': place,
        ':to': to,
      },
      Limit: limit + 1,
    });
    const reached = last === undefined ? {} : { reached: String(last.sk) };
    return [{ rows: await shown(await linesIn(table, items)), ...reached }];
  };
  return filledPage(read, { limit, from: after ?? from, after, order: 'earliest first' });
}

async function linesIn(table: Table, items: readonly Item[]): Promise<readonly WrittenLine[]> {
  const found = await heads(table, [...new Set(items.map(({ id }) => String(id)))]);
  const sheets = new Map(found.flatMap(({ sheet }) => (sheet === undefined ? [] : [[sheet.id, sheet]])));
  return items.flatMap(({ sk, id, seq }) => {
    const sheet = sheets.get(String(id));
    return sheet === undefined ? [] : [{ position: String(sk), sheet, seq: Number(seq) }];
  });
}
