/** What work somebody has in hand, however many sheets they ever had a part in. */

import type { Directory } from '../../domain/model/directory.ts';
import type { Sheet } from '../../domain/model/sheet.ts';
import { headKey, LINK_PREFIX, personPartition, queuePartition } from '../table/keys.ts';
import { queryAll, readItems, type TableQuery } from '../table/read.ts';
import { readable } from '../table/readable.ts';
import type { Item, Table } from '../table/table.ts';
import { unmetPartitions } from './placing.ts';
import { headOf } from './sheet-items.ts';
import { type Sieve, sieveOf } from './sieve.ts';
import { linkPage } from './sources.ts';

/** The statuses in which a sheet has a handler who still has work to do on it. */
const IN_HAND: readonly Sheet['status'][] = ['accepted', 'on-site', 'completed'];
/** An index may lag by a moment, so so many of the newest sheets that somebody had a part in are read afresh. */
const NEWEST = { upTo: '~', downTo: '0', limit: 100 };

/**
 * The sheets that that person handles and that are not returned yet, the newest first; read afresh. They are looked for among what
 * the sections of a site have in those statuses and, since an authority handles in no section, among what has a promise unmet.
 */
export async function readInHand(
  table: Table,
  person: string,
  { site: { id: site }, sections }: Directory,
): Promise<readonly Sheet[]> {
  const sieve = sieveOf({ handler: person });
  const queues = sections.flatMap((section) =>
    IN_HAND.map((status) => queuePartition(site, section.id, status)),
  );
  const [{ links }, ...found] = await Promise.all([
    linkPage(table, personPartition(person), LINK_PREFIX, NEWEST, true),
    ...queues.map((queue) => sifted(table, 'by-section-status', 'queuePk', queue, sieve)),
    ...(await unmetPartitions(table, site)).map((shard) => sifted(table, 'by-due', 'duePk', shard, sieve)),
  ]);
  const heads = new Map(links.map(({ id }) => [headKey(id).pk, headKey(id)]));
  for (const { pk, sk } of found.flat()) heads.set(String(pk), { pk: String(pk), sk: String(sk) });
  const items = await readItems(table, [...heads.values()], { consistent: true });
  return readable(items, (item) => headOf(item).sheet)
    .filter(({ handler, status }) => handler === person && IN_HAND.includes(status))
    .toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
}

/** The keys of the sheets under a key of an index that a sieve lets through. */
function sifted(
  table: Table,
  index: string,
  attribute: string,
  partition: string,
  sieve: Sieve | undefined,
): Promise<readonly Item[]> {
  const query: TableQuery = {
    IndexName: index,
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': attribute, ...sieve?.names },
    ExpressionAttributeValues: { ':pk': partition, ...sieve?.values },
    FilterExpression: `attribute_exists(summary) AND (${sieve?.expression})`,
    ProjectionExpression: 'pk, sk',
  };
  return queryAll(table, query);
}
