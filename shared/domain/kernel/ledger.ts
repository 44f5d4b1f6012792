/** The hash chain of a ledger: every entry carries the hash of the one before it (contract section 3). Pure. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** An event as its ledger keeps it, chained to the one before. */
export type Chained<E> = E & { readonly previousHash: string; readonly hash: string };
/** The `previousHash` of a first entry. */
export const GENESIS = '0'.repeat(64);

/** Lower-case hex SHA-256 of a string's UTF-8 bytes. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The canonical JSON (RFC 8785) of a JSON value; members that are `undefined` are left out. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

/** Chains events to the ledger that ends in `previousHash`; gives the entries to append, in order. */
export function chain<E extends object>(events: readonly E[], previousHash: string): readonly Chained<E>[] {
  const entries: Chained<E>[] = [];
  let last = previousHash;
  for (const event of events) {
    const body = { ...event, previousHash: last };
    last = sha256(canonical(body));
    entries.push({ ...body, hash: last });
  }
  return entries;
}

/**
 * The hash of an entry's body, or undefined where somebody changed the stored entry so that it has no canonical JSON.
 */
function hashOf(body: object): string | undefined {
  try {
    return sha256(canonical(body));
  } catch {
    return undefined;
  }
}

/** Where a chain, or a part of it, begins: after so many entries, the last of which has that hash. */
export interface ChainStart {
  readonly seq: number;
  readonly hash: string;
}

/**
 * Whether entries, in the order of their `seq`, are the whole unbroken chain that ends in `head`: each hash
 * is computed anew from what the entry says, so a flipped byte, a dropped entry and a swap all show.
 * @param start where they begin; unless given, at the beginning of their ledger
 */
export function isIntact(
  entries: readonly Record<string, unknown>[],
  head: string,
  start: ChainStart = { seq: 0, hash: GENESIS },
): boolean {
  let last = start.hash;
  for (const [index, entry] of entries.entries()) {
    const { hash, ...body } = entry;
    if (
      body.seq !== start.seq + index + 1 ||
      body.previousHash !== last ||
      typeof hash !== 'string' ||
      hashOf(body) !== hash
    )
      return false;
    last = hash;
  }
  return entries.length > 0 && last === head;
}
