/** Who may change the organisation directory, and what no change may bring about (contract section 2). Pure. */

import { DomainError, forbidden, invalid, notAllowed } from '../kernel/errors.ts';
import type { Actor, Directory, Person, Section } from '../model/directory.ts';
import { ROLE_ROWS, ROLES, type Role } from '../model/roles.ts';
import { standInFault } from './stand-in.ts';

/** The actor that the ledgers call the system: nobody else may be called so. */
const SYSTEM_ID = 'system';

const mayGive = (giver: Role, role: Role) => ROLE_ROWS[role].givenBy.includes(giver);

/** The roles that give roles: the director's first, who gives them all, then the administrator's. */
const ORGANISERS = ROLES.filter((giver) => ROLES.some((role) => mayGive(giver, role)));

/** As whom somebody may change the directory: a director, else an administrator, else not at all. */
export function organiserAmong(actors: readonly Actor[]): Actor | undefined {
  return ORGANISERS.flatMap((organiser) => actors.find(({ role }) => role === organiser) ?? [])[0];
}

/** Refuses whoever may not change it, or asks for another version than there is. */
export function organiserBarrier(
  actors: readonly Actor[],
  version: number | undefined,
  expected: readonly number[] | undefined,
): DomainError | undefined {
  if (organiserAmong(actors) === undefined) return forbidden('organisers-only');
  return versionBarrier(version, expected);
}

/** What was never changed through the API is in its first version; what is not there has none. */
export const versionOf = (entry: { readonly version?: number } | undefined): number | undefined =>
  entry === undefined ? undefined : (entry.version ?? 1);

export function versionBarrier(
  version: number | undefined,
  expected: readonly number[] | undefined,
): DomainError | undefined {
  return expected === undefined || (version !== undefined && expected.includes(version))
    ? undefined
    : new DomainError('version-conflict', 'directory-moved-on');
}

/** A site has one customer service at most, which stays customer service while anybody works in it. */
export function sectionBarrier(
  before: Section | undefined,
  after: Section,
  directory: Directory,
): DomainError | undefined {
  const isDesk = (section: Section | undefined) => section?.function === 'customer-service';
  const others = directory.sections.filter(({ id }) => id !== after.id);
  if (isDesk(after)) return others.some(isDesk) ? notAllowed('customer-service-there') : undefined;
  const isStaffed = directory.staff.some(({ active, section }) => active && section === after.id);
  return isDesk(before) && isStaffed ? notAllowed('customer-service-staffed') : undefined;
}

export interface PersonContext {
  /** Everybody as whom the caller acts. */
  readonly actors: readonly Actor[];
  readonly before: Person | undefined;
  /** Of the site that the person is to belong to. */
  readonly directory: Directory | undefined;
  /** Of the site that they belong to so far. */
  readonly former: Directory | undefined;
  readonly expected: readonly number[] | undefined;
  /** Whether they have a sheet in hand that is not returned yet. */
  readonly hasInHand: boolean;
  /** Whether any site has an active director. */
  readonly isDirected: boolean;
}

/**
 * Whether somebody may be written into the directory like that; undefined where they may. In the contract's order:
 * `validation-failed`, `forbidden`, `version-conflict`, `step-not-allowed`.
 */
export function personBarrier(after: Person, context: PersonContext): DomainError | undefined {
  const { actors, before, former, expected, hasInHand } = context;
  return (
    personFault(after, context.directory) ??
    organiserBarrier(actors, undefined, undefined) ??
    administratorBarrier(after, context) ??
    versionBarrier(versionOf(before), expected) ??
    (before !== undefined && isLastDirector(before, after, former)
      ? notAllowed('last-director')
      : undefined) ??
    (hasInHand && leavesWork(before, after) ? notAllowed('handles-open-sheets') : undefined)
  );
}

/** Bad input that shows only against the directory. */
export function personFault(after: Person, directory: Directory | undefined): DomainError | undefined {
  if (after.id === SYSTEM_ID) return invalid('/id', 'reserved-id');
  if (directory === undefined) return invalid('/site', 'unknown-site');
  const { section } = after;
  if (ROLE_ROWS[after.role].inSection) {
    if (section === undefined) return invalid('/section', 'section-for-this-role');
    if (!directory.sections.some(({ id }) => id === section)) return invalid('/section', 'unknown-section');
  } else if (section !== undefined) return invalid('/section', 'no-section-for-this-role');
  return standInFault(after, directory);
}

/** What an administrator may not do (contract section 2); while there is no director, they appoint the first. */
export function administratorBarrier(
  after: Person,
  context: Pick<PersonContext, 'actors' | 'before' | 'isDirected'>,
): DomainError | undefined {
  const { actors, before, isDirected } = context;
  if (organiserAmong(actors)?.role !== 'administrator') return undefined;
  const themselves = actors.flatMap(({ id, standInFor }) => [id, standInFor]);
  const isBeyond = (role: Role | undefined) => role !== undefined && !mayGive('administrator', role);
  const isFirst = after.role === 'director' && !isDirected && !isBeyond(before?.role);
  const refused =
    isBeyond(before?.role) ||
    (isBeyond(after.role) && !isFirst) ||
    // They could give themselves power by altering themselves, or by becoming the stand-in of whom they alter.
    themselves.includes(after.id) ||
    [after.standIn?.person, after.leave?.standIn].some((id) => id !== undefined && themselves.includes(id));
  return refused ? forbidden('not-an-administrators') : undefined;
}

const isActiveDirector = ({ active, role }: Person) => active && role === 'director';

function isLastDirector(before: Person, after: Person, former: Directory | undefined): boolean {
  const stays = isActiveDirector(after) && after.site === before.site;
  if (!isActiveDirector(before) || stays) return false;
  return !former?.staff.some((person) => person.id !== before.id && isActiveDirector(person));
}

/** Whether somebody no longer does the work that they do: left, or in another place or role. */
export function leavesWork(before: Person | undefined, after: Person): boolean {
  if (before === undefined || !before.active) return false;
  return (
    !after.active ||
    before.site !== after.site ||
    before.section !== after.section ||
    before.role !== after.role
  );
}
