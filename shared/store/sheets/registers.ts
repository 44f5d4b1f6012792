/** Lines of the registers: links to sheets, in the order in which they were written (decision 24). */
import type { Span } from '../../domain/kernel/local-spans.ts';
import type { Sheet } from '../../domain/model/sheet.ts';
import { type Line, linesOf, type Register } from '../../domain/sheets/register.ts';
import { registerKey, registerPartition } from '../table/keys.ts';
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

export interface WrittenLine {
  readonly sheet: Sheet;
  readonly seq: number;
}

interface LinesPage {
  readonly lines: readonly WrittenLine[];
  /** Where the next page goes on, if there is one. */
  readonly next?: string;
}

/** Put behind a position, it sorts after that position and before every later one. */
const JUST_AFTER = ' ';

/** One page of a site's register within a span of time, oldest first: one query, and one batch for the sheets. */
export async function readLines(
  table: Table,
  site: string,
  register: Register,
  span: Span,
  limit: number,
  after: string | undefined,
): Promise<LinesPage> {
  const { items } = await firstPage(table, {
    // The sort key of a line is its instant and more, so a line at the very instant `to` sorts behind `to` and is
    // left out.
    KeyConditionExpression: 'pk = :register AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':register': registerPartition(site, register),
      ':from': after === undefined ? span.from : `${after}${JUST_AFTER}`,
      ':to': span.to,
    },
    // One more than wanted tells whether there is another page.
    Limit: limit + 1,
  });
  const page = items.slice(0, limit);
  const found = await heads(table, [...new Set(page.map(({ id }) => String(id)))]);
  const sheets = new Map(found.flatMap(({ sheet }) => (sheet === undefined ? [] : [[sheet.id, sheet]])));
  const lines = page.flatMap(({ id, seq }) => {
    const sheet = sheets.get(String(id));
    return sheet === undefined ? [] : [{ sheet, seq: Number(seq) }];
  });
  return items.length > limit ? { lines, next: String(page.at(-1)?.sk) } : { lines };
}
