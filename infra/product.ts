import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The top of the repository. */
export const REPOSITORY = resolve(import.meta.dirname, '..');

/** Where the bundles are, unless told otherwise: the stacks deploy from it and the local cloud runs from it. */
export const BUNDLE_DIRECTORY = join(REPOSITORY, 'dist');

/** The version of this product, from package.json. */
export async function productVersion(): Promise<string> {
  const { version }: { version: string } = JSON.parse(
    await readFile(join(REPOSITORY, 'package.json'), 'utf8'),
  );
  return version;
}
