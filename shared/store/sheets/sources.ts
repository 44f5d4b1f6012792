/** The sources of a list: each reads sheets newest first, from a position on. */

import { defined } from '../../domain/kernel/defined.ts';
import type { Sheet } from '../../domain/model/sheet.ts';
import { nextDueOf, type Summary, summaryOf } from '../../domain/sheets/summary.ts';
import { headKey, LINK_PREFIX } from '../table/keys.ts';
import { firstPage, readItems } from '../table/read.ts';
import { readable } from '../table/readable.ts';
import type { Item, Table } from '../table/table.ts';
import { headOf, summaryIn } from './sheet-items.ts';

/** What a list knows of a sheet: its summary through an index, all of it through a link. */
export interface Listed {
  readonly summary: Summary;
  readonly sheet?: Sheet;
  /** The deadline under which the index of deadlines has it: a version before this one knew but what runs. */
  readonly dueAt: string | undefined;
}

export interface Range {
  /** Only positions below or at this one. */
  readonly upTo: string;
  /** Only positions at or above this one. */
  readonly downTo: string;
  readonly limit: number;
}

interface SourcePage {
  readonly sheets: readonly Listed[];
  /** The last position that was looked at, if there may be more below it. */
  readonly reached?: string;
}

export type SheetSource = (table: Table, range: Range) => Promise<SourcePage>;

/** Sheets under one key of an index. */
export function throughIndex(index: string, attribute: string, partition: string): SheetSource {
  return async (table, range) => {
    const { items, ...reached } = await indexPage(table, index, attribute, partition, range);
    return { sheets: await listedIn(table, items), ...reached };
  };
}

/** Items under one key of an index, the newest first, and where reading stopped if there may be more. */
export async function indexPage(
  table: Table,
  index: string,
  attribute: string,
  partition: string,
  { upTo, downTo, limit }: Range,
): Promise<{ readonly items: readonly Item[]; readonly reached?: string }> {
  // What the reader is not shown is no part of a filter that the table applies: that would tell how much it is.
  const { items, last } = await firstPage(table, {
    IndexName: index,
    KeyConditionExpression: '#pk = :pk AND openedSk BETWEEN :downTo AND :upTo',
    ExpressionAttributeNames: { '#pk': attribute },
    ExpressionAttributeValues: { ':pk': partition, ':downTo': downTo, ':upTo': upTo },
    ScanIndexForward: false,
    Limit: limit,
  });
  return { items, ...defined({ reached: last && String(last.openedSk) }) };
}

/** Sheets that a person's or a section's partition links to: one query for the links, one batch for the heads. */
export function throughLinks(partition: string): SheetSource {
  return async (table, range) => {
    const { ids, ...reached } = await linkPage(table, partition, LINK_PREFIX, range);
    return { sheets: await heads(table, ids), ...reached };
  };
}

/** So many links are followed at once: as many heads as one batch reads. */
const MOST_LINKS = 100;

/** What a partition links to under a prefix, the newest first, and where reading stopped if there may be more. */
export async function linkPage(
  table: Table,
  partition: string,
  prefix: string,
  { upTo, downTo, limit }: Range,
): Promise<{ readonly ids: readonly string[]; readonly reached?: string }> {
  const { items, last } = await firstPage(table, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :downTo AND :upTo',
    ExpressionAttributeValues: {
      ':pk': partition,
      ':downTo': `${prefix}${downTo}`,
      ':upTo': `${prefix}${upTo}`,
    },
    ScanIndexForward: false,
    Limit: Math.min(limit, MOST_LINKS),
  });
  const ids = items.map(({ id }) => String(id));
  return { ids, ...defined({ reached: last && String(last.sk).slice(prefix.length) }) };
}

/** The heads of these sheets that can be read, in the order of the ids, for lists; what decides reads `readSheets`. */
export async function heads(table: Table, ids: readonly string[]): Promise<readonly Listed[]> {
  const items = await readItems(table, ids.map(headKey));
  const listed = readable(items, (item) => {
    const { sheet } = headOf(item);
    const [summary, stored] = [summaryOf(sheet), summaryIn(item)];
    const dueAt = stored.unmet === undefined ? stored.nextDue : nextDueOf(stored);
    return { summary, sheet, dueAt };
  });
  const found = new Map<string, Listed>(listed.map((row) => [row.sheet.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** What an index's items tell; the sheets of those that an earlier version wrote are read, since these tell too little. */
export async function listedIn(table: Table, items: readonly Item[]): Promise<readonly Listed[]> {
  const summaries = readable(items, summaryIn);
  const older = summaries.filter(({ unmet }) => unmet === undefined).map(({ id }) => id);
  const whole = new Map((await heads(table, older)).map((row) => [row.summary.id, row]));
  return summaries.flatMap((summary) =>
    summary.unmet === undefined ? (whole.get(summary.id) ?? []) : { summary, dueAt: nextDueOf(summary) },
  );
}
