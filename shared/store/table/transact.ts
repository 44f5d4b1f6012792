/** Transactions: written whole or not at all, and what it means when they are not. */
import { TransactionCanceledException, TransactionInProgressException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { type IdempotencyRecord, recordPut } from './idempotency.ts';
import type { Key } from './keys.ts';
import type { Item, Table } from './table.ts';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** `conflict`: somebody else was first, decide again. `repeated`: a response to this request is recorded already. */
export type Committed = 'committed' | 'conflict' | 'repeated';

/** The reasons for which a transaction is cancelled where somebody else wrote at the same time. */
const RACES = [
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];

/** Makes the writes in one transaction, and with them the record of the response, where there is one. */
export async function transact(
  table: Table,
  writes: readonly Write[],
  record?: IdempotencyRecord,
): Promise<Committed> {
  const recorded = record === undefined ? [] : [recordPut(table.name, record)];
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: [...recorded, ...writes] }));
    return 'committed';
  } catch (error) {
    if (error instanceof TransactionInProgressException) return 'conflict';
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? '');
    if (record !== undefined && codes[0] === 'ConditionalCheckFailed') return 'repeated';
    if (codes.some((code) => RACES.includes(code))) return 'conflict';
    throw error;
  }
}

/** Puts an item, whatever was there. `table` is its name, here and below. */
export const put = (table: string, Item: Item): Write => ({ Put: { TableName: table, Item } });

/** Puts an item where none is yet. */
export const putNew = (table: string, Item: Item): Write => ({
  Put: { TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' },
});

/**
 * Puts an item on the condition that a counter of it still is what was read, even where that is no number: `undefined`,
 * that it is there without one; `null`, that it is not there.
 */
export function putWhere(
  table: string,
  Item: Item,
  counter: 'version' | 'revision' | 'last',
  was: unknown,
): Write {
  if (was === null) return putNew(table, Item);
  const names = { '#counter': counter };
  return {
    Put: {
      TableName: table,
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

/** Puts a head: new, or in the place of the one of that version and so many entries. */
export function headPut(
  table: string,
  Item: Item,
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

/** Counts a number of an item up by one, from 0 where there is none. */
export const count = (table: string, Key: Key, what: 'revision'): Write => ({
  Update: {
    TableName: table,
    Key,
    UpdateExpression: 'ADD #what :one',
    ExpressionAttributeNames: { '#what': what },
    ExpressionAttributeValues: { ':one': 1 },
  },
});

/** Takes an item away. */
export const remove = (table: string, Key: Key): Write => ({ Delete: { TableName: table, Key } });

/** Takes an item away that has to be there. */
export const removeExisting = (table: string, Key: Key): Write => ({
  Delete: { TableName: table, Key, ConditionExpression: 'attribute_exists(pk)' },
});

/** Writes nothing, and cancels the transaction where there is such an item. */
export const absent = (table: string, Key: Key): Write => ({
  ConditionCheck: { TableName: table, Key, ConditionExpression: 'attribute_not_exists(pk)' },
});
