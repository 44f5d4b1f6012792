/** Sealing what is archived, sheets (contract section 3, `archive`) and cases (A2.6): exported whole into the locked bucket. */
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { sealed, sealedCase } from '../domain/archive/sealed.ts';
import type { UploadedFile } from '../domain/kernel/files.ts';
import type { Sheet } from '../domain/model/sheet.ts';
import { readCaseLedger } from '../store/cases/cases.ts';
import type { Bucket } from '../store/files/bucket.ts';
import { readFile } from '../store/files/files.ts';
import { putOnce } from '../store/files/put-once.ts';
import { readLedger } from '../store/sheets/sheets.ts';
import { caseSealKey, type Key, sealKey } from '../store/table/keys.ts';
import type { Table } from '../store/table/table.ts';
import { conditionHeld } from '../store/table/write.ts';

type Archived = Pick<Sheet, 'id' | 'site' | 'number' | 'entries'>;

/** Where a sheet or a case is sealed; an entry that comes later, such as an exemption decided, makes another object. */
export const sealedAs = ({ site, number, id, entries }: Archived): string =>
  `${site}/${number}/${id}-${entries}.json`;

/**
 * Seals a sheet as the table has it, once for each length of its ledger, and notes that this is done. Where the object is
 * there already nothing is written over it.
 */
export async function sealSheet(table: Table, archive: Bucket, id: string): Promise<void> {
  const found = await readLedger(table, id);
  if (found === undefined || found.head.sheet.status !== 'archived') return;
  const { sheet, hash } = found.head;
  const body = sealed(sheet, found.entries, hash, await filesNamed(table, sheet.files));
  await putOnce(archive, sealedAs(sheet), body);
  await noteSealed(table, sealKey(id), sheet.entries);
}

/** Seals a case as the table has it, with the evidence of its appeals; the same again changes nothing. */
export async function sealCase(table: Table, archive: Bucket, id: string): Promise<void> {
  const found = await readCaseLedger(table, id);
  if (found === undefined || found.head.case.status !== 'archived') return;
  const { case: state, hash } = found.head;
  const evidence = state.appeals.flatMap(({ files }) => files);
  const body = sealedCase(state, found.entries, hash, await filesNamed(table, evidence));
  await putOnce(archive, sealedAs(state), body);
  await noteSealed(table, caseSealKey(id), state.entries);
}

async function filesNamed(table: Table, ids: readonly string[]): Promise<readonly UploadedFile[]> {
  const files = await Promise.all(ids.map((id) => readFile(table, id)));
  return files.filter((file) => file !== undefined);
}

/**
 * Notes that a ledger of so many entries is sealed, unless entries were added meanwhile: those are yet to be sealed.
 */
async function noteSealed(table: Table, key: Key, entries: number): Promise<void> {
  await conditionHeld(
    table.client.send(
      new DeleteCommand({
        TableName: table.name,
        Key: key,
        ConditionExpression: 'attribute_not_exists(pk) OR entries = :entries',
        ExpressionAttributeValues: { ':entries': entries },
      }),
    ),
  );
}
