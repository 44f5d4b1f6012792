/** What somebody is told of a site's organisation (contract section 2). Pure. */

import type { Actor, Directory, Person } from '../model/directory.ts';
import { isOffice, isStaff, ROLE_ROWS, rowOfRole } from '../model/roles.ts';
import { isCustomerService, leads } from './organisation.ts';

/** A site's sections and people as a reader is shown them. */
export interface ShownOrganisation extends Pick<Directory, 'site' | 'sections'> {
  readonly people: readonly Partial<Person>[];
}

/**
 * A site's organisation as that person is shown it: staff all of it, of their company's other sites too; a resident
 * that of their own site, who works there without phones and mail addresses. Undefined where it is not theirs to know.
 */
export function shownOrganisation(
  reader: Pick<Person, 'role' | 'site'>,
  { site, sections, staff }: Directory,
): ShownOrganisation | undefined {
  if (ROLE_ROWS[reader.role].organisation === 'everything') return { site, sections, people: staff };
  if (reader.site !== site.id) return undefined;
  const people = staff.filter(({ active, role }) => active && ROLE_ROWS[role].shownToResidents);
  return { site, sections, people: people.map(namesAlone) };
}

function namesAlone({ id, name, role, site, section, active }: Person): Partial<Person> {
  return { id, name, role, site, section, active };
}

/** Who asks, with everybody as whom they act and the directory of their own site, where there is one. */
export interface OrganisationReader {
  readonly person: Pick<Person, 'id' | 'site'>;
  readonly actors: readonly Actor[];
  readonly directory: Directory | undefined;
}

const isOfDesk = ({ actors, directory }: OrganisationReader): boolean =>
  directory !== undefined && actors.some((actor) => isCustomerService(directory, actor));

/** Whether the reader leads the section in which a person works. */
export function leadsThem({ person, actors }: OrganisationReader, { site, section }: Person): boolean {
  return person.site === site && actors.some((actor) => leads(actor, section));
}

/**
 * Whether the reader is shown somebody's entry of the directory: their own; anybody's by their role; whose section they
 * lead; as customer service a resident's of the site.
 */
export function seesPerson(reader: OrganisationReader, person: Person): boolean {
  if (reader.person.id === person.id) return true;
  if (reader.actors.some((actor) => rowOfRole(actor)?.entries === 'all')) return true;
  if (isStaff(person)) return leadsThem(reader, person);
  return reader.person.site === person.site && isOfDesk(reader);
}

/** Whether the reader is shown the shifts of a section of a site: that section, customer service and the office are. */
export function seesDuty(reader: OrganisationReader, site: string, section: string): boolean {
  if (reader.person.site !== site) return false;
  return reader.actors.some((actor) => actor.section === section || isOffice(actor)) || isOfDesk(reader);
}
