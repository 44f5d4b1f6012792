/** Writes several items of the organisation or its plans whole or not at all. */
import { TransactionCanceledException, TransactionInProgressException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';
import type { Table } from './table.ts';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Item = Readonly<Record<string, unknown>>;

/** Why a transaction is cancelled when nothing is wrong but that somebody else was at it too. */
const RACES = [
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];

/** `conflict`: somebody else was first. `claimed`: the first write's condition failed, which `claim` says is a receipt. */
export async function transact(
  table: Table,
  writes: readonly Write[],
  first?: 'claim',
): Promise<'committed' | 'conflict' | 'claimed'> {
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: [...writes] }));
    return 'committed';
  } catch (error) {
    if (error instanceof TransactionInProgressException) return 'conflict';
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? '');
    if (first === 'claim' && codes[0] === 'ConditionalCheckFailed') return 'claimed';
    if (codes.some((code) => RACES.includes(code))) return 'conflict';
    throw error;
  }
}

export const put = (table: Table, Item: Item): Write => ({ Put: { TableName: table.name, Item } });

export const putNew = (table: Table, Item: Item): Write => ({
  Put: { TableName: table.name, Item, ConditionExpression: 'attribute_not_exists(pk)' },
});

/**
 * Puts an item on the condition that a number of it is still what was read: `undefined`, that it is there without
 * one; `null`, that it is not there.
 */
export function putWhere(
  table: Table,
  Item: Item,
  counter: 'version' | 'revision',
  was: number | undefined | null,
): Write {
  if (was === null) return putNew(table, Item);
  const names = { '#counter': counter };
  return {
    Put: {
      TableName: table.name,
      Item,
      ...(was === undefined
        ? {
            ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#counter)',
            ExpressionAttributeNames: names,
          }
        : {
            ConditionExpression: '#counter = :was',
            ExpressionAttributeNames: names,
            ExpressionAttributeValues: { ':was': was },
          }),
    },
  };
}

export const remove = (table: Table, Key: Key): Write => ({ Delete: { TableName: table.name, Key } });
