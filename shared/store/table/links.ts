/** What a partition links to, all of it: lists follow links page by page (`linkPage` in `shared/store/sheets/sources.ts`). */
import { queryAll } from './read.ts';
import type { Table } from './table.ts';

/** The ids that a partition links to under a prefix, oldest first; read afresh. */
export async function linkedIds(table: Table, partition: string, prefix: string): Promise<readonly string[]> {
  const links = await queryAll(table, {
    KeyConditionExpression: 'pk = :partition AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':partition': partition, ':prefix': prefix },
    ConsistentRead: true,
  });
  return links.map(({ id }) => String(id));
}
