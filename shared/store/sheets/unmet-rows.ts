/** Every sheet of a site that has something unmet or asked, in no order (contract section 9, `GET /work`). */
import type { Actor, Directory } from '../../domain/model/directory.ts';
import { queryAll } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { unmetPartitions } from './placing.ts';
import { sieveOfSight } from './sieve.ts';
import { type Listed, listedIn } from './sources.ts';

/**
 * The shards of the index of deadlines to their ends, side by side: what is owed last counts as well, and what somebody is asked
 * stands behind all deadlines. Sheets that none of the actors sees stay in the table as far as it can tell; who sees
 * which of the others is still to be judged.
 */
export async function readUnmet(
  table: Table,
  actors: readonly Actor[],
  directory: Directory,
): Promise<readonly Listed[]> {
  // Where sheets of an earlier version are, escalations and notices fall due as well.
  const isSheet = 'attribute_exists(#summary)';
  const sieve = sieveOfSight(actors, directory);
  const shards = await unmetPartitions(table, directory.site.id);
  const items = await Promise.all(
    shards.map((shard) =>
      queryAll(table, {
        IndexName: 'by-due',
        KeyConditionExpression: 'duePk = :shard',
        FilterExpression: sieve === undefined ? isSheet : `${isSheet} AND (${sieve.expression})`,
        ExpressionAttributeNames: { '#summary': 'summary', ...sieve?.names },
        ExpressionAttributeValues: { ':shard': shard, ...sieve?.values },
        ProjectionExpression: 'pk, sk, #summary',
      }),
    ),
  );
  return listedIn(table, items.flat());
}
