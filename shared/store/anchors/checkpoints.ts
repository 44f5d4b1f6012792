/** The bucket of checkpoints: nothing in it is ever replaced. Beside them are the public keys that they are signed with. */
import type { WithLeaves } from '../../domain/anchors/checkpoint.ts';
import { type Bucket, readText } from '../files/bucket.ts';
import { putOnce } from '../files/put-once.ts';
import { checkpointPlace, publicKeyPlace } from './anchor-places.ts';

/** The checkpoint with that number, or undefined where there is none yet. */
export async function readCheckpoint(bucket: Bucket, number: number): Promise<WithLeaves | undefined> {
  const text = await readText(bucket, checkpointPlace(number));
  if (text === undefined) return undefined;
  const { leaves, ...checkpoint } = JSON.parse(text);
  return { checkpoint, leaves };
}

/** Puts a checkpoint in its place; false where another run was first. */
export function putCheckpoint(bucket: Bucket, { checkpoint, leaves }: WithLeaves): Promise<boolean> {
  return putOnce(bucket, checkpointPlace(checkpoint.number), JSON.stringify({ ...checkpoint, leaves }));
}

/** Exports a public key, in PEM, for whoever checks a signature. */
export const putPublicKey = (bucket: Bucket, keyId: string, pem: string): Promise<boolean> =>
  putOnce(bucket, publicKeyPlace(keyId), pem, 'application/x-pem-file');

/** Gives a public key by the id that checkpoints name it by; undefined where no checkpoint was ever signed with it. */
export type PublicKeys = (keyId: string) => Promise<string | undefined>;

const PLAIN = /^[\w-]{1,128}$/;

/** The exported public keys; each is read once a process, for it never changes. */
export function publicKeysIn(bucket: Bucket): PublicKeys {
  const known = new Map<string, string>();
  return async (keyId) => {
    const key =
      known.get(keyId) ?? (PLAIN.test(keyId) ? await readText(bucket, publicKeyPlace(keyId)) : undefined);
    if (key !== undefined) known.set(keyId, key);
    return key;
  };
}
