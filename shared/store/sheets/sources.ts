/** The sources of a list: each reads sheets newest first, from a position on. */

import { defined } from '../../domain/kernel/defined.ts';
import type { Sheet } from '../../domain/model/sheet.ts';
import { type Summary, summaryOf } from '../../domain/sheets/summary.ts';
import { headKey, LINK_PREFIX } from '../table/keys.ts';
import { firstPage, pagesOf, readItems } from '../table/read.ts';
import type { Item, Table } from '../table/table.ts';
import { headOf, summaryIn } from './sheet-items.ts';

/** What a list knows of a sheet: its summary through an index, all of it through a link. */
export type Listed = { readonly summary: Summary; readonly sheet?: Sheet };

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

type Filter = Readonly<Record<string, string | boolean>>;

/** Sheets under one key of an index; equality filters are applied by the table. */
export function throughIndex(
  index: string,
  attribute: string,
  partition: string,
  filter: Filter,
): SheetSource {
  return async (table, range) => {
    const { items, ...reached } = await indexPage(table, index, attribute, partition, filter, range);
    return { sheets: items.map((item) => ({ summary: summaryIn(item) })), ...reached };
  };
}

/** Items under one key of an index, the newest first, and where reading stopped if there may be more. */
export async function indexPage(
  table: Table,
  index: string,
  attribute: string,
  partition: string,
  filter: Filter,
  { upTo, downTo, limit }: Range,
): Promise<{ readonly items: readonly Item[]; readonly reached?: string }> {
  const names = Object.keys(filter);
  const conditions = names.map((_, place) => `#f${place} = :f${place}`);
  const pages = pagesOf(table, {
    IndexName: index,
    KeyConditionExpression: '#pk = :pk AND openedSk BETWEEN :downTo AND :upTo',
    ...defined({ FilterExpression: conditions.join(' AND ') || undefined }),
    ExpressionAttributeNames: {
      '#pk': attribute,
      ...Object.fromEntries(names.map((name, place) => [`#f${place}`, name])),
    },
    ExpressionAttributeValues: {
      ':pk': partition,
      ':downTo': downTo,
      ':upTo': upTo,
      ...Object.fromEntries(names.map((name, place) => [`:f${place}`, filter[name]])),
    },
    ScanIndexForward: false,
    // The table applies a filter after it has read the rows, so more are read than are given.
    Limit: conditions.length === 0 ? limit : limit * READ_AHEAD,
  });
  const items: Item[] = [];
  let last: Item | undefined;
  let reads = 0;
  for await (const page of pages) {
    items.push(...page.items);
    last = page.last;
    reads += 1;
    if (items.length >= limit || reads === MOST_READS) break;
  }
  return { items, ...defined({ reached: last && String(last.openedSk) }) };
}

/** After so many reads a page is given short rather than late. */
const MOST_READS = 5;

/** How many rows a filtered query reads for each row that is wanted. */
const READ_AHEAD = 10;

/** Sheets that a person's or a section's partition links to: one query for the links, one batch for the heads. */
export function throughLinks(partition: string): SheetSource {
  return async (table, range) => {
    const { ids, ...reached } = await linkPage(table, partition, LINK_PREFIX, range);
    return { sheets: await heads(table, ids), ...reached };
  };
}

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
    Limit: limit,
  });
  const ids = items.map(({ id }) => String(id));
  return { ids, ...defined({ reached: last && String(last.sk).slice(prefix.length) }) };
}

/** The heads of these sheets, in the order of the ids; `consistent` where a lagging copy will not do. */
export async function heads(
  table: Table,
  ids: readonly string[],
  consistent = false,
): Promise<readonly Listed[]> {
  const found = new Map<string, Listed>();
  for (const item of await readItems(table, ids.map(headKey), consistent)) {
    const { sheet } = headOf(item);
    found.set(sheet.id, { summary: summaryOf(sheet), sheet });
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}
