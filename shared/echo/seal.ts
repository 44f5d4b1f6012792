/** Sealing an archived sheet (contract section 3, `archive`): exported whole into the bucket that is locked. */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { sha256 } from '../domain/ledger.ts';
import { sealed } from '../domain/sealed.ts';
import type { Sheet } from '../domain/sheet.ts';
import { asBase64, type Bucket } from '../store/bucket.ts';
import { readFile } from '../store/files.ts';
import { sealKey } from '../store/keys.ts';
import { readLedger } from '../store/sheets.ts';
import type { Table } from '../store/table.ts';

/** Where a sheet is sealed; an entry that comes later, such as an exemption decided, makes another object. */
export const sealedAs = ({ site, number, id, entries }: Sheet): string =>
  `${site}/${number}/${id}-${entries}.json`;

/**
 * Seals a sheet as the table has it, once for each length of its ledger, and notes that this is done. Where the object is
 * there already nothing is written over it.
 */
export async function sealSheet(table: Table, archive: Bucket, id: string): Promise<void> {
  const found = await readLedger(table, id);
  if (found === undefined || found.head.sheet.status !== 'archived') return;
  const { sheet, hash } = found.head;
  const files = await Promise.all(sheet.files.map((file) => readFile(table, file)));
  const body = sealed(
    sheet,
    found.entries,
    hash,
    files.filter((file) => file !== undefined),
  );
  await putOnce(archive, sealedAs(sheet), body);
  await noteSealed(table, sheet);
}

async function putOnce({ client, name }: Bucket, key: string, body: string): Promise<void> {
  try {
    await client.send(
      new PutObjectCommand({
        Bucket: name,
        Key: key,
        Body: body,
        ContentType: 'application/json',
        // A locked bucket wants a checksum with everything that is put into it.
        ChecksumSHA256: asBase64(sha256(body)),
        IfNoneMatch: '*',
      }),
    );
  } catch (error) {
    // It was put before, and only the note of it was lost.
    if (!(error instanceof Error) || error.name !== 'PreconditionFailed') throw error;
  }
}

/** If it was written to again meanwhile, that is still to be sealed. */
async function noteSealed(table: Table, { id, entries }: Sheet): Promise<void> {
  try {
    await table.client.send(
      new DeleteCommand({
        TableName: table.name,
        Key: sealKey(id),
        ConditionExpression: 'attribute_not_exists(pk) OR entries = :entries',
        ExpressionAttributeValues: { ':entries': entries },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
