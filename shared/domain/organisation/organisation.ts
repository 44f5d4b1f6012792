/** Who somebody is: sites, sections and people as the organisation directory keeps them (contract section 2). */

import type { Years } from '../calendar/calendar.ts';
import type { PlanInForce } from '../commitments/commitments.ts';

export const ROLES = [
  'resident',
  'receptionist',
  'worker',
  'supervisor',
  'manager',
  'director',
  'deputy-director',
  'administrator',
  'hr',
  'overseer',
] as const;
export type Role = (typeof ROLES)[number];

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly zh: string;
  /** IANA name; a site's local day and numbers follow it. */
  readonly timeZone: string;
  /** Counts the changes of this entry of the directory; none: it was never changed through the API. */
  readonly version?: number;
}

export interface Section {
  readonly id: string;
  readonly name: string;
  readonly zh: string;
  readonly function?: 'customer-service';
  readonly version?: number;
}

export interface StandIn {
  readonly person: string;
  /** Instants, RFC 3339 in UTC; `to` is exclusive. */
  readonly from: string;
  readonly to: string;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly site: string;
  readonly section?: string;
  readonly email?: string;
  readonly phone?: string;
  /** Where a resident lives; fills in the sheets that they open online. */
  readonly address?: string;
  readonly language?: Language;
  readonly active: boolean;
  readonly standIn?: StandIn;
  readonly version?: number;
}

/** One site's sections and staff (never its residents, who may be a hundred thousand). */
export interface Directory {
  readonly site: Site;
  readonly sections: readonly Section[];
  readonly staff: readonly Person[];
  /** Holidays and make-up working days that replace the published ones, by year. */
  readonly years?: Years;
  /** Names the versions of those years, as clocks keep it with their calendar. */
  readonly yearsVersion?: string;
  /** What its sections have published, every version. */
  readonly plans?: readonly PlanInForce[];
  /** Counts the changes of anything in it; none: never changed through the API. */
  readonly revision?: number;
}

/** Who signs a step, as ledger entries name them. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly role: Role | 'system';
  readonly section?: string;
  readonly standInFor?: string;
}

/** The two roles of the regulation's office (办公室). */
export const OFFICE_ROLES: readonly Role[] = ['director', 'deputy-director'];
const LEADING_ROLES: readonly Role[] = ['supervisor', 'manager'];
const CUSTOMER_SERVICE_ROLES: readonly Role[] = ['receptionist', 'supervisor', 'manager'];

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

/** Customer service's staff are its receptionists, supervisors and managers (contract section 2). */
export function isCustomerService(directory: Directory, actor: Pick<Actor, 'role' | 'section'>): boolean {
  return (
    CUSTOMER_SERVICE_ROLES.includes(actor.role as Role) && isCustomerServiceSection(directory, actor.section)
  );
}

/** Active staff of a section, in the order of their ids. */
export function staffOf(directory: Directory, section: string | undefined): readonly Person[] {
  if (section === undefined) return [];
  return directory.staff
    .filter((person) => person.active && person.section === section)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** "Its manager" means a section's active managers, or its supervisors where it has none (contract section 2). */
export function managersOf(directory: Directory, section: string | undefined): readonly Person[] {
  const staff = staffOf(directory, section);
  const managers = staff.filter((person) => person.role === 'manager');
  return managers.length > 0 ? managers : staff.filter((person) => person.role === 'supervisor');
}

/** Whether the actor leads that section: its supervisor or manager. */
export function leads(actor: Pick<Actor, 'role' | 'section'>, section: string | undefined): boolean {
  return section !== undefined && actor.section === section && LEADING_ROLES.includes(actor.role as Role);
}

/** The customer service section of a site, or undefined where there is none yet. */
export function customerServiceOf(directory: Directory): Section | undefined {
  return directory.sections.find((section) => section.function === 'customer-service');
}
