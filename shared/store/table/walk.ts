/**
 * Goes through a list of all sheets or cases of a site, a page at a time, oldest first, to bring what earlier versions wrote
 * up to date. Where it stopped is kept, so that it may be killed at any moment and goes on.
 */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { defined } from '../../domain/kernel/defined.ts';
import { DAY_MS } from '../../domain/kernel/duration.ts';
import type { Key } from './keys.ts';
import { firstPage, readItem } from './read.ts';
import type { Item, Table } from './table.ts';

/** So many sheets or cases are looked at in a run. */
const PAGE = 500;
/** While a release is made, functions of the version before may still write beside today's; so it is gone through once more. */
const RELEASE_MS = DAY_MS;

/** What is gone through. */
interface Walk {
  /** The partition of the index `by-site`. */
  readonly list: string;
  /** The item that keeps how far it is. */
  readonly place: Key;
  /** The attributes of the index that are asked for. */
  readonly attributes: string;
}

/** Shows the next page to `visit`; gives whether the end of the list was reached. Once all is done, nothing is read but that. */
export async function walkOn(
  table: Table,
  { list, place, attributes }: Walk,
  now: string,
  visit: (items: readonly Item[]) => Promise<void>,
): Promise<boolean> {
  const { done = false, after, begun = now } = (await readItem(table, place)) ?? {};
  if (done === true) return true;
  const { items, last } = await firstPage(table, {
    IndexName: 'by-site',
    KeyConditionExpression: 'sitePk = :list AND openedSk > :after',
    // The sort key of an index is never empty; every instant comes after the first digit.
    ExpressionAttributeValues: { ':list': list, ':after': String(after ?? '0') },
    ProjectionExpression: attributes,
    Limit: PAGE,
  });
  await visit(items);
  const isOver = last === undefined;
  const isDone = isOver && Date.parse(now) - Date.parse(String(begun)) >= RELEASE_MS;
  const reached = isDone ? { done: true } : defined({ begun, after: last?.openedSk });
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...place, ...reached } }));
  return isOver;
}

/** Asks whether the walk of a site is over for good; once it is, that is remembered, since it stays so. */
export function isWalkedOnce(
  placeOf: (site: string) => Key,
): (table: Table, site: string) => Promise<boolean> {
  const over = new WeakMap<Table, Set<string>>();
  return async (table, site) => {
    const sites = over.get(table) ?? new Set();
    over.set(table, sites);
    if (sites.has(site)) return true;
    const isOver = (await readItem(table, placeOf(site), ['done']))?.done === true;
    if (isOver) sites.add(site);
    return isOver;
  };
}
