import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Digest, openDigest } from '../../shared/runtime/digest.ts';

/** The digests that a local cloud finds sheets by, from the secret in its data folder. */
export const digestIn = (dataDir: string): Digest =>
  openDigest(async () =>
    createHash('sha256')
      .update(await readFile(join(dataDir, 'search.secret'), 'utf8'))
      .digest(),
  );

/** Digests of a table whose rows nobody else looks for. */
export const ownDigest: Digest = openDigest(async () => new Uint8Array(32));
