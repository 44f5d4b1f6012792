/** Sealing what is archived, sheets (contract section 3, `archive`) and cases (A2.6): exported whole into the locked bucket. */
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { sealed, sealedCase } from '../domain/archive/sealed.ts';
import type { Case } from '../domain/cases/case.ts';
import type { UploadedFile } from '../domain/kernel/files.ts';
import type { Written } from '../domain/kernel/inscribe.ts';
import { canonical } from '../domain/kernel/ledger.ts';
import type { Sheet } from '../domain/model/sheet.ts';
import { readCase, readCaseLedger } from '../store/cases/cases.ts';
import type { Bucket } from '../store/files/bucket.ts';
import { valuesKey } from '../store/files/file-places.ts';
import { readFile } from '../store/files/files.ts';
import { putOnce } from '../store/files/put-once.ts';
import { readHead, readLedger } from '../store/sheets/sheets.ts';
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
export async function sealSheet(
  table: Table,
  { archive, files }: { readonly archive: Bucket; readonly files: Bucket },
  id: string,
): Promise<void> {
  const found = await readLedger(table, id);
  if (found === undefined || found.head.sheet.status !== 'archived') return;
  const { sheet, hash } = found.head;
  const entries = found.entries.map(({ entry }) => entry);
  const body = sealed(entries, hash, await filesNamed(table, sheet.files));
  await putOnce(archive, sealedAs(sheet), body);
  const isGone = async () => (await readHead(table, id))?.sheet.erased === true;
  await keepValues(files, sheet, found.entries, isGone);
  await noteSealed(table, sealKey(id), sheet.entries);
}

/** Seals a case as the table has it, with the evidence of its appeals; the same again changes nothing. */
export async function sealCase(
  table: Table,
  { archive, files }: { readonly archive: Bucket; readonly files: Bucket },
  id: string,
): Promise<void> {
  const found = await readCaseLedger(table, id);
  if (found === undefined || found.head.case.status !== 'archived') return;
  const { case: state, hash } = found.head;
  const evidence = state.appeals.flatMap(({ files }) => files);
  const entries = found.entries.map(({ entry }) => entry);
  const body = sealedCase(entries, hash, await filesNamed(table, evidence));
  await putOnce(archive, sealedAs(state), body);
  const isGone = async () => (await readCase(table, id))?.case.erased === true;
  await keepValues(files, state, found.entries, isGone);
  await noteSealed(table, caseSealKey(id), state.entries);
}

/** The values of what is sealed lie in the bucket of files, from which they can be erased. */
async function keepValues(
  { client, name }: Bucket,
  state: Sheet | Case,
  written: readonly Written<{ readonly seq: number }>[],
  isGone: () => Promise<boolean>,
): Promise<void> {
  if (state.erased === true) return;
  const Key = valuesKey(state);
  const Body = canonical(Object.fromEntries(written.map(({ entry, values }) => [entry.seq, values])));
  await client.send(new PutObjectCommand({ Bucket: name, Key, Body, ContentType: 'application/json' }));
  // Erased meanwhile, it may have been put after all else was taken away.
  if (await isGone()) await client.send(new DeleteObjectCommand({ Bucket: name, Key }));
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
