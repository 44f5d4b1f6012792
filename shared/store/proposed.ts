/** Accountability cases that escalation's last level proposed (contract section 2, `/me`). */
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { proposedPartition } from './keys.ts';
import type { ProposedCase } from './sheet-items.ts';
import type { Table } from './table.ts';

/** The most that are shown; whoever opens or dismisses them sees the next. */
const MOST = 100;

/** A site's proposed cases, the newest first. */
export async function readProposed(table: Table, site: string): Promise<readonly ProposedCase[]> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :site',
      ExpressionAttributeValues: { ':site': proposedPartition(site) },
      ScanIndexForward: false,
      Limit: MOST,
    }),
  );
  return Items.map(({ proposed }) => JSON.parse(String(proposed)));
}
