/** Whether somebody has work in hand, found by the links in their own partition (decision 2). */
import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Sheet } from '../../domain/model/sheet.ts';
import { headKey, LINK_PREFIX, personPartition } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { headOf } from './sheet-items.ts';

/** Until it is returned, only its handler, or whoever it is assigned to, brings a sheet on. */
const IN_HAND: readonly Sheet['status'][] = ['accepted', 'on-site', 'completed'];
/** Most items that one batch takes. */
const BATCH = 100;

type Item = Record<string, unknown>;

/** Whether that person handles a sheet that is not returned yet; read afresh, the newest first. */
export async function hasInHand(table: Table, person: string): Promise<boolean> {
  let from: Item | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :person AND begins_with(sk, :link)',
        ExpressionAttributeValues: { ':person': personPartition(person), ':link': LINK_PREFIX },
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: BATCH,
        ExclusiveStartKey: from,
      }),
    );
    const sheets = await headsNow(
      table,
      (page.Items ?? []).map(({ id }) => String(id)),
    );
    if (sheets.some(({ handler, status }) => handler === person && IN_HAND.includes(status))) return true;
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return false;
}

async function headsNow(table: Table, ids: readonly string[]): Promise<readonly Sheet[]> {
  const found: Sheet[] = [];
  let keys: Item[] = ids.map((id) => ({ ...headKey(id) }));
  while (keys.length > 0) {
    const { Responses, UnprocessedKeys } = await table.client.send(
      new BatchGetCommand({ RequestItems: { [table.name]: { Keys: keys, ConsistentRead: true } } }),
    );
    found.push(...(Responses?.[table.name] ?? []).map((item) => headOf(item).sheet));
    keys = UnprocessedKeys?.[table.name]?.Keys ?? [];
  }
  return found;
}
