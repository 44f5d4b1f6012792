/** The sources of a list: each reads sheets newest first, from a position on. */

import { defined } from '../../domain/kernel/defined.ts';
import type { Sheet } from '../../domain/model/sheet.ts';
import { nextDueOf, type Summary, summaryOf } from '../../domain/sheets/summary.ts';
import { headKey, justBefore, LINK_PREFIX, sheetIn } from '../table/keys.ts';
import { firstPage, readItems } from '../table/read.ts';
import { readable } from '../table/readable.ts';
import type { Item, Table } from '../table/table.ts';
import type { SheetFilter } from './filter.ts';
import { headOf, summaryIn } from './sheet-items.ts';
import type { Sieve } from './sieve.ts';

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

export interface SourcePage {
  readonly sheets: readonly Listed[];
  /** The last position that was looked at, if there may be more below it. */
  readonly reached?: string;
  /** How many sheets the table left out. */
  readonly passed?: number;
}

/** A place where sheets are looked for. */
export interface SheetSource {
  /** The partition that it reads: those with the same read the same. */
  readonly of: string;
  readonly kind: 'rows' | 'links';
  /** By which parts of a filter it is chosen, so that all that it has meets them. */
  readonly answers: readonly (keyof SheetFilter)[];
  /** A source that has all of its sheets that fit, to go on with where following it passes over too many. */
  readonly otherwise?: SheetSource;
  readonly read: (table: Table, range: Range) => Promise<SourcePage>;
  /** Reads below `upTo` what a sieve lets through, and counts the rest. Absent where the table cannot tell. */
  readonly sift?: (table: Table, range: Range, sieve: Sieve) => Promise<SourcePage>;
}

/** Sheets under one key of an index. */
export function throughIndex(index: string, attribute: string, partition: string): SheetSource {
  const page = async (table: Table, range: Range, sieve?: Sieve): Promise<SourcePage> => {
    const { items, ...reached } = await indexPage(table, index, attribute, partition, range, sieve);
    return { sheets: await listedIn(table, items), ...reached };
  };
  return {
    ...{ of: partition, kind: 'rows', answers: [] },
    read: (table, range) => page(table, range),
    // What lay at the last position was counted by the page before.
    sift: (table, range, sieve) => page(table, { ...range, upTo: justBefore(range.upTo) }, sieve),
  };
}

/** Items under one key of an index, the newest first, and where reading stopped if there may be more. */
export async function indexPage(
  table: Table,
  index: string,
  attribute: string,
  partition: string,
  { upTo, downTo, limit }: Range,
  sieve?: Sieve,
): Promise<{ readonly items: readonly Item[]; readonly reached?: string; readonly passed?: number }> {
  const { items, last, passed } = await firstPage(table, {
    IndexName: index,
    KeyConditionExpression: '#pk = :pk AND openedSk BETWEEN :downTo AND :upTo',
    ExpressionAttributeNames: { '#pk': attribute, ...sieve?.names },
    ExpressionAttributeValues: { ':pk': partition, ...sieve?.values },
    between: { downTo, upTo },
    // Keys for what cannot be read, beside them what lists know; what the table filters by stays there.
    ProjectionExpression: 'pk, sk, summary',
    ScanIndexForward: false,
    Limit: limit,
    ...defined({ FilterExpression: sieve?.expression }),
  });
  return {
    items,
    ...defined({ reached: last && String(last.openedSk), passed: sieve === undefined ? undefined : passed }),
  };
}

/** Sheets that a person's or a section's partition links to: one query for the links, then what lists know of the sheets. */
export function throughLinks(partition: string): SheetSource {
  return {
    ...{ of: partition, kind: 'links', answers: [] },
    read: async (table, range) => {
      const { links, ...reached } = await linkPage(table, partition, LINK_PREFIX, range);
      return { sheets: await linked(table, links), ...reached };
    },
  };
}

/** What lists know of the sheets that these lead to, in no order. */
export async function linked(table: Table, links: readonly Link[]): Promise<readonly Listed[]> {
  const keys = links.map(({ id }) => headKey(id));
  return listedIn(table, await readItems(table, keys, { attributes: ['pk', 'sk', 'summary'] }));
}

/** A link to a sheet or a case, and where that stands in a list. */
export interface Link {
  readonly id: string;
  readonly position: string;
}

/** What a partition links to under a prefix, the newest first, and where reading stopped if there may be more. */
export async function linkPage(
  table: Table,
  partition: string,
  prefix: string,
  { upTo, downTo, limit }: Range,
  consistent = false,
): Promise<{ readonly links: readonly Link[]; readonly reached?: string }> {
  const { items, last } = await firstPage(table, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :downTo AND :upTo',
    ExpressionAttributeValues: { ':pk': partition },
    between: { downTo: `${prefix}${downTo}`, upTo: `${prefix}${upTo}` },
    ScanIndexForward: false,
    ConsistentRead: consistent,
    Limit: limit,
  });
  const positionIn = ({ sk }: Item) => String(sk).slice(prefix.length);
  const links = items.map((item) => ({ id: String(item.id), position: positionIn(item) }));
  return { links, ...defined({ reached: last && positionIn(last) }) };
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

/** What lists know of these sheets, in no order, and the ids of those of which it cannot be read; read afresh. */
export async function readSummaries(
  table: Table,
  ids: readonly string[],
): Promise<{ readonly summaries: readonly Summary[]; readonly unreadable: readonly string[] }> {
  const reading = { consistent: true, attributes: ['pk', 'sk', 'summary'] };
  const items = await readItems(table, ids.map(headKey), reading);
  const summaries = (await listedIn(table, items)).map(({ summary }) => summary);
  const read = new Set(summaries.map(({ id }) => id));
  const unreadable = items.flatMap(({ pk }) => sheetIn(String(pk)) ?? []).filter((id) => !read.has(id));
  return { summaries, unreadable };
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
