/** Events as their ledger writes them down, with their values beside the chain, and back (contract section 3). Pure. */
import { type Chained, canonical, chain, isIntact, sha256 } from './ledger.ts';
import { conceal, hasAllValues, reveal, type ValuePath, type Values, valuesFit } from './values.ts';

/** An entry as it is hashed, and the values whose commitments stand in it. */
export interface Written<E> {
  readonly entry: E;
  readonly values: Values;
}

/**
 * Writes events to the ledger that ends in `previousHash`; gives what is to be appended, in order. `placesOf` names what
 * of an event is a personal value; `newSalt` gives a fresh salt: 32 lower-case hex digits.
 */
export function inscribe<E extends object>(
  events: readonly E[],
  previousHash: string,
  placesOf: (event: E) => readonly ValuePath[],
  newSalt: () => string,
): readonly Written<Chained<E>>[] {
  const concealed = events.map((event) => conceal(event, placesOf(event), newSalt));
  const entries = chain(
    concealed.map(({ entry }) => entry),
    previousHash,
  );
  return entries.map((entry, nth) => ({ entry, values: concealed[nth]?.values ?? {} }));
}

/** The values of a ledger by the `seq` of their entry; entries without values are left out. */
export const valuesBySeq = (
  ledger: readonly Written<{ readonly seq: number }>[],
): Readonly<Record<string, Values>> =>
  Object.fromEntries(
    ledger
      .filter(({ values }) => Object.keys(values).length > 0)
      .map(({ entry, values }) => [entry.seq, values] as const),
  );

/** What an entry adds to the event that it keeps. */
type Frame = { readonly previousHash: string; readonly hash: string };
type Kept<E> = E extends unknown ? Omit<E, keyof Frame> : never;

/**
 * The event that an entry keeps, with its values and with what a signature on it is bound to, without its links to the
 * chain. The fold of a ledger's events is its sheet or case.
 */
export function eventOf<E extends Frame>({ entry, values }: Written<E>): Kept<E> {
  const { previousHash: _previousHash, hash: _hash, ...event } = entry;
  return { ...reveal(event, values), bound: boundOf(entry) } as unknown as Kept<E>;
}

/**
 * What a signature is bound to: the SHA-256 of the entry as it stands, without the signature itself and its place in
 * the ledger (contract section 3).
 */
export function boundOf(entry: object): string {
  const { signature, seq, at, previousHash, hash, ...rest } = entry as Record<string, unknown>;
  return sha256(canonical(rest));
}

/** How far a ledger of plain values is carried over: so many entries, the hash that they end in and the one that they had. */
export interface Carried {
  readonly seq: number;
  readonly hash: string;
  readonly was: string;
}

/** Whether entries are the unbroken chain that ends in `head`, or the two that they are while it is carried over. */
export function isUnbroken(
  entries: readonly Record<string, unknown>[],
  head: string,
  carried?: Carried,
): boolean {
  if (carried === undefined) return isIntact(entries, head);
  const { seq, hash, was } = carried;
  return isIntact(entries.slice(0, seq), hash) && isIntact(entries.slice(seq), head, { seq, hash: was });
}

/** Whether every value gives the commitment in its place and, unless they were erased, none is missing. */
export const areValuesWhole = (written: readonly Written<object>[], isErased: boolean): boolean =>
  written.every(({ entry, values }) => valuesFit(entry, values) && (isErased || hasAllValues(entry, values)));

/** Whether what was written is the whole unbroken chain that ends in `head`, with all its values. */
export function isWhole(
  written: readonly Written<object>[],
  head: string,
  isErased: boolean,
  carried?: Carried,
): boolean {
  const entries = written.map(({ entry }) => entry as Record<string, unknown>);
  return isUnbroken(entries, head, carried) && areValuesWhole(written, isErased);
}
