/** Digests of values that nobody can make who does not have the secret (contract section 12). */
import { createHmac } from 'node:crypto';
import type { Secret } from './secret.ts';

/** Gives the digest of a text: 128 bits, in 22 characters of base64url. */
export type Digest = (text: string) => Promise<string>;

const BYTES = 16;

/** The HMAC-SHA256 of texts under a secret, cut to 128 bits; the secret is asked for when the first is made. */
export const openDigest =
  (secret: Secret): Digest =>
  async (text) =>
    createHmac('sha256', await secret())
      .update(text, 'utf8')
      .digest()
      .subarray(0, BYTES)
      .toString('base64url');
