/** Who may change the organisation directory, and what no change may bring about (contract section 2). Pure. */

import { DomainError, forbidden, invalid, notAllowed } from '../kernel/errors.ts';
import type { Actor, Directory, Person, Section } from '../model/directory.ts';
import { ORGANISERS, ROLE_ROWS, type Role } from '../model/roles.ts';
import { isCustomerService } from './organisation.ts';
import { actorsAt, EVERY_SITE, type OrganisationReader } from './reach.ts';
import { standInFault } from './stand-in.ts';

/** Ids by which ledgers name somebody who is nobody of the directory; nobody else may be called so. */
const RESERVED_IDS: readonly string[] = ['system', 'link', 'cloud-team'];

const isRole = (roles: readonly Role[], { role }: Pick<Actor, 'role'>) => roles.some((each) => each === role);

/** As whom somebody may change sites and sections: a director, else an administrator, else not at all. */
export function organiserAmong(actors: readonly Actor[]): Actor | undefined {
  return ORGANISERS.flatMap((organiser) => actors.find(({ role }) => role === organiser) ?? [])[0];
}

/** Refuses whoever may not change sites and sections, or asks for another version than there is. */
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

/** Who asks for a change of a person, and how the directory has them. */
export interface AltererContext {
  readonly reader: OrganisationReader;
  readonly before: Person | undefined;
  /** Of the site that the person is to belong to; undefined where there is no such site. */
  readonly directory: Directory | undefined;
  /** Whether the reader is the first person of the table, at a site that is not overseen yet. */
  readonly isFirst?: boolean;
}

/**
 * As whom somebody may alter a person so, or `forbidden`: whose role gives both roles, at the sites of both; customer
 * service residents of its site. The first person of a table gives every role until the site is overseen.
 */
export function altererOf(after: Person, context: AltererContext): Actor | DomainError {
  const { reader, before, directory } = context;
  const sites = [before?.site, directory === undefined ? undefined : after.site].filter(
    (id) => id !== undefined,
  );
  const there = reader.actors.filter((actor) =>
    sites.every((site) => actorsAt(reader, site).includes(actor)),
  );
  const may = there.find((actor) => alters(actor, after, context));
  if (may !== undefined) return may;
  const organises = organiserAmong(there);
  return forbidden(organises?.role === 'administrator' ? 'not-an-administrators' : 'organisers-only');
}

function alters(actor: Actor, after: Person, { reader, before, isFirst }: AltererContext): boolean {
  const roles = [after.role, ...(before === undefined ? [] : [before.role])];
  const atDesk = reader.directory !== undefined && isCustomerService(reader.directory, actor);
  const gives = (role: Role) => isRole(ROLE_ROWS[role].givenBy, actor) || (atDesk && !ROLE_ROWS[role].staff);
  if (actor.role !== 'administrator') return roles.every(gives);
  // An administrator could give themselves power by altering themselves, or by becoming the stand-in of whom they alter.
  const themselves = reader.actors.flatMap(({ id, standInFor }) => [id, standInFor]);
  const named = [after.id, after.standIn?.person, after.leave?.standIn];
  if (named.some((id) => id !== undefined && themselves.includes(id))) return false;
  return roles.every(gives) || (isFirst === true && actor.standInFor === undefined);
}

export interface PersonContext extends AltererContext {
  /** Of the site that they belong to so far. */
  readonly former: Directory | undefined;
  readonly expected: readonly number[] | undefined;
  /** The ids of all sites, where the person works for any beside their own. */
  readonly sites?: readonly string[];
  /** Whether they have a sheet in hand that is not returned yet. */
  readonly hasInHand: boolean;
}

/**
 * Whether somebody may be written into the directory like that; undefined where they may. In the contract's order:
 * `forbidden`, `precondition-required`, `version-conflict`, `validation-failed`, `step-not-allowed`.
 */
export function personBarrier(after: Person, context: PersonContext): DomainError | undefined {
  const { before, expected } = context;
  const alterer = altererOf(after, context);
  if (alterer instanceof DomainError) return alterer;
  return (
    sitesBarrier(after, context) ??
    (before === undefined ? undefined : versionRequired(expected)) ??
    versionBarrier(versionOf(before), expected) ??
    stateBarrier(after, context)
  );
}

/** A PUT on what is there says which version its sender read. */
export const versionRequired = (expected: readonly number[] | undefined): DomainError | undefined =>
  expected === undefined ? new DomainError('precondition-required', 'which-version') : undefined;

/** What stands against a change whoever asks for it, as the directory is now: `validation-failed`, `step-not-allowed`. */
export function stateBarrier(
  after: Person,
  { before, directory, former, sites, hasInHand }: Omit<PersonContext, 'reader' | 'expected'>,
): DomainError | undefined {
  return (
    personFault(after, directory, sites) ??
    (before !== undefined && isLastDirector(before, after, former)
      ? notAllowed('last-director')
      : undefined) ??
    (hasInHand && leavesWork(before, after) ? notAllowed('handles-open-sheets') : undefined)
  );
}

/** Where one pair of eyes is enough, nobody gives power over sites that they do not reach themselves. */
function sitesBarrier(after: Person, { reader, before, directory, isFirst }: PersonContext) {
  const given = (after.sites ?? []).filter((site) => before?.sites?.includes(site) !== true);
  const reachesAll = given.every((site) => actorsAt(reader, site).length > 0);
  const isFree = reachesAll || isFirst === true || directory === undefined || isOverseen(directory);
  return isFree ? undefined : forbidden('sites-not-yours');
}

/** Whether a site has, or ever had, an active director and an active overseer: from then on it takes four eyes. */
export function isOverseen({ overseen, staff }: Directory): boolean {
  const isThere = (role: Role) => staff.some((each) => each.active && each.role === role);
  return overseen === true || (isThere('director') && isThere('overseer'));
}

/** Bad input that shows only against the directory. */
export function personFault(
  after: Person,
  directory: Directory | undefined,
  sites: readonly string[] = [],
): DomainError | undefined {
  if (RESERVED_IDS.includes(after.id)) return invalid('/id', 'reserved-id');
  if (directory === undefined) return invalid('/site', 'unknown-site');
  const { section } = after;
  if (ROLE_ROWS[after.role].inSection) {
    if (section === undefined) return invalid('/section', 'section-for-this-role');
    if (!directory.sections.some(({ id }) => id === section)) return invalid('/section', 'unknown-section');
  } else if (section !== undefined) return invalid('/section', 'no-section-for-this-role');
  return aboveSitesFault(after, sites) ?? standInFault(after, directory);
}

function aboveSitesFault({ role, sites }: Person, known: readonly string[]): DomainError | undefined {
  if (sites === undefined) return undefined;
  if (!ROLE_ROWS[role].aboveSites) return invalid('/sites', 'not-for-this-role');
  const unknown = sites.findIndex((site) => site !== EVERY_SITE && !known.includes(site));
  return unknown === -1 ? undefined : invalid(`/sites/${unknown}`, 'unknown-site');
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
