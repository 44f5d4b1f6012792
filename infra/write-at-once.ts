import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/**
 * Writes a file of a folder that others may read meanwhile: they find it whole, or as it was before.
 * @param drafts a folder on the same disk that nobody lists who may read the file's, so that no draft is ever listed with it
 */
export async function writeAtOnce(path: string, body: Uint8Array, drafts: string): Promise<void> {
  const draft = join(drafts, `${basename(path)}.${randomUUID()}`);
  await writeFile(draft, body);
  await rename(draft, path);
}
