/**
 * Finds the ledgers of a site that hold plain values, a page of its sheets or cases at a time, oldest first, and carries them
 * over. Where it stopped is kept, so that it may be killed at any moment and goes on.
 */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { defined } from '../domain/kernel/defined.ts';
import { DAY_MS } from '../domain/kernel/duration.ts';
import { carriedListKey, caseIn, casesPartition, sheetIn, sitePartition } from '../store/table/keys.ts';
import { firstPage, readItem, readItems } from '../store/table/read.ts';
import type { Item, Table } from '../store/table/table.ts';
import { carryOverCase, carryOverSheet } from './carry-over.ts';

/** So many sheets or cases are looked at in a run. */
const PAGE = 500;
/** While a release is made, functions of version 0.1 may still write beside today's; so it is gone through once more. */
const RELEASE_MS = DAY_MS;

/** What a page came to. */
interface CarriedPage {
  /** Whether the end of the list was reached. */
  readonly isOver: boolean;
  /** Ids of what somebody laid hands on: it stays as it is. */
  readonly broken: readonly string[];
}

/** Goes on for a page of a site's sheets. */
export const carryOverSheets = (table: Table, site: string, now: string): Promise<CarriedPage> =>
  carryOverPage(table, sitePartition(site), now, ({ pk }) => carryOverSheet(table, idIn(sheetIn, pk), now));

/** Goes on for a page of a site's cases. */
export const carryOverCases = (table: Table, site: string, now: string): Promise<CarriedPage> =>
  carryOverPage(table, casesPartition(site), now, ({ pk }) => carryOverCase(table, idIn(caseIn, pk), now));

const idIn = (of: (pk: string) => string | undefined, pk: unknown): string => of(String(pk)) ?? '';

async function carryOverPage(
  table: Table,
  list: string,
  now: string,
  carry: (head: Item) => Promise<'done' | 'broken'>,
): Promise<CarriedPage> {
  const key = carriedListKey(list);
  const { done = false, after, begun = now } = (await readItem(table, key)) ?? {};
  if (done === true) return { isOver: true, broken: [] };
  const { items, last } = await firstPage(table, {
    IndexName: 'by-site',
    KeyConditionExpression: 'sitePk = :list AND openedSk > :after',
    // The sort key of an index is never empty; every instant comes after the first digit.
    ExpressionAttributeValues: { ':list': list, ':after': String(after ?? '0') },
    ProjectionExpression: 'pk, sk',
    Limit: PAGE,
  });
  const heads = await readItems(
    table,
    items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })),
  );
  const broken: string[] = [];
  for (const head of heads) {
    if (head.ledgerBytes !== undefined) continue;
    if ((await carry(head)) === 'broken') broken.push(String(head.pk));
  }
  const isOver = last === undefined;
  const isDone = isOver && Date.parse(now) - Date.parse(String(begun)) >= RELEASE_MS;
  const place = isDone ? { done: true } : defined({ begun, after: last?.openedSk });
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...key, ...place } }));
  return { isOver, broken };
}
