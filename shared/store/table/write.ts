/** Writes that need no transaction: many items at once, and single ones on a condition. */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  DeleteCommand,
  PutCommand,
} from '@aws-sdk/lib-dynamodb';
import { inParallel } from '../../runtime/in-parallel.ts';
import type { Key } from './keys.ts';
import type { Item, Table } from './table.ts';

type WriteRequest = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

/** Most items that one BatchWriteItem takes. */
const MOST_IN_A_BATCH = 25;
const BATCHES_AT_ONCE = 4;
const PUTS_AT_ONCE = 16;

/** Puts and deletes items, in any order, again and again until none is left over. */
export async function writeItems(table: Table, requests: readonly WriteRequest[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(requests.length / MOST_IN_A_BATCH) }, (_, nth) =>
    requests.slice(nth * MOST_IN_A_BATCH, (nth + 1) * MOST_IN_A_BATCH),
  );
  await inParallel(batches, BATCHES_AT_ONCE, async (batch) => {
    let left = batch;
    while (left.length > 0) {
      const { UnprocessedItems } = await table.client.send(
        new BatchWriteCommand({ RequestItems: { [table.name]: left } }),
      );
      left = UnprocessedItems?.[table.name] ?? [];
    }
  });
}

/**
 * Puts items one by one, in any order. Where items lie beside entries this stands for `writeItems`: whoever may write in
 * batches may delete there too, for IAM does not tell the two apart.
 */
export async function putItems(table: Table, items: readonly Item[]): Promise<void> {
  await inParallel(items, PUTS_AT_ONCE, async (Item) => {
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
  });
}

/** Takes an item away, whether it is there or not. */
export async function removeItem(table: Table, Key: Key): Promise<void> {
  await table.client.send(new DeleteCommand({ TableName: table.name, Key }));
}

/** Waits for a write on a condition; false where the condition did not hold, so that nothing was written. */
export async function conditionHeld(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
