/**
 * Checkpoints (contract section 12): once a day, or an hour, the root over all entries that ledgers got since the last
 * one is signed and locked away, so that nobody who can write the table can rewrite the past. Pure; the signature is made
 * and the instant given by whoever asks.
 */
import { createPublicKey, verify } from 'node:crypto';
import { canonical, GENESIS } from '../kernel/ledger.ts';
import { pathOf, rootOf, treeOf } from './merkle.ts';

/** One entry of a ledger, as a checkpoint holds it. */
export interface Leaf {
  /** The ledger's partition in the table. */
  readonly ledger: string;
  readonly seq: number;
  /** The entry's own hash. */
  readonly hash: string;
  /** Where the ledger is sealed with exactly this entry as its last, if it may be: there its proof is put. */
  readonly seal?: string;
}

/** What is signed of a checkpoint: all of it but the signature. */
export interface Unsigned {
  /** Counts from 1 without gaps. */
  readonly number: number;
  readonly at: string;
  /** Entries before `to` that no checkpoint had; `from` is where the one before ended. */
  readonly from: string;
  readonly to: string;
  /** How many entries. */
  readonly size: number;
  readonly root: string;
  readonly previousRoot: string;
  readonly keyId: string;
}
export interface Checkpoint extends Unsigned {
  /** ECDSA on P-256 with SHA-256 over the canonical JSON of all the rest: DER in base64. */
  readonly signature: string;
}
/** A checkpoint with all that its root was made of. */
export interface WithLeaves {
  readonly checkpoint: Checkpoint;
  readonly leaves: readonly Leaf[];
}

/** How often there is a checkpoint, in milliseconds. */
export const EVERY_MS = { PT1H: 3_600_000, P1D: 86_400_000 } as const;
/** ISO 8601, as the settings say it. */
export type Every = keyof typeof EVERY_MS;
export const ANCHOR_PERIODS: readonly Every[] = ['PT1H', 'P1D'];

/** The last instant up to which a checkpoint is due at `now`: midnight, or the full hour, by UTC. */
export const dueUpTo = (now: string, every: Every): string =>
  new Date(Math.floor(Date.parse(now) / EVERY_MS[every]) * EVERY_MS[every]).toISOString();

const ROUND_DAYS = 30;

/**
 * The numbers of the earlier checkpoints that are compared with the table when the one with that number is made. Each has
 * its turn once in thirty days: a thirtieth of all each day.
 */
export function toCompare(number: number, every: Every): readonly number[] {
  const round = (ROUND_DAYS * EVERY_MS.P1D) / EVERY_MS[every];
  return Array.from({ length: Math.floor((number - 1) / round) }, (_, nth) => number - (nth + 1) * round);
}

/** The checkpoint that follows one, yet to be signed. */
export function following(
  last: Checkpoint | undefined,
  leaves: readonly Leaf[],
  { at, to, every, keyId }: { at: string; to: string; every: Every; keyId: string },
): Unsigned {
  return {
    number: (last?.number ?? 0) + 1,
    at,
    from: last?.to ?? new Date(Date.parse(to) - EVERY_MS[every]).toISOString(),
    to,
    size: leaves.length,
    root: rootOfLeaves(leaves),
    previousRoot: last?.root ?? GENESIS,
    keyId,
  };
}

const rootOfLeaves = (leaves: readonly Leaf[]) => rootOf(treeOf(leaves.map(({ hash }) => hash)));

/** The text that is signed. */
export function signedText(checkpoint: Unsigned | Checkpoint): string {
  const { signature: _signature, ...rest } = { signature: '', ...checkpoint };
  return canonical(rest);
}

/** Whether a checkpoint was signed with the private half of a public key in PEM. */
export function isSignedBy(publicKey: string, checkpoint: Checkpoint): boolean {
  try {
    const signature = Buffer.from(checkpoint.signature, 'base64');
    return verify('sha256', Buffer.from(signedText(checkpoint)), createPublicKey(publicKey), signature);
  } catch {
    return false;
  }
}

/** Whether a checkpoint was signed with the private half of a public key in PEM, and is what its leaves come to. */
export function isSound({ checkpoint, leaves }: WithLeaves, publicKey: string): boolean {
  const isWhole = checkpoint.size === leaves.length && checkpoint.root === rootOfLeaves(leaves);
  return isWhole && isSignedBy(publicKey, checkpoint);
}

/** That an entry is in a checkpoint: all that is needed to show it, without the other entries. */
export interface Inclusion extends Leaf {
  readonly index: number;
  readonly path: readonly string[];
  readonly checkpoint: Checkpoint;
}

/** The proofs of a checkpoint's entries, in their order. */
export function inclusionsOf({ checkpoint, leaves }: WithLeaves): readonly Inclusion[] {
  const tree = treeOf(leaves.map(({ hash }) => hash));
  return leaves.map((leaf, index) => ({ ...leaf, index, path: pathOf(tree, index), checkpoint }));
}
