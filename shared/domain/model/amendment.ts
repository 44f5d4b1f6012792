/** What an amendment changes (B5.1a): its entry says only what differs, as it is now and, in `old`, as it was. Pure. */
import { canonical } from '../kernel/ledger.ts';
import type { AmendedFields, Amendment, Sheet } from './sheet.ts';

type Members = Readonly<Record<string, unknown>>;

/** Fields that consist of parts: of these, only the parts that differ are said. */
const OF_PARTS: readonly string[] = ['resident', 'complaint'] satisfies (keyof AmendedFields)[];

/** What of `fields` is other than on the sheet, and what stands on the sheet in its place: an entry says nothing twice. */
export function differing(sheet: Sheet, fields: AmendedFields): Amendment {
  const [is, was] = [fields as Members, sheet as unknown as Members];
  const changed = Object.keys(fields).filter((name) => !isSame(is[name], was[name]));
  const said = changed.map((name) => [name, unlike(name, is[name], was[name])]);
  const old = changed
    .map((name) => [name, unlike(name, was[name], is[name])])
    .filter(([, value]) => canonical(value ?? {}) !== '{}');
  return { fields: Object.fromEntries(said), old: Object.fromEntries(old) };
}

/**
 * The fields that an amendment changes, whole, as they are on the sheet after it: what stands in its `old` goes, what stands
 * in its `fields` comes. An entry of an earlier version, which says all parts of what has some, is understood by the same rule.
 */
export function amendedFields(sheet: Sheet, { fields, old }: Amendment): AmendedFields {
  const [was, gone] = [sheet as unknown as Members, old as Members];
  const now = Object.entries(fields).map(([name, said]) => [
    name,
    OF_PARTS.includes(name) ? { ...without(was[name], gone[name]), ...membersOf(said) } : said,
  ]);
  return Object.fromEntries(now);
}

/** What one value says that the other does not: a field's own, or those of its parts. */
function unlike(name: string, value: unknown, other: unknown): unknown {
  if (value === undefined || !OF_PARTS.includes(name)) return value;
  const others = membersOf(other);
  const parts = Object.entries(membersOf(value)).filter(([part, each]) => !isSame(each, others[part]));
  return Object.fromEntries(parts);
}

function without(whole: unknown, parts: unknown): Members {
  const gone = Object.keys(membersOf(parts));
  return Object.fromEntries(Object.entries(membersOf(whole)).filter(([part]) => !gone.includes(part)));
}

const membersOf = (value: unknown): Members => (value ?? {}) as Members;

const isSame = (one: unknown, other: unknown): boolean => canonical(one ?? null) === canonical(other ?? null);
