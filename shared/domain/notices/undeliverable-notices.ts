/** Who is told that letters do not reach somebody (contract section 11): the administrators and their superior. Pure. */
import type { Directory, Person } from '../model/directory.ts';
import { isStaff } from '../model/roles.ts';
import { activeInRole, customerServiceOf, managersOf } from '../organisation/organisation.ts';
import { addresseesOf, insteadOf } from './addressees.ts';
import type { Notice } from './notices.ts';

/**
 * Whoever somebody answers to: a section's managers, of those the director, of the director the overseer, of anybody
 * else the director. Of a resident it is customer service's managers, who may enter another address. `directory` has
 * the people above the site, too.
 */
function superiorsOf(person: Person, directory: Directory): readonly Person[] {
  if (person.role === 'director') return activeInRole(directory, 'overseer');
  const section = isStaff(person) ? person.section : customerServiceOf(directory)?.id;
  const managers = managersOf(directory, section).filter(({ id }) => id !== person.id);
  return managers.length > 0 && person.role !== 'manager' ? managers : activeInRole(directory, 'director');
}

/** The notices about an address that has reached nobody since an instant; the same again for the same instant. */
export function noticesOfUndeliverable(
  person: Person,
  since: string,
  directory: Directory,
): readonly Notice[] {
  const told = [...activeInRole(directory, 'administrator'), ...superiorsOf(person, directory)];
  return addresseesOf(told, directory, ({ id }) => id === person.id).map((reader) => ({
    person: reader.person.id,
    kind: 'undeliverable',
    // The notice is about no sheet. It is known by this id and the instant, so that an address is told of once.
    sheet: `undeliverable-${person.id}`,
    number: person.id,
    site: person.site,
    subject: person.name,
    path: `/people/${encodeURIComponent(person.id)}`,
    ...insteadOf(reader),
    at: since,
    seq: Date.parse(since),
  }));
}
