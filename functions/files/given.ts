/** What is given of a file that somebody may have: a link into storage, and what is behind it (contract section 4). */
import { isPicture } from '../../shared/domain/kernel/file-types.ts';
import { type Measured, PREVIEW_TYPE, type UploadedFile } from '../../shared/domain/kernel/files.ts';
import type { DownloadLink } from '../../shared/store/files/bucket.ts';
import { plainAttachment } from '../../shared/store/files/content-disposition.ts';
import { type FilePart, keptKey, strippedKey, uploadedKey } from '../../shared/store/files/file-places.ts';
import { filesBucket } from '../middleware/storage.ts';
import type { View } from './gates.ts';

type Given = DownloadLink & Measured;

/** The link to a file, and what its bytes measure as they are given. */
export const fileGiven = (file: UploadedFile, view: View): Promise<Given> => given(file, 'whole', view);

/** The same of its preview; undefined where it has none. */
export async function previewGiven(file: UploadedFile, view: View): Promise<Given | undefined> {
  const { preview } = file;
  return preview && given({ ...file, ...preview, type: PREVIEW_TYPE, name: 'preview.jpg' }, 'preview', view);
}

async function given(file: UploadedFile, part: FilePart, view: View): Promise<Given> {
  const { bucket, downloadLink } = await filesBucket();
  const { id, name, type, size, sha256 } = file;
  const original = file.kept === true ? keptKey(id, part) : uploadedKey(id, part);
  // Stored with it is the name that its uploader gave it.
  const disposition = view.isNamed ? undefined : plainAttachment(name, id);
  if (!view.isWithoutMetadata || !isPicture(type)) {
    return { size, sha256, ...(await downloadLink(bucket, original, disposition)) };
  }
  // Usually it was made when the file was kept; whoever asks before makes it now.
  const { stripInto } = await import('../../shared/store/files/stripped.ts');
  const copy = strippedKey(id, part);
  const measured = await stripInto(bucket, original, copy, type);
  return { ...measured, ...(await downloadLink(bucket, copy, disposition)) };
}
