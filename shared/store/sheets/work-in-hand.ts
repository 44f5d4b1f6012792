/** What work somebody has in hand, found by the links in their own partition (decision 2). */
import type { Sheet } from '../../domain/model/sheet.ts';
import { headKey, LINK_PREFIX, personPartition } from '../table/keys.ts';
import { pagesOf, readItems } from '../table/read.ts';
import { readable } from '../table/readable.ts';
import type { Table } from '../table/table.ts';
import { headOf } from './sheet-items.ts';

/** The statuses in which a sheet has a handler who still has work to do on it. */
const IN_HAND: readonly Sheet['status'][] = ['accepted', 'on-site', 'completed'];
/** The newest sheets are looked at first, so many at a time: most people have their work in hand among these. */
const LINKS_AT_ONCE = 100;

/** Whether that person handles a sheet that is not returned yet; read afresh. */
export async function hasInHand(table: Table, person: string): Promise<boolean> {
  for await (const _sheet of inHand(table, person)) return true;
  return false;
}

/** The sheets that that person handles and that are not returned yet, the newest first; read afresh. */
export async function readInHand(table: Table, person: string): Promise<readonly Sheet[]> {
  const sheets: Sheet[] = [];
  for await (const sheet of inHand(table, person)) sheets.push(sheet);
  return sheets;
}

async function* inHand(table: Table, person: string): AsyncGenerator<Sheet> {
  const links = pagesOf(table, {
    KeyConditionExpression: 'pk = :person AND begins_with(sk, :link)',
    ExpressionAttributeValues: { ':person': personPartition(person), ':link': LINK_PREFIX },
    ConsistentRead: true,
    ScanIndexForward: false,
    Limit: LINKS_AT_ONCE,
  });
  for await (const { items } of links) {
    const keys = items.map(({ id }) => headKey(String(id)));
    const sheets = readable(await readItems(table, keys, { consistent: true }), (item) => headOf(item).sheet);
    yield* sheets.filter(({ handler, status }) => handler === person && IN_HAND.includes(status));
  }
}
