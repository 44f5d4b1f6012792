/** Suggestions by the month in which they came, so that they can be counted by one query (A1.8). */
import { QueryCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Sheet } from '../../domain/model/sheet.ts';
import { monthOfNumber } from '../../domain/sheets/number.ts';
import { opinionKey, opinionsPartition } from '../table/keys.ts';
import type { Table } from '../table/table.ts';

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** What a suggestion's change writes: that it came, and whether it was adopted. */
export function opinionWrites(table: string, before: Sheet | undefined, after: Sheet): readonly Write[] {
  if (after.kind !== 'suggestion') return [];
  const { id, site, number, adopted } = after;
  if (before !== undefined && before.adopted === adopted) return [];
  const Item = {
    ...opinionKey(site, monthOfNumber(number), id),
    ...(adopted === undefined ? {} : { adopted }),
  };
  return [{ Put: { TableName: table, Item } }];
}

/** How many suggestions came in a month, and of those how many were adopted or not by now. */
export interface Opinions {
  readonly month: string;
  readonly received: number;
  readonly adopted: number;
  readonly notAdopted: number;
}

/** Counts the suggestions of a site's local month, `2026-11`. */
export async function readOpinions(table: Table, site: string, month: string): Promise<Opinions> {
  let [received, adopted, notAdopted] = [0, 0, 0];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :month',
        ExpressionAttributeValues: { ':month': opinionsPartition(site, month) },
        ProjectionExpression: 'adopted',
        ExclusiveStartKey: from,
      }),
    );
    for (const item of page.Items ?? []) {
      received += 1;
      if (item.adopted === true) adopted += 1;
      if (item.adopted === false) notAdopted += 1;
    }
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return { month, received, adopted, notAdopted };
}
