/** Ledger entries as attributes of an item, with their values beside the chain (contract sections 3 and 12). */
import type { Carried, Written } from '../../domain/kernel/inscribe.ts';
import { canonical } from '../../domain/kernel/ledger.ts';
import type { Values } from '../../domain/kernel/values.ts';

import { CARRIED, ENTRY_PREFIX } from './keys.ts';

type Item = Readonly<Record<string, unknown>>;

/**
 * The entry's canonical text, so that every byte of it is under the hash, and apart from it the values, which can be
 * erased alone.
 */
export function writtenAttributes({ entry, values }: Written<object>): Item {
  const text = Object.keys(values).length === 0 ? {} : { values: JSON.stringify(values) };
  return { entry: canonical(entry), ...text };
}

/** How many bytes an entry takes with its values, as its item keeps it. */
export const storedBytes = (written: Written<object>): number =>
  Object.values(writtenAttributes(written)).reduce<number>(
    (sum, text) => sum + Buffer.byteLength(String(text)),
    0,
  );

/**
 * What was written as an item has it. Where somebody laid hands on a text so that it is not what was written any more,
 * what is found is given as it stands; it breaks the chain.
 */
export function writtenIn<E>({ entry, values = '{}' }: Item): Written<E> {
  const text = String(entry);
  const read = parsed(text);
  const isCanonical = isObject(read) && canonical(read) === text;
  const given = parsed(String(values));
  const broken: Values = { '': { salt: '', value: String(values) } };
  return {
    entry: (isCanonical ? read : { unreadable: text }) as E,
    values: isObject(given) ? (given as Values) : broken,
  };
}

/** What was written, among the items of a ledger's partition; once it is erased without values, wherever those still lie. */
export const entriesIn = <E>(items: readonly Item[], isErased: boolean): readonly Written<E>[] =>
  items
    .filter(({ sk }) => String(sk).startsWith(ENTRY_PREFIX))
    .map((item) => ({ ...writtenIn<E>(item), ...(isErased ? { values: {} } : {}) }));

/**
 * How many bytes a ledger takes once more was written to it; `before` is how many it took, 0 of one that is begun. Nobody
 * knows of a ledger in which an entry may hold a plain value (`carryOver` in `shared/commands/carry-over.ts`).
 */
export const bytesAfter = (
  before: number | undefined,
  written: readonly Written<object>[],
): number | undefined =>
  before === undefined ? undefined : written.reduce((sum, each) => sum + storedBytes(each), before);

/** How far a ledger is carried over, among the items of its partition; nothing where that is not under way. */
export function carriedIn(items: readonly Item[]): { readonly carried?: Carried } {
  const item = items.find(({ sk }) => sk === CARRIED);
  if (item === undefined) return {};
  const carried = parsed(String(item.carried));
  return { carried: isObject(carried) ? (carried as unknown as Carried) : CARRIED_NOWHERE };
}

/** What somebody laid hands on says nothing of how far a ledger is carried over: it fits none. */
const CARRIED_NOWHERE: Carried = { seq: 0, hash: '', was: '' };

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
