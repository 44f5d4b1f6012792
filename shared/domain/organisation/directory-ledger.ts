/**
 * The ledgers of the directory (contract section 2): who changed what of a person or a site, chained as a sheet's; and of an
 * award, who granted and who withdrew it. Pure.
 */
import { defined } from '../kernel/defined.ts';
import { areValuesWhole, inscribe, isUnbroken, valuesBySeq, type Written } from '../kernel/inscribe.ts';
import { type Chained, canonical, GENESIS, sha256 } from '../kernel/ledger.ts';
import { reveal, type ValuePath, type Values } from '../kernel/values.ts';
import type { Award } from '../model/award.ts';
import type { Actor, Duty, Person, Section, Site } from '../model/directory.ts';
import { isResident } from '../model/roles.ts';

/** Whoever changes the directory from outside the product: an import, an appointment, the first person of a table. */
export const CLOUD_TEAM: Actor = { id: 'cloud-team', name: 'Cloud team', role: 'system' };

/** A section's shifts as the ledger names them: their digest says whether a roster is the one that was set. */
export interface DutyDigest {
  readonly section: string;
  readonly shifts: number;
  /** Hex SHA-256 of the canonical JSON of the shifts. */
  readonly sha256: string;
}

/** What may change, and what is written of it before and after. */
export interface Kept {
  readonly person: Person;
  readonly site: Site;
  readonly section: Section;
  readonly duty: DutyDigest;
  readonly award: Award;
}

/** What somebody changed. */
export type DirectoryEvent = {
  readonly [K in keyof Kept]: {
    readonly at: string;
    readonly actor: Actor;
    /** Whose second pair of eyes it took. */
    readonly confirmedBy?: Actor | undefined;
    readonly kind: K;
    /** The id of what was changed. */
    readonly subject: string;
    /** Undefined where it was new. */
    readonly before: Kept[K] | undefined;
    readonly after: Kept[K];
  };
}[keyof Kept];

export interface DirectoryEntry extends Omit<DirectoryEvent, 'before' | 'after'> {
  readonly seq: number;
  readonly before: object | null;
  readonly after: object;
}

/** In whose ledger a change stands: a person's own, that of the site, or the award's own. */
export interface LedgerOf {
  readonly of: 'person' | 'site' | 'award';
  readonly id: string;
}

/** Where a ledger ends: how many entries it has, and the hash of the last one. */
export interface LedgerEnd {
  readonly last: number;
  readonly hash: string;
}

/** An entry with the values that lie beside it. */
export type KeptEntry = Written<Chained<DirectoryEntry>>;

/** What stands in an entry as a commitment: mail, phone, address, and a resident's name; why somebody was awarded. */
function concealedIn(half: 'before' | 'after', kept: object | undefined): readonly ValuePath[] {
  if (kept !== undefined && 'reason' in kept) {
    return [
      [half, 'reason'],
      [half, 'withdrawn', 'reason'],
    ];
  }
  if (kept === undefined || !('role' in kept)) return [];
  const names = isResident(kept as Person)
    ? ['name', 'email', 'phone', 'address']
    : ['email', 'phone', 'address'];
  return names.map((name) => [half, name]);
}

/** The next entry of a ledger; `newSalt` gives a fresh salt. */
export function nextEntry(
  event: DirectoryEvent,
  end: LedgerEnd | undefined,
  newSalt: () => string,
): KeptEntry {
  const { at, actor, confirmedBy, kind, subject, before, after } = event;
  const entry: DirectoryEntry = {
    ...{ seq: (end?.last ?? 0) + 1, at, actor, ...defined({ confirmedBy }), kind, subject },
    ...{ before: before ?? null, after },
  };
  const places = [...concealedIn('before', before), ...concealedIn('after', after)];
  const [written] = inscribe([entry], end?.hash ?? GENESIS, () => places, newSalt);
  if (written === undefined) throw new Error('an entry that was not chained');
  return written;
}

/** A ledger as it is read: the entries as they were hashed, and beside them the values. */
export interface ReadLedger {
  readonly entries: readonly Chained<DirectoryEntry>[];
  readonly values: Readonly<Record<string, Values>>;
  /** Whether it is whole as it was written, and every value gives its commitment. */
  readonly intact: boolean;
  /** The last hash that the table keeps; 64 zeros of a ledger that has no entry yet. */
  readonly head: string;
}

/** Checks a ledger against the end that is kept of it. One that nobody wrote into yet has no end, and is whole. */
export function checkedLedger(kept: readonly KeptEntry[], end: LedgerEnd | undefined): ReadLedger {
  const entries = kept.map(({ entry }) => entry);
  const head = end?.hash ?? GENESIS;
  const isWhole =
    end === undefined
      ? kept.length === 0
      : isUnbroken(
          entries.map((entry) => ({ ...entry })),
          head,
        );
  // Whose values were erased is in no way marked here.
  return { entries, values: valuesBySeq(kept), intact: isWhole && areValuesWhole(kept, true), head };
}

/** What can differ in a person, as a letter names it. */
export type PersonField = Exclude<keyof Person, 'id' | 'version'>;

/** A person before an entry of their ledger, null where they were new, and after it. Of what was erased it says nothing. */
export const personIn = ({ entry, values }: KeptEntry): { before: Person | null; after: Person } =>
  reveal(entry, values) as unknown as { before: Person | null; after: Person };

/** Who an entry says that a person was and is. */
export function peopleIn(kept: KeptEntry): readonly Person[] {
  const { before, after } = personIn(kept);
  return before === null ? [after] : [before, after];
}

/** What an entry changed of a person: which of their members, and their mail address before it, where that is another. */
export function changedIn(kept: KeptEntry): {
  readonly fields: readonly PersonField[];
  readonly formerEmail: string | undefined;
  readonly after: Person;
} {
  const { before, after } = personIn(kept);
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after)]) as Set<keyof Person>;
  const fields = [...names].filter(
    (name): name is PersonField =>
      name !== 'id' &&
      name !== 'version' &&
      canonical([before?.[name] ?? null]) !== canonical([after[name] ?? null]),
  );
  const formerEmail = before?.email === after.email ? undefined : before?.email;
  return { fields, formerEmail, after };
}

/** What a section's shifts are in the ledger. */
export const dutyDigest = ({ section, shifts }: Duty): DutyDigest => ({
  ...{ section, shifts: shifts.length, sha256: sha256(canonical(shifts)) },
});
