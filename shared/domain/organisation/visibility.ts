/** What somebody is told of a site's organisation (contract section 2). Pure. */

import { DomainError, forbidden } from '../kernel/errors.ts';
import type { Actor, Directory, Person, Section, Site } from '../model/directory.ts';
import { isOffice, isStaff, ROLE_ROWS, rowOfRole } from '../model/roles.ts';
import { isCustomerService, leads } from './organisation.ts';
import { actorsAt, type OrganisationReader, reaches } from './reach.ts';

/** A site's sections and people as a reader is shown them. */
export interface ShownOrganisation extends Pick<Directory, 'site' | 'sections'> {
  readonly people: readonly Partial<Person>[];
}

/** A site or a section as everybody may know it: which robots tell its people is theirs to know. */
export function withoutRobots<E extends Site | Section>({ robots: _robots, ...entry }: E): Omit<E, 'robots'> {
  return entry;
}

/**
 * A site's organisation as that person is shown it, undefined where the site is not one of theirs: staff all of it; a
 * resident who works there, without phones, mail addresses and robots.
 */
export function shownOrganisation(
  reader: Pick<Person, 'role' | 'site' | 'sites'>,
  { site, sections, staff }: Directory,
): ShownOrganisation | undefined {
  if (!reaches(reader, site.id)) return undefined;
  if (ROLE_ROWS[reader.role].organisation === 'everything') return { site, sections, people: staff };
  const people = staff.filter(({ active, role }) => active && ROLE_ROWS[role].shownToResidents);
  return {
    site: withoutRobots(site),
    sections: sections.map(withoutRobots),
    people: people.map(namesAlone),
  };
}

function namesAlone({ id, name, role, site, section, active }: Person): Partial<Person> {
  return { id, name, role, site, section, active };
}

const isOfDesk = ({ actors, directory }: OrganisationReader): boolean =>
  directory !== undefined && actors.some((actor) => isCustomerService(directory, actor));

/** As whom the reader leads the section in which a person works; undefined where they do not. */
export function leadAmong(
  { person, actors }: OrganisationReader,
  { site, section }: Person,
): Actor | undefined {
  return person.site === site ? actors.find((actor) => leads(actor, section)) : undefined;
}

/** Everybody as whom the reader acts for a person: at the person's site, or at their own where the person works too. */
function actorsBeside(reader: OrganisationReader, person: Person) {
  const isColleague = reaches(person, reader.person.site);
  return actorsAt(reader, isColleague ? reader.person.site : person.site);
}

/**
 * Whether the reader is shown somebody's entry of the directory: their own; by their role that of anybody of their
 * sites; whose section they lead; as customer service a resident's of the site.
 */
export function seesPerson(reader: OrganisationReader, person: Person): boolean {
  if (reader.person.id === person.id) return true;
  if (actorsBeside(reader, person).some((actor) => rowOfRole(actor)?.entries === 'all')) return true;
  if (isStaff(person)) return leadAmong(reader, person) !== undefined;
  return reader.person.site === person.site && isOfDesk(reader);
}

/** Why the reader may not read somebody's ledger of the directory; undefined where they may. */
export function personLedgerBarrier(
  reader: OrganisationReader,
  person: Person | undefined,
): DomainError | undefined {
  if (person?.id === reader.person.id) return undefined;
  const reads = person !== undefined && readsLedgers(actorsBeside(reader, person));
  if (reads) return undefined;
  return person !== undefined && seesPerson(reader, person)
    ? forbidden('ledger-readers')
    : new DomainError('not-found', 'person-not-visible');
}

/** Why the reader may not read a site's ledger of the directory; undefined where they may. */
export function siteLedgerBarrier(
  reader: OrganisationReader,
  site: Directory | undefined,
): DomainError | undefined {
  const actors = site === undefined ? [] : actorsAt(reader, site.site.id);
  if (actors.length === 0) return new DomainError('not-found', 'unknown-site');
  return readsLedgers(actors) ? undefined : forbidden('ledger-readers');
}

const readsLedgers = (actors: readonly Actor[]): boolean =>
  actors.some((actor) => rowOfRole(actor)?.directoryLedgers === 'all');

/** Whether the reader is shown the shifts of a section of a site: that section, customer service and the office are. */
export function seesDuty(reader: OrganisationReader, site: string, section: string): boolean {
  if (reader.person.site !== site) return false;
  return reader.actors.some((actor) => actor.section === section || isOffice(actor)) || isOfDesk(reader);
}
