/**
 * Recusal (B5.2.2c): whom a complaint is against, who therefore has nothing to do with it, and whose it is instead.
 * The one gate of every read, list, ledger, copy, letter, step, escalation, rotation and stand-in. Pure.
 */

import type { Accused, Standing } from '../model/accused.ts';
import { STANDINGS } from '../model/accused.ts';
import type { Directory, Person } from '../model/directory.ts';
import { type AuthorityRole, ROLE_ROWS, type Role } from '../model/roles.ts';
import type { Complaint } from '../model/sheet.ts';
import {
  activeInRole,
  customerServiceOf,
  isCustomerServiceSection,
  leads,
} from '../organisation/organisation.ts';
import { isAvailable } from '../organisation/presence.ts';

/** What the gate needs to know of a sheet; a list's summary has it as well as the sheet itself. */
export interface Complained {
  readonly complaint?: Pick<Complaint, 'against' | 'anonymous'> | undefined;
  readonly accused?: readonly Accused[] | undefined;
}

/** Who asks to see or sign: a person, or a stand-in with whom they stand in for. */
type Somebody = { readonly id: string; readonly standInFor?: string | undefined };

/** Whose a complaint is, by the highest standing of those whom it is against; a worker's stays where it is. */
const AUTHORITY: { readonly [S in Standing]: AuthorityRole | undefined } = {
  plain: undefined,
  leading: 'director',
  office: 'overseer',
  overseer: 'director',
};

/** As the role has it; a complaint against anybody in customer service is an authority's. */
function standingOf({ role, section }: Person, directory: Directory): Standing {
  const { standing } = ROLE_ROWS[role];
  return isCustomerServiceSection(directory, section) ? higher(standing, 'leading') : standing;
}

const higher = (a: Standing, b: Standing): Standing => (STANDINGS.indexOf(a) > STANDINGS.indexOf(b) ? a : b);

/** Whether a complaint against that section alone means that person: who leads it, of customer service everybody. */
function isMeant(person: Person, section: string, directory: Directory): boolean {
  return isCustomerServiceSection(directory, section) ? person.section === section : leads(person, section);
}

function isComplainedOf(id: string, { complaint, accused = [] }: Complained, directory: Directory): boolean {
  const { person, section } = complaint?.against ?? {};
  if (accused.some((each) => each.id === id && each.stays === true)) return true;
  if (person !== undefined) return person === id;
  if (section === undefined) return false;
  // Who led the section at opening stays complained of after moving on, and who leads it now is complained of too.
  if (accused.some((each) => each.id === id)) return true;
  const found = directory.staff.find((each) => each.id === id);
  return found !== undefined && isMeant(found, section, directory);
}

/** Whether the complaint is against that person, or against whom they stand in for. */
export function isRecused(person: Somebody, sheet: Complained, directory: Directory): boolean {
  if (sheet.complaint?.against === undefined) return false;
  return [person.id, person.standInFor].some(
    (id) => id !== undefined && isComplainedOf(id, sheet, directory),
  );
}

/** Everybody whom a complaint is against, with their standing at opening or now, whichever is higher. */
export function accusedOf(sheet: Complained, directory: Directory): readonly Accused[] {
  const { complaint, accused = [] } = sheet;
  if (complaint?.against === undefined) return [];
  const now = directory.staff
    .filter(({ id }) => isComplainedOf(id, sheet, directory))
    .map((person) => {
      const standing = standingOf(person, directory);
      const before = accused.find(({ id }) => id === person.id);
      const section = before?.section ?? person.section;
      return {
        id: person.id,
        standing: before === undefined ? standing : higher(before.standing, standing),
        ...(section === undefined ? {} : { section }),
        ...(before?.stays === true ? { stays: true as const } : {}),
      };
    });
  const gone = accused.filter(
    ({ id }) => isComplainedOf(id, sheet, directory) && !now.some((each) => each.id === id),
  );
  return [...now, ...gone];
}

/** The role of whom a complaint belongs to, or undefined where it takes the usual way. */
export function authorityRole(sheet: Complained, directory: Directory): AuthorityRole | undefined {
  const against = sheet.complaint?.against;
  if (against === undefined) return undefined;
  // A complaint against a section is one against its leaders, and stands as high while it has none.
  const least: Standing = against.person === undefined ? 'leading' : 'plain';
  const standing = accusedOf(sheet, directory).reduce<Standing>(
    (most, each) => higher(most, each.standing),
    least,
  );
  return AUTHORITY[standing];
}

/** Who takes an authority's place, in this order, where nobody of it is active, unrecused and not on leave. */
const IN_PLACE_OF: { readonly [R in AuthorityRole]: readonly Role[] } = {
  director: ['director', 'overseer', 'deputy-director', 'hr'],
  overseer: ['overseer', 'director', 'deputy-director', 'hr'],
};

/**
 * The people whom "the director" or "the overseer" means for a sheet (contract section 2), in the order of their ids:
 * those of the first role in line of whom anybody is active, not recused and not on leave; where all are on leave, of
 * the first of whom anybody is active and not recused.
 */
export function holdersOf(role: AuthorityRole, sheet: Complained, directory: Directory): readonly Person[] {
  const inLine = IN_PLACE_OF[role].map((each) =>
    activeInRole(directory, each)
      .filter((person) => !isRecused(person, sheet, directory))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
  const there = inLine.map((people) => people.filter((person) => isAvailable(person, directory)));
  return [...there, ...inLine].find((people) => people.length > 0) ?? [];
}

/** The people whose the complaint is, in the order of their ids; nobody where it takes the usual way. */
export function authorityOf(sheet: Complained, directory: Directory): readonly Person[] {
  const role = authorityRole(sheet, directory);
  return role === undefined ? [] : holdersOf(role, sheet, directory);
}

/**
 * Who does what nobody else is left to do: the authority, which of all that is nobody's in particular is the director.
 * In the order of their ids.
 */
export function lastResortOf(sheet: Complained, directory: Directory): readonly Person[] {
  return holdersOf(authorityRole(sheet, directory) ?? 'director', sheet, directory);
}

/** Whether somebody may do it, as `isHolder` has it. */
export function isLastResort(
  person: Somebody & { readonly role: string },
  sheet: Complained,
  directory: Directory,
): boolean {
  return isHolder(person, authorityRole(sheet, directory) ?? 'director', sheet, directory);
}

/**
 * Whether the complaint is that person's to deal with: as one of its authority, also while on leave, by whom they stand
 * in for, or in the authority's place.
 */
export function isAuthority(
  person: Somebody & { readonly role: string },
  sheet: Complained,
  directory: Directory,
): boolean {
  const role = authorityRole(sheet, directory);
  return role !== undefined && isHolder(person, role, sheet, directory);
}

/** Whether "the director" or "the overseer" means that person for a sheet; see `isAuthority`. */
export function isHolder(
  person: Somebody & { readonly role: string },
  role: AuthorityRole,
  sheet: Complained,
  directory: Directory,
): boolean {
  if (!IN_PLACE_OF[role].some((each) => each === person.role)) return false;
  if (isRecused(person, sheet, directory)) return false;
  return person.role === role || holdersOf(role, sheet, directory).some((each) => each.role === person.role);
}

/** Whether the complaint is against customer service or anybody in it, whose steps the authority then may take. */
export function isDeskRecused(sheet: Complained, directory: Directory): boolean {
  const desk = customerServiceOf(directory)?.id;
  if (desk === undefined || sheet.complaint?.against === undefined) return false;
  if (sheet.complaint.against.person === undefined && sheet.complaint.against.section === desk) return true;
  return accusedOf(sheet, directory).some(
    ({ id, section }) =>
      section === desk || directory.staff.some((person) => person.id === id && person.section === desk),
  );
}

/** Whether none of a section's managers and supervisors is complained of, so that it may have the sheet. */
export function maySectionReceive(section: string, sheet: Complained, directory: Directory): boolean {
  return !directory.staff.some(
    (person) => leads(person, section) && isComplainedOf(person.id, sheet, directory),
  );
}
