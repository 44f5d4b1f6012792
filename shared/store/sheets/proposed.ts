/** Accountability cases that escalation's last level proposed (contract section 2, `/me`). */
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ProposedCase } from '../../domain/cases/proposed.ts';
import { proposedPartition } from '../table/keys.ts';
import type { Table } from '../table/table.ts';

/** What a proposed case is told apart by. */
export type Proposing = Pick<ProposedCase, 'id' | 'sheet' | 'clock' | 'about'>;

/** The most that are shown; whoever opens or dismisses them sees the next. */
const MOST = 100;

/** A site's proposed cases, the newest first. */
export async function readProposed(table: Table, site: string): Promise<readonly ProposedCase[]> {
  return (await pageOf(table, site, undefined)).proposed;
}

/** A site's proposed cases that somebody looks for; read afresh. */
export async function findProposed(
  table: Table,
  site: string,
  isMeant: (proposed: Proposing) => boolean,
): Promise<readonly ProposedCase[]> {
  const found: ProposedCase[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await pageOf(table, site, from);
    found.push(...page.proposed.filter(isMeant));
    from = page.from;
  } while (from !== undefined);
  return found;
}

async function pageOf(table: Table, site: string, from: Record<string, unknown> | undefined) {
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :site',
      ExpressionAttributeValues: { ':site': proposedPartition(site) },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: MOST,
      ExclusiveStartKey: from,
    }),
  );
  const proposed: readonly ProposedCase[] = Items.map((item) => JSON.parse(String(item.proposed)));
  return { proposed, from: LastEvaluatedKey };
}
