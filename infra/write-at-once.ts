import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file of a folder that others may read meanwhile: they find it whole, or as it was before. The draft lies beside the
 * folder, so that none is ever listed in it.
 */
export async function writeAtOnce(path: string, body: Uint8Array): Promise<void> {
  const draft = join(dirname(dirname(path)), `${basename(path)}.${randomUUID()}`);
  await writeFile(draft, body);
  await rename(draft, path);
}
