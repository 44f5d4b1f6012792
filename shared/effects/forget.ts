/** What is left of an erased sheet's values is taken away (contract section 12): beside the chain, in responses, in storage. */
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { sha256 } from '../domain/kernel/ledger.ts';
import { readCase } from '../store/cases/cases.ts';
import type { Bucket } from '../store/files/bucket.ts';
import { keptKey, strippedKey, uploadedKey, valuesKey } from '../store/files/file-places.ts';
import { readFile, rewriteFile } from '../store/files/files.ts';
import { readHead } from '../store/sheets/sheets.ts';
import {
  caseErasingKey,
  casePartition,
  ENTRY_PREFIX,
  erasingKey,
  idempotencyRecordKey,
  type Key,
  pathKey,
  sheetIn,
  sheetPartition,
} from '../store/table/keys.ts';
import { readPartition } from '../store/table/read.ts';
import type { Item, Table } from '../store/table/table.ts';
import { conditionHeld, removeItem } from '../store/table/write.ts';
import { writtenIn } from '../store/table/written.ts';

/** What was erased: where it lies, what hangs on it, and what says that something is left to be taken away. */
interface Erased {
  readonly partition: string;
  readonly files: readonly string[];
  readonly values: string;
  readonly owed: Key;
}

/**
 * Takes away what is left of the values of a sheet that was erased, and notes that this is done. It may be killed at any
 * moment and begins anew; the same again changes nothing. A sheet that was not erased keeps everything.
 */
export async function takeValuesAway(table: Table, files: Bucket, id: string): Promise<void> {
  const sheet = (await readHead(table, id))?.sheet;
  if (sheet?.erased !== true) return;
  await takeAway(table, files, {
    ...{ partition: sheetPartition(id), files: sheet.files, values: valuesKey(sheet), owed: erasingKey(id) },
  });
}

/** The same of a case, with all evidence. */
export async function takeCaseValuesAway(table: Table, files: Bucket, id: string): Promise<void> {
  const state = (await readCase(table, id))?.case;
  if (state?.erased !== true) return;
  await takeAway(table, files, {
    partition: casePartition(id),
    files: [...(state.files ?? []), ...state.appeals.flatMap((appeal) => appeal.files)],
    values: valuesKey(state),
    owed: caseErasingKey(id),
  });
}

async function takeAway(
  table: Table,
  bucket: Bucket,
  { partition, files, values, owed }: Erased,
): Promise<void> {
  for (const item of await readPartition(table, partition)) {
    if (!String(item.sk).startsWith(ENTRY_PREFIX)) continue;
    await removeDrawnPath(table, item);
    if (item.receipt !== undefined) {
      await removeAttribute(table, idempotencyRecordKey(String(item.receipt)), 'answer');
    }
    if (item.values !== undefined)
      await removeAttribute(table, { pk: item.pk, sk: item.sk } as Key, 'values');
  }
  for (const file of files) {
    for (const part of ['whole', 'preview'] as const) {
      for (const key of [uploadedKey, keptKey, strippedKey]) await removeObject(bucket, key(file, part));
    }
    // Its announcement was answered with a link that has the name in it; whoever announces it again gets another.
    const receipt = (await readFile(table, file))?.receipt;
    if (receipt !== undefined) await removeItem(table, idempotencyRecordKey(receipt));
    await rewriteFile(table, file, (before) => ({ ...before, name: '' }));
  }
  await removeObject(bucket, values);
  await removeItem(table, owed);
}

/** Where a drawn path was used first is a hash of it, and goes with the entry that holds it. */
async function removeDrawnPath(table: Table, item: Item): Promise<void> {
  const path = writtenIn<object>(item).values['/signature/path']?.value;
  if (typeof path !== 'string') return;
  await conditionHeld(
    table.client.send(
      new DeleteCommand({
        TableName: table.name,
        Key: pathKey(sha256(path)),
        ConditionExpression: 'attribute_not_exists(pk) OR sheet = :sheet',
        ExpressionAttributeValues: { ':sheet': sheetIn(String(item.pk)) ?? '' },
      }),
    ),
  );
}

const removeAttribute = (table: Table, key: Key, name: string) =>
  conditionHeld(
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: key,
        UpdateExpression: 'REMOVE #name',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#name': name },
      }),
    ),
  );

const removeObject = ({ client, name }: Bucket, key: string) =>
  client.send(new DeleteObjectCommand({ Bucket: name, Key: key }));
