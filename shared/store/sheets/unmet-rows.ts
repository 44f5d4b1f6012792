/** Every sheet of a site that has something unmet, the most overdue first (contract section 9, `GET /work`). */
import { pagesOf } from '../table/read.ts';
import type { Item, Table } from '../table/table.ts';
import { unmetPartitions } from './placing.ts';
import { type Listed, listedIn } from './sources.ts';

/** At most so many sheets of a shard are read: an eighth of what a site has open. */
const MOST_OF_A_SHARD = 1_000;

/** The shards of the index of deadlines side by side; beyond 8,000 sheets the latest deadlines are left out. */
export async function readUnmet(table: Table, site: string): Promise<readonly Listed[]> {
  const shards = await unmetPartitions(table, site);
  const items = await Promise.all(shards.map((shard) => readShard(table, shard)));
  return listedIn(table, items.flat());
}

async function readShard(table: Table, shard: string): Promise<readonly Item[]> {
  const found: Item[] = [];
  const query = {
    IndexName: 'by-due',
    KeyConditionExpression: 'duePk = :shard',
    // Where sheets of an earlier version are, escalations and notices fall due as well.
    FilterExpression: 'attribute_exists(summary)',
    ExpressionAttributeValues: { ':shard': shard },
  };
  for await (const { items } of pagesOf(table, query)) {
    found.push(...items);
    if (found.length >= MOST_OF_A_SHARD) break;
  }
  return found.slice(0, MOST_OF_A_SHARD);
}
