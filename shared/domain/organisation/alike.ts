/** People of whom every rule says the same, so that of thousands a few need be asked about. Pure. */
import type { Directory, Person } from '../model/directory.ts';

/** What somebody is by the directory, but for what is their own and no rule looks at. */
function standing(person: Person): string {
  const { id: _i, name: _n, email: _e, phone: _p, address: _a, language: _l, version: _v, ...rest } = person;
  return JSON.stringify(Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** All strings in something, and the names of its members. */
function wordsIn(something: unknown): ReadonlySet<string> {
  const words = new Set<string>();
  JSON.stringify(something, (name, value) => {
    words.add(name);
    if (typeof value === 'string') words.add(value);
    return value;
  });
  return words;
}

interface Groups {
  readonly of: ReadonlyMap<string, readonly string[]>;
  /** Whom others of the staff name, as who stands in for them. */
  readonly named: ReadonlySet<string>;
}

/** A staff list is the same for many requests. */
const known = new WeakMap<readonly Person[], Groups>();

function groupsOf(staff: readonly Person[]): Groups {
  const before = known.get(staff);
  if (before !== undefined) return before;
  const byStanding = new Map<string, string[]>();
  const of = new Map<string, readonly string[]>();
  for (const person of staff) {
    const key = standing(person);
    const group = byStanding.get(key) ?? [];
    byStanding.set(key, group);
    group.push(person.id);
    of.set(person.id, group);
  }
  const groups = { of, named: wordsIn(staff.map(({ leave, standIn }) => [leave, standIn])) };
  known.set(staff, groups);
  return groups;
}

/**
 * Gives for an id the first of those who are alike: in the same role, section and presence, and named nowhere, neither in `matter`, which
 * is whatever the rules look at beside the directory, nor in what the directory says of others. Anybody else is like themselves alone.
 */
export function alikeIn({ staff, duty }: Directory, matter: unknown): (id: string) => string {
  const groups = groupsOf(staff);
  const named = wordsIn([matter, duty]);
  const isOwn = (id: string) => named.has(id) || groups.named.has(id);
  const firsts = new Map<readonly string[], string>();
  return (id) => {
    const group = groups.of.get(id);
    if (group === undefined || isOwn(id)) return id;
    const first = firsts.get(group) ?? group.find((each) => !isOwn(each)) ?? id;
    firsts.set(group, first);
    return first;
  };
}
