/**
 * What changes in a thing, as a JSON Merge Patch (RFC 7396): a member that is set stands with its value, one that is taken
 * away with null. Beyond the RFC, a list whose members have an `id` or a `seq` is patched by a map from these. Pure.
 */

/** A patch of a T. */
export type Patch<T> = { readonly [M in keyof T]?: PatchOf<NonNullable<T[M]>> | null };
type PatchOf<V> = V extends readonly (infer M)[]
  ? V | (M extends object ? { readonly [known: string]: Patch<M> } : never)
  : V extends object
    ? Patch<V>
    : V;

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** By what a list's member is known, or undefined where it is not one of those. */
const knownBy = (member: unknown): string | undefined => {
  const name = isMembers(member) ? (member.id ?? member.seq) : undefined;
  return name === undefined ? undefined : String(name);
};

/** A list as a map from what its members are known by, or undefined where one of them is known by nothing. */
function byName(list: readonly unknown[]): Members | undefined {
  const names = list.map(knownBy);
  return names.includes(undefined)
    ? undefined
    : Object.fromEntries(names.map((name, place) => [name, list[place]]));
}

/** The thing with a patch applied; neither is mutated. */
export function patched<T extends object>(thing: T, patch: object): T {
  const next: Record<string, unknown> = { ...(thing as Members) };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete next[name];
    else next[name] = patchedMember(next[name], value);
  }
  return next as T;
}

function patchedMember(was: unknown, patch: unknown): unknown {
  if (!isMembers(patch)) return patch;
  if (!Array.isArray(was)) return patched(isMembers(was) ? was : {}, patch);
  return Object.values(patched(byName(was) ?? {}, patch));
}

/** The least patch that leads from one thing to another; what is undefined counts as not there. */
export function difference<T extends object>(before: T, after: T): Patch<T> {
  const [was, is] = [before as Members, after as Members];
  const patch: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (was[name] === is[name]) continue;
    const change = memberDifference(was[name], is[name]);
    if (change !== undefined) patch[name] = change;
  }
  return patch as Patch<T>;
}

/** What the patch says of one member, or undefined where it stays as it is. */
function memberDifference(was: unknown, is: unknown): unknown {
  if (is === undefined) return null;
  const maps = Array.isArray(was) && Array.isArray(is) ? [byName(was), byName(is)] : [was, is];
  const [from, to] = maps;
  if (isMembers(from) && isMembers(to)) {
    const change = difference(from, to);
    return Object.keys(change).length === 0 ? undefined : change;
  }
  return JSON.stringify(was) === JSON.stringify(is) ? undefined : is;
}
