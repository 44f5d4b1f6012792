/** Checkpoints for tests, signed with a key that is made for them. */
import { generateKeyPairSync, sign } from 'node:crypto';
import {
  type Checkpoint,
  following,
  type Inclusion,
  inclusionsOf,
  type Leaf,
  signedText,
  type WithLeaves,
} from '../../../shared/domain/anchors/checkpoint.ts';

/** A pair of keys; the public one in PEM. */
export function newKeys() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return { privateKey, publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString() };
}
export type Keys = ReturnType<typeof newKeys>;

/** The checkpoint over leaves that follows another, as of midnight of a day. */
export function checkpointOf(
  { privateKey }: Keys,
  leaves: readonly Leaf[],
  last?: Checkpoint,
  to = '2026-11-24T00:00:00.000Z',
): WithLeaves {
  const unsigned = following(last, leaves, { at: to, to, every: 'P1D', keyId: 'key-of-tests' });
  const signature = sign('sha256', Buffer.from(signedText(unsigned)), privateKey).toString('base64');
  return { checkpoint: { ...unsigned, signature }, leaves };
}

/** The proof of a ledger's last entry, in a checkpoint that holds all of it. */
export function proofOf(
  keys: Keys,
  entries: readonly { readonly seq: number; readonly hash: string }[],
): Inclusion {
  const leaves = entries.map(({ seq, hash }) => ({ ledger: 'SHEET#1', seq, hash }));
  const proof = inclusionsOf(checkpointOf(keys, leaves)).at(-1);
  if (proof === undefined) throw new Error('no entries');
  return proof;
}
