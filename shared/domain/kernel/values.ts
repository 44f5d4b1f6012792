/**
 * Values beside the chain (contract sections 3 and 12): an entry is hashed with a salted commitment in the place of each
 * personal value, and the values lie beside it with their salts. Who may not see a value learns nothing from the
 * commitment, and a value that is erased leaves the chain whole. Pure.
 */
import { canonical, sha256 } from './ledger.ts';

/** What stands in an entry in the place of a value. */
export interface Concealed {
  readonly commitment: string;
}

/** A value with the salt of its commitment: 32 lower-case hex digits. */
export interface SaltedValue {
  readonly salt: string;
  readonly value: unknown;
}

/** The values of one entry, each by the JSON pointer (RFC 6901) to its place in the entry. */
export type Values = Readonly<Record<string, SaltedValue>>;

/** A place in an entry as the names on the way to it; `*` stands for every member or item there. */
export type ValuePath = readonly string[];

/** The hex SHA-256 of the UTF-8 of the salt followed by the canonical JSON of the value (contract section 3). */
export const commitmentTo = ({ salt, value }: SaltedValue): string => sha256(salt + canonical(value));

/** An entry with commitments in the place of what stands at `places`, and these values; `newSalt` gives a fresh salt. */
export function conceal<E extends object>(
  entry: E,
  places: readonly ValuePath[],
  newSalt: () => string,
): { readonly entry: E; readonly values: Values } {
  const values: Record<string, SaltedValue> = {};
  let concealed: unknown = entry;
  for (const place of places) {
    concealed = replacedAt(concealed, place, '', (value, pointer) => {
      if (isCommitment(value)) return value;
      const kept = { salt: newSalt(), value };
      values[pointer] = kept;
      return { commitment: commitmentTo(kept) };
    });
  }
  return { entry: concealed as E, values };
}

/** An entry with its values in the place of their commitments; a commitment without a value becomes `missing`. */
export function reveal<E extends object>(entry: E, values: Values, missing: unknown = ''): E {
  return revealedAt(entry, '', values, missing) as E;
}

/** Whether every value gives the commitment that stands in its place. */
export function valuesFit(entry: object, values: Values): boolean {
  return Object.entries(values).every(([pointer, kept]) => {
    const there = valueAt(entry, pointer);
    return isCommitment(there) && isText(kept.salt) && commitmentTo(kept) === there.commitment;
  });
}

/** Whether there is a value for every commitment in an entry. */
export function hasAllValues(entry: object, values: Values): boolean {
  return commitmentsIn(entry, '').every((pointer) => Object.hasOwn(values, pointer));
}

function commitmentsIn(node: unknown, pointer: string): readonly string[] {
  if (isCommitment(node)) return [pointer];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, member]) =>
    commitmentsIn(member, `${pointer}/${escaped(name)}`),
  );
}

/** Whether nothing stands plain at these places of an entry. */
export const isConcealed = (entry: object, places: readonly ValuePath[]): boolean =>
  Object.keys(conceal(entry, places, () => '').values).length === 0;

/** Whether something is a commitment and nothing else. */
export function isCommitment(value: unknown): value is Concealed {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const names = Object.keys(value);
  return names.length === 1 && isText((value as Partial<Concealed>).commitment);
}

const isText = (value: unknown): value is string => typeof value === 'string';

/**
 * An entry without what stands plain at `places`; commitments there stay, since they tell nothing. Gives the very same
 * entry where there was nothing to take away.
 */
export function withoutPlain<E extends object>(entry: E, places: readonly ValuePath[]): E {
  return places.reduce((left, place) => replacedAt(left, place, '', plainTaken) as E, entry);
}

/** What is left of something once all that is plain in it is taken away; undefined where that is nothing. */
function plainTaken(node: unknown): unknown {
  if (isCommitment(node)) return node;
  if (typeof node !== 'object' || node === null) return undefined;
  const left = Object.entries(node).map(([name, member]) => [name, plainTaken(member)] as const);
  const kept = left.filter(([, member]) => member !== undefined);
  if (kept.length === 0) return undefined;
  if (
    kept.every(([name, member]) => member === (node as Record<string, unknown>)[name]) &&
    kept.length === left.length
  )
    return node;
  return Array.isArray(node) ? kept.map(([, member]) => member) : Object.fromEntries(kept);
}

/** The values that do not stand at or under one of these places. */
export function withoutValues(values: Values, places: readonly ValuePath[]): Values {
  const isUnder = (pointer: string) => {
    const way = pointer.split('/').slice(1).map(unescaped);
    return places.some((place) => place.every((name, nth) => name === '*' || name === way[nth]));
  };
  return Object.fromEntries(Object.entries(values).filter(([pointer]) => !isUnder(pointer)));
}

function replacedAt(
  node: unknown,
  [name, ...rest]: ValuePath,
  pointer: string,
  replace: (value: unknown, pointer: string) => unknown,
): unknown {
  if (name === undefined) return node === undefined ? node : replace(node, pointer);
  if (typeof node !== 'object' || node === null || isCommitment(node)) return node;
  const names = name === '*' ? Object.keys(node) : [name];
  const changed = names
    .filter((each) => Object.hasOwn(node, each))
    .map((each) => {
      const member = (node as Record<string, unknown>)[each];
      return [each, replacedAt(member, rest, `${pointer}/${escaped(each)}`, replace)] as const;
    });
  const members = node as Record<string, unknown>;
  if (changed.every(([each, value]) => value === members[each])) return node;
  const next = new Map(changed);
  if (Array.isArray(node))
    return node.map((item, index) => (next.has(String(index)) ? next.get(String(index)) : item));
  const entries = Object.entries(members).map(([each, value]) => [
    each,
    next.has(each) ? next.get(each) : value,
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function revealedAt(node: unknown, pointer: string, values: Values, missing: unknown): unknown {
  if (isCommitment(node)) return Object.hasOwn(values, pointer) ? values[pointer]?.value : missing;
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node))
    return node.map((item, index) => revealedAt(item, `${pointer}/${index}`, values, missing));
  const members = Object.entries(node).map(([name, member]) => {
    return [name, revealedAt(member, `${pointer}/${escaped(name)}`, values, missing)] as const;
  });
  return Object.fromEntries(members);
}

function valueAt(node: unknown, pointer: string): unknown {
  let there = node;
  for (const name of pointer.split('/').slice(1).map(unescaped)) {
    if (typeof there !== 'object' || there === null || !Object.hasOwn(there, name)) return undefined;
    there = (there as Record<string, unknown>)[name];
  }
  return there;
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
const unescaped = (name: string): string => name.replaceAll('~1', '/').replaceAll('~0', '~');
