/** What somebody was told, for as long as they may read it, and up to where they have read it (contract section 9). */
import type { KeptNotice } from '../../domain/notices/kept.ts';
import { NOTICE_PREFIX, noticeKey, noticesPartition, readUpToKey } from '../table/keys.ts';
import { firstPage, readItem } from '../table/read.ts';
import { shaped } from '../table/shapes.ts';
import type { Item, Table } from '../table/table.ts';
import type { Write } from '../table/transact.ts';

/** Ninety days: longer than any stream record, message or owed letter lives, so that a late one notifies nobody twice. */
const KEPT_SECONDS = 90 * 24 * 3600;

/** A notice as it was kept: `place` orders what somebody was told by time, and is its id. */
export interface PlacedNotice extends KeptNotice {
  readonly place: string;
  readonly at: string;
  /** The id of the sheet or case, or what else it is known by, and the entry. */
  readonly id: string;
  readonly seq: number;
}

/** The item of a notice, kept from an instant on. */
export function noticeItem(
  person: string,
  { at, id, seq }: Pick<PlacedNotice, 'at' | 'id' | 'seq'>,
  kept: KeptNotice,
  now: string,
): Item {
  const expiresAt = Math.floor(Date.parse(now) / 1000) + KEPT_SECONDS;
  return {
    ...noticeKey(person, at, id, seq),
    ...shaped('told'),
    at,
    id,
    seq,
    kept: JSON.stringify(kept),
    expiresAt,
  };
}

const placed = ({ sk, at, id, seq, kept }: Item): PlacedNotice => ({
  ...(JSON.parse(String(kept)) as KeptNotice),
  ...{ place: String(sk).slice(NOTICE_PREFIX.length), at: String(at), id: String(id), seq: Number(seq) },
});

export interface NoticesPage {
  readonly notices: readonly PlacedNotice[];
  /** The last place that was looked at, where there may be more below it. */
  readonly reached: string | undefined;
}

interface Span {
  /** Only places below or at this one. */
  readonly upTo: string;
  /** Only places above this one. */
  readonly above: string;
  readonly limit: number;
}

/** What somebody was told, the newest first; read afresh. */
export async function readNotices(
  table: Table,
  person: string,
  { upTo, above, limit }: Span,
  now: string,
): Promise<NoticesPage> {
  const { items, last } = await firstPage(table, {
    KeyConditionExpression: 'pk = :person AND sk BETWEEN :above AND :upTo',
    ExpressionAttributeValues: {
      ':person': noticesPartition(person),
      ':above': `${NOTICE_PREFIX}${above}`,
      ':upTo': `${NOTICE_PREFIX}${upTo}`,
    },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: limit,
  });
  // The table deletes what has expired late.
  const kept = items.filter(({ expiresAt }) => Number(expiresAt) > Date.parse(now) / 1000);
  return {
    notices: kept.map(placed).filter(({ place }) => place !== above),
    reached: last && String(last.sk).slice(NOTICE_PREFIX.length),
  };
}

/** Whether somebody was told something by that id. */
export async function hasNotice(table: Table, person: string, place: string): Promise<boolean> {
  const key = { pk: noticesPartition(person), sk: `${NOTICE_PREFIX}${place}` };
  return (await readItem(table, key, ['pk'])) !== undefined;
}

/** The newest notice that somebody has read, or undefined; read afresh. */
export async function readUpTo(table: Table, person: string): Promise<string | undefined> {
  const item = await readItem(table, readUpToKey(person));
  return item && String(item.upTo);
}

/** The write that marks what was read, on the condition that nobody marked anything since. */
export const readUpToWrite = (
  table: string,
  person: string,
  before: string | undefined,
  upTo: string,
): Write => ({
  Put: {
    TableName: table,
    Item: { ...readUpToKey(person), upTo },
    ...(before === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'upTo = :before', ExpressionAttributeValues: { ':before': before } }),
  },
});
