/** Transactions: written whole or not at all, and what it means when they are not. */
import { TransactionCanceledException, TransactionInProgressException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';
import type { Table } from './table.ts';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** `conflict`: somebody else was first, decide again. `claimed`: this request was answered before. */
export type Committed = 'committed' | 'conflict' | 'claimed';

/** Why a transaction is cancelled when nothing is wrong but that somebody else was at it too. */
const RACES = [
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];

/** Makes the writes in one transaction; where it has a receipt, that is the first of them. */
export async function transact(
  table: Table,
  writes: readonly Write[],
  hasReceipt: boolean,
): Promise<Committed> {
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: [...writes] }));
    return 'committed';
  } catch (error) {
    if (error instanceof TransactionInProgressException) return 'conflict';
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code);
    if (hasReceipt && codes[0] === 'ConditionalCheckFailed') return 'claimed';
    if (codes.some((code) => code !== undefined && RACES.includes(code))) return 'conflict';
    throw error;
  }
}

/** Puts an item where none is yet. */
export function putNew(table: string, Item: Readonly<Record<string, unknown>>): Write {
  return { Put: { TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' } };
}

/** Puts a head: new, or in the place of the one of that version and so many entries. */
export function headPut(
  table: string,
  Item: Readonly<Record<string, unknown>>,
  before: { readonly version: number; readonly entries: number } | undefined,
): Write {
  if (before === undefined) return putNew(table, Item);
  return {
    Put: {
      TableName: table,
      Item,
      ConditionExpression: 'version = :version AND entries = :entries',
      ExpressionAttributeValues: { ':version': before.version, ':entries': before.entries },
    },
  };
}

/** Counts on to the nth, where the counter stands at the one before. */
export function countWrite(table: string, key: Key, nth: number): Write {
  return {
    Put: {
      TableName: table,
      Item: { ...key, last: nth },
      ...(nth === 1
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: '#last = :before',
            ExpressionAttributeNames: { '#last': 'last' },
            ExpressionAttributeValues: { ':before': nth - 1 },
          }),
    },
  };
}
