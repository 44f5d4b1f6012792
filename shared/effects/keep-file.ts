/** Keeping an attached file: what is only uploaded expires, so its bytes are put where nothing does. */
import { CopyObjectCommand } from '@aws-sdk/client-s3';
import { isPicture } from '../domain/kernel/file-types.ts';
import { PREVIEW_TYPE, type UploadedFile } from '../domain/kernel/files.ts';
import { isGivenWithoutMetadata } from '../domain/sheets/anonymity.ts';
import { type Bucket, isThere } from '../store/files/bucket.ts';
import { type FilePart, keptKey, strippedKey, uploadedKey } from '../store/files/file-places.ts';
import { noteKept, readFile } from '../store/files/files.ts';
import { stripInto } from '../store/files/stripped.ts';
import { readHead } from '../store/sheets/sheets.ts';
import type { Table } from '../store/table/table.ts';

/**
 * Copies an attached file and its preview to where they stay, beside them what is given of them without metadata, and
 * notes it; the same again changes nothing.
 */
export async function keepFile(table: Table, files: Bucket, id: string): Promise<void> {
  const file = await readFile(table, id);
  if (file?.attachedTo === undefined || file.kept === true) return;
  await keepPart(files, id, 'whole');
  if (file.preview !== undefined) await keepPart(files, id, 'preview');
  if (isPicture(file.type)) await strip(table, files, file);
  await noteKept(table, file);
}

async function keepPart(files: Bucket, id: string, part: FilePart): Promise<void> {
  // Copied before, and only the note of it was lost: then the upload itself may be gone by now.
  if (await isThere(files, keptKey(id, part))) return;
  await files.client.send(
    new CopyObjectCommand({
      Bucket: files.name,
      CopySource: `${files.name}/${uploadedKey(id, part)}`,
      Key: keptKey(id, part),
    }),
  );
}

/** Makes ready what is given of a complaint's picture; whoever asks for it sooner makes it themselves. */
async function strip(table: Table, files: Bucket, file: UploadedFile): Promise<void> {
  const { id, type, attachedTo, preview } = file;
  const sheet = attachedTo?.kind === 'sheet' ? (await readHead(table, attachedTo.id))?.sheet : undefined;
  if (sheet === undefined || !isGivenWithoutMetadata(type, sheet)) return;
  await stripInto(files, keptKey(id), strippedKey(id), type);
  if (preview === undefined) return;
  await stripInto(files, keptKey(id, 'preview'), strippedKey(id, 'preview'), PREVIEW_TYPE);
}
