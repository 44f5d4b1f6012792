/** Whether a ledger is what was anchored of it (contract section 12). Pure. */
import { type Carried, isUnbroken } from '../kernel/inscribe.ts';
import { type Inclusion, isSignedBy, type Leaf } from './checkpoint.ts';
import { rootBy } from './merkle.ts';

/** An entry of any ledger, as far as anchors care. */
export interface AnyEntry {
  readonly seq: number;
  readonly at: string;
  readonly hash: string;
}

/** What readers are told of a ledger's last anchor. */
export interface Anchored {
  readonly seq: number;
  /** When its checkpoint was signed. */
  readonly at: string;
  readonly root: string;
}

/** What readers are told of an anchor; null where a ledger has none yet. */
export const anchoredBy = (anchor: Inclusion | undefined): Anchored | null =>
  anchor === undefined ? null : { seq: anchor.seq, at: anchor.checkpoint.at, root: anchor.checkpoint.root };

/**
 * What is wrong with the proof of an entry, one sentence each; none: the ledger had it when its checkpoint was signed.
 * @param publicKey in PEM, of the key that the checkpoint names; undefined where nobody knows that key
 */
export function faultsOfProof(
  entries: readonly AnyEntry[],
  { seq, hash, index, path, checkpoint }: Inclusion,
  publicKey: string | undefined,
): readonly string[] {
  const entry = entries[seq - 1];
  const leadsThere = rootBy(hash, index, checkpoint.size, path) === checkpoint.root;
  const isSigned = publicKey !== undefined && isSignedBy(publicKey, checkpoint);
  return [
    ...(entry === undefined ? [`The ledger has ${entries.length} entries, and ${seq} were anchored.`] : []),
    ...(entry !== undefined && entry.hash !== hash ? [`Entry ${seq} is another than was anchored.`] : []),
    ...(leadsThere ? [] : ['The proof does not lead to the root of its checkpoint.']),
    ...(isSigned ? [] : ['The checkpoint is not signed with the key that it names.']),
  ];
}

/** Whether entries are an unbroken chain that has what was anchored of it; an earlier proof vouches for nothing later. */
export function isAsAnchored(
  entries: readonly AnyEntry[],
  anchor: Inclusion | undefined,
  publicKey: string | undefined,
  carried?: Carried,
): boolean {
  const records = entries as unknown as Record<string, unknown>[];
  const isChain = isUnbroken(records, entries.at(-1)?.hash ?? '', carried);
  return isChain && (anchor === undefined || faultsOfProof(entries, anchor, publicKey).length === 0);
}

/**
 * The entries of a ledger that the checkpoint up to `to` takes: those behind the anchored ones, as far as they are from
 * before it. What was committed later than it says comes with the next.
 */
export function newLeaves(
  ledger: string,
  entries: readonly AnyEntry[],
  anchor: Inclusion | undefined,
  to: string,
  sealAt: (seq: number) => string | undefined,
): readonly Leaf[] {
  const rest = entries.slice(anchor?.seq ?? 0);
  const after = rest.findIndex(({ at }) => at >= to);
  return rest.slice(0, after === -1 ? undefined : after).map(({ seq, hash }) => {
    const seal = sealAt(seq);
    return seal === undefined ? { ledger, seq, hash } : { ledger, seq, hash, seal };
  });
}

/** The last entry of each ledger among leaves or proofs in their order: with it goes all that its chain holds. */
export function lastOfEach<T extends Leaf>(leaves: readonly T[]): readonly T[] {
  return [...new Map(leaves.map((leaf) => [leaf.ledger, leaf])).values()];
}
