/** Who somebody is: sites, sections and people as the organisation directory keeps them (contract section 2). */

import type { Actor, Directory, Person, Section } from '../model/directory.ts';
import { type Role, rowOfRole } from '../model/roles.ts';
import { isAvailable, standInOf } from './presence.ts';

/** The actor that a person is in the ledger. */
export function actorOf(person: Person): Actor {
  return {
    id: person.id,
    name: person.name,
    role: person.role,
    ...(person.section === undefined ? {} : { section: person.section }),
  };
}

/** The section with that id, or undefined. */
export function sectionOf(directory: Directory, id: string | undefined): Section | undefined {
  return directory.sections.find((section) => section.id === id);
}

/** Whether that section is customer service (客服部). */
export function isCustomerServiceSection(directory: Directory, id: string | undefined): boolean {
  return sectionOf(directory, id)?.function === 'customer-service';
}

/** Whether that section repairs (维修). */
export function isRepairSection(directory: Directory, id: string | undefined): boolean {
  return sectionOf(directory, id)?.function === 'repair';
}

/** Customer service's staff are its receptionists, supervisors and managers (contract section 2). */
export function isCustomerService(directory: Directory, actor: Pick<Actor, 'role' | 'section'>): boolean {
  return rowOfRole(actor)?.customerService === true && isCustomerServiceSection(directory, actor.section);
}

/** The active people of a site who have that role, in the directory's order. */
export function activeInRole(directory: Directory, role: Role): readonly Person[] {
  return directory.staff.filter((person) => person.active && person.role === role);
}

/** Active staff of a section, in the order of their ids. */
export function staffOf(directory: Directory, section: string | undefined): readonly Person[] {
  if (section === undefined) return [];
  return directory.staff
    .filter((person) => person.active && person.section === section)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Whom "its manager" means when somebody is to be told or answers for a section (contract section 2): its managers or,
 * where none is active and not on leave, its supervisors and whoever stands in for a manager. Nobody where all are away.
 * For whoever is kept from the matter nobody stands in (B5.2.2c).
 */
export function managersOf(
  directory: Directory,
  section: string | undefined,
  isKept: (manager: Person) => boolean = () => false,
): readonly Person[] {
  const staff = staffOf(directory, section);
  const managers = staff.filter(({ role }) => role === 'manager');
  const there = managers.filter((person) => isAvailable(person, directory));
  if (there.length > 0) return there;
  const supervisors = staff.filter(({ role }) => role === 'supervisor');
  const standIns = managers
    .filter((person) => !isKept(person))
    .flatMap((person) => standInOf(person, directory) ?? []);
  return distinct([...supervisors.filter((person) => isAvailable(person, directory)), ...standIns]);
}

const distinct = (people: readonly Person[]): readonly Person[] => [
  ...new Map(people.map((person) => [person.id, person])).values(),
];

/**
 * Whether somebody may sign as a section's manager: a manager, also one on leave who signs all the same, whoever stands
 * in for one, and a supervisor where no manager is active and not on leave (contract section 2).
 */
export function isManagerOf(
  actor: Pick<Actor, 'id' | 'standInFor' | 'section'>,
  section: string | undefined,
  directory: Directory,
): boolean {
  if (section === undefined || actor.section !== section) return false;
  const staff = staffOf(directory, section);
  const role = staff.find(({ id }) => id === (actor.standInFor ?? actor.id))?.role;
  if (role === 'manager') return true;
  const isLed = staff.some((person) => person.role === 'manager' && isAvailable(person, directory));
  return role === 'supervisor' && !isLed;
}

/** Whether the actor leads that section: its supervisor or manager. */
export function leads(actor: Pick<Actor, 'role' | 'section'>, section: string | undefined): boolean {
  return section !== undefined && actor.section === section && rowOfRole(actor)?.leads === true;
}

/** The customer service section of a site, or undefined where there is none yet. */
export function customerServiceOf(directory: Directory): Section | undefined {
  return directory.sections.find((section) => section.function === 'customer-service');
}
