/** Sealing what is archived, sheets (contract section 3, `archive`) and cases (A2.6): exported whole into the locked bucket. */
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { faultsOfSealed, type Sealed, sealed, sealedCase } from '../domain/archive/sealed.ts';
import type { Case } from '../domain/cases/case.ts';
import type { UploadedFile } from '../domain/kernel/files.ts';
import type { Written } from '../domain/kernel/inscribe.ts';
import { canonical } from '../domain/kernel/ledger.ts';
import type { Sheet } from '../domain/model/sheet.ts';
import type { TellDiffering } from '../store/anchors/comparing.ts';
import { readCase, readCaseLedger } from '../store/cases/cases.ts';
import { type Bucket, readText } from '../store/files/bucket.ts';
import { valuesKey } from '../store/files/file-places.ts';
import { readFile } from '../store/files/files.ts';
import { putOnce } from '../store/files/put-once.ts';
import { readHead, readLedger } from '../store/sheets/sheets.ts';
import { caseSealKey, type Key, sealKey } from '../store/table/keys.ts';
import type { Table } from '../store/table/table.ts';
import { conditionHeld } from '../store/table/write.ts';

type Archived = Pick<Sheet, 'id' | 'site' | 'number' | 'entries'>;

/**
 * Where a sheet or a case is sealed, by the hash that its ledger ends in. An entry that comes later, such as an exemption
 * decided, makes another object, and so does another ledger of the same length, as after a restore of the table.
 */
export const sealedAs = ({ site, number, id, entries }: Archived, hash: string): string =>
  `${site}/${number}/${id}-${entries}-${hash}.json`;

const HASH_IN_NAME = /-[0-9a-f]{64}(?=\.json$)/;
/** Where the ledger that ends in a hash is sealed: at its place or, by an earlier version, under the name without the hash. */
export async function placeOfSeal(archive: Bucket, place: string, hash: string): Promise<string> {
  const before = place.replace(HASH_IN_NAME, '');
  const there = await readText(archive, before);
  return there !== undefined && seals(there, hash) ? before : place;
}

/** What sealing is done with. */
export interface Sealing {
  readonly archive: Bucket;
  readonly files: Bucket;
  readonly tellDiffering: TellDiffering;
  readonly now: string;
}

/**
 * Seals a sheet as the table has it, whole with whatever is being written of it or without, once for each ledger that it had, and
 * notes that this is done. Where the object is there already nothing is written over it; if it seals something else, that is told,
 * and the sheet stays to be sealed.
 */
export async function sealSheet(table: Table, sealing: Sealing, id: string): Promise<void> {
  const { files } = sealing;
  const found = await readLedger(table, id, true);
  if (found === undefined || found.head.sheet.status !== 'archived') return;
  const { sheet, hash } = found.head;
  const entries = found.entries.map(({ entry }) => entry);
  const body = sealed(entries, hash, await filesNamed(table, sheet.files));
  if (!(await putSeal(sealing, sealedAs(sheet, hash), body, hash))) return;
  const isGone = async () => (await readHead(table, id))?.sheet.erased === true;
  await keepValues(files, sheet, found.entries, isGone);
  await noteSealed(table, sealKey(id), sheet.entries);
}

/** Seals a case as the table has it, with all evidence; the same again changes nothing. */
export async function sealCase(table: Table, sealing: Sealing, id: string): Promise<void> {
  const { files } = sealing;
  const found = await readCaseLedger(table, id, true);
  if (found === undefined || found.head.case.status !== 'archived') return;
  const { case: state, hash } = found.head;
  const entries = found.entries.map(({ entry }) => entry);
  const evidence = entries.flatMap((entry) => ('files' in entry && entry.files) || []);
  const body = sealedCase(entries, hash, await filesNamed(table, evidence));
  if (!(await putSeal(sealing, sealedAs(state, hash), body, hash))) return;
  const isGone = async () => (await readCase(table, id))?.case.erased === true;
  await keepValues(files, state, found.entries, isGone);
  await noteSealed(table, caseSealKey(id), state.entries);
}

/**
 * Puts a seal; false where there is an object in its place that does not seal this ledger. Another release may have sealed
 * the same ledger in other words, which is as good.
 */
async function putSeal(
  { archive, tellDiffering, now }: Sealing,
  place: string,
  body: string,
  hash: string,
): Promise<boolean> {
  if (await putOnce(archive, place, body)) return true;
  const there = await readText(archive, place);
  if (there === body || (there !== undefined && seals(there, hash))) return true;
  tellDiffering('an object in the place of a seal is not that seal', place, now);
  return false;
}

/** Whether a text is a whole seal of the ledger that ends in that hash. */
export function seals(text: string, hash: string): boolean {
  if (faultsOfSealed(text).length > 0) return false;
  const { head }: Sealed = JSON.parse(text);
  return head === hash;
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
