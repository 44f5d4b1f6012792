/** Keeping an attached file: what is only uploaded expires, so its bytes are put where nothing does. */
import { CopyObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { type Bucket, isMissing } from '../store/files/bucket.ts';
import { keptKey, uploadedKey } from '../store/files/file-places.ts';
import { noteKept, readFile } from '../store/files/files.ts';
import type { Table } from '../store/table/table.ts';

/** Copies an attached file to where it stays and notes it; the same again changes nothing. */
export async function keepFile(table: Table, files: Bucket, id: string): Promise<void> {
  const file = await readFile(table, id);
  if (file?.attachedTo === undefined || file.kept === true) return;
  // An earlier run may have copied the file and stopped before it noted that. Its upload may have expired since, so
  // it is not copied again.
  if (!(await isThere(files, keptKey(id)))) {
    await files.client.send(
      new CopyObjectCommand({
        Bucket: files.name,
        CopySource: `${files.name}/${uploadedKey(id)}`,
        Key: keptKey(id),
      }),
    );
  }
  await noteKept(table, file);
}

async function isThere({ client, name }: Bucket, key: string): Promise<boolean> {
  try {
    await client.send(new HeadObjectCommand({ Bucket: name, Key: key }));
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
