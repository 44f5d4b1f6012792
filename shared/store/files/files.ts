/** Files as items of the table: announced, attached once, kept. Their bytes are in `bucket.ts`. */
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import {
  type FoundFile,
  type FoundFiles,
  isAttachable,
  type Looked,
  type Owner,
  type UploadedFile,
} from '../../domain/kernel/files.ts';
import { due, duePartition, fileKey, shardOf } from '../table/keys.ts';
import { readItem, readItems } from '../table/read.ts';
import type { Item, Table } from '../table/table.ts';
import { putNew, type Write } from '../table/transact.ts';
import { conditionHeld } from '../table/write.ts';

/** Says what was uploaded of a file. */
export type LookIntoStorage = (file: UploadedFile) => Promise<Looked>;

const itemOf = (file: UploadedFile): Item => ({
  ...fileKey(file.id),
  file: JSON.stringify(file),
  uploader: file.by,
});

const secondsOf = (instant: string) => Math.floor(Date.parse(instant) / 1000);

/** The write that announces a file; the table forgets it where it is never attached. */
export function announcedWrite(table: string, file: UploadedFile): Write {
  return putNew(table, { ...itemOf(file), expiresAt: secondsOf(file.expiresAt) });
}

/**
 * The writes that attach files to their owner. A file is attached once: they fail where another command was faster.
 * Each file is then listed among what falls due, until its bytes have been put where nothing expires.
 */
export function attachedWrites(
  table: string,
  files: readonly UploadedFile[],
  owner: Owner,
  site: string,
  at: string,
): readonly Write[] {
  return files.map((file) => ({
    Put: {
      TableName: table,
      Item: {
        ...itemOf({ ...file, attachedTo: owner }),
        attachedTo: owner.id,
        duePk: duePartition(site, shardOf(file.id)),
        dueSk: due(at, file.id),
      },
      ConditionExpression: 'uploader = :uploader AND attribute_not_exists(attachedTo)',
      ExpressionAttributeValues: { ':uploader': file.by },
    },
  }));
}

/** The file with that id, or undefined; read afresh. */
export async function readFile(table: Table, id: string): Promise<UploadedFile | undefined> {
  const item = await readItem(table, fileKey(id));
  return item && JSON.parse(String(item.file));
}

/** The files with these ids that are there, in any order. */
export async function readFiles(table: Table, ids: readonly string[]): Promise<readonly UploadedFile[]> {
  const items = await readItems(table, ids.map(fileKey));
  return items.map((item) => JSON.parse(String(item.file)));
}

/** Rewrites what the table has of an attached file; nothing where there is none. */
export async function rewriteFile(
  table: Table,
  id: string,
  rewrite: (file: UploadedFile) => UploadedFile,
): Promise<void> {
  const file = await readFile(table, id);
  if (file === undefined) return;
  await conditionHeld(
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: fileKey(id),
        UpdateExpression: 'SET #file = :file',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#file': 'file' },
        ExpressionAttributeValues: { ':file': JSON.stringify(rewrite(file)) },
      }),
    ),
  );
}

/** Notes that storage has an attached file where nothing expires; noting it again changes nothing. */
export async function noteKept(table: Table, file: UploadedFile): Promise<void> {
  const Item = { ...itemOf({ ...file, kept: true }), attachedTo: file.attachedTo?.id };
  await conditionHeld(
    table.client.send(
      new PutCommand({
        TableName: table.name,
        Item,
        ConditionExpression: 'attribute_exists(attachedTo) AND attribute_exists(duePk)',
      }),
    ),
  );
}

/**
 * Looks up the files that a command names. The table is read for each attempt. Storage is asked once, because a link
 * takes only the bytes that it was made for, and only about files that the caller could attach.
 */
export function fileFinder(
  table: Table,
  look: LookIntoStorage | undefined,
  ids: readonly string[] | undefined,
  caller: string,
  now: string,
): () => Promise<FoundFiles> {
  const looks = new Map<string, Promise<Looked>>();
  const find = async (id: string): Promise<readonly [string, FoundFile] | undefined> => {
    const file = await readFile(table, id);
    if (file === undefined) return undefined;
    if (look === undefined || !isAttachable(file, caller, now)) return [id, { file }];
    const looked = looks.get(id) ?? look(file);
    looks.set(id, looked);
    return [id, { file, ...(await looked) }];
  };
  return async () => {
    const found = await Promise.all((ids ?? []).map(find));
    return new Map(found.filter((each) => each !== undefined));
  };
}
