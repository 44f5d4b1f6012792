/** What somebody is told of a site's organisation (contract section 2). Pure. */

import type { Directory, Person } from '../model/directory.ts';
import { ROLE_ROWS } from '../model/roles.ts';

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
