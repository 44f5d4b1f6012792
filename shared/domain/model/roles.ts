/**
 * The roles of contract section 2 as a table: one row a role, with all that a rule asks of it. A role without its row,
 * or a row that leaves a question open, does not compile. Pure.
 */
import type { Standing } from './accused.ts';

/** A director stands before an administrator: whoever acts as both changes the directory as the former. */
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

/**
 * Who investigates and decides an accountability case: the section of whoever it is about (a serious breach goes on to
 * the office), the office, or the overseer (A2.1 to A2.3).
 */
export const AUTHORITIES = ['section', 'office', 'overseer'] as const;

export type Authority = (typeof AUTHORITIES)[number];

/**
 * Of the sheets of a site: none but what one asked for; those of which one is the resident; what one handles or
 * handled, and what waits in one's section for a handler; all that is or was one's section's; complaints whose
 * authority one is; all.
 */
export type SheetSight = 'none' | 'own' | 'work' | 'section' | 'complaints' | 'site';

/** Of the cases of a site: none; those in which one has a part, or whose section one leads; all. */
export type CaseSight = 'none' | 'part' | 'site';

/** Of an assessment: nothing; oneself and the section that one manages; everything. */
export type FigureSight = 'none' | 'own' | 'site';

export interface RoleRow {
  /** Whether it is staff: of the company, of its office or of the body above. Whoever is not lives at the site. */
  readonly staff: boolean;
  /** Whether it belongs to a section; no other role does. */
  readonly inSection: boolean;
  /** Whether it is customer service (客服部) in the section with that function. */
  readonly customerService: boolean;
  /** Whether it leads its section (部门经理、主管). */
  readonly leads: boolean;
  /** Whether it is of the office (办公室). */
  readonly office: boolean;
  /** How high it stands where a complaint is against it; in customer service nobody stands lower than `leading` (B5.2.2c). */
  readonly standing: Standing;
  /** Roles that may give it, and alter whoever has it. */
  readonly givenBy: readonly Role[];
  /** Whose an accountability case about it is (A2.1, A2.3); undefined: there is none about it. */
  readonly casesAbout: Authority | undefined;
  /** Whether it has figures in an assessment though nothing is known of it in that month (B3c). */
  readonly assessed: boolean;
  readonly sheets: SheetSight;
  readonly cases: CaseSight;
  readonly figures: FigureSight;
  /** Whose final cases it is told of, for promotion, pay and assignment (A2.5). */
  readonly consequences: 'own' | 'site';
  /** What it is told of a site's people: of its own site who has which role, or of any everything. */
  readonly organisation: 'names' | 'everything';
  /** Whose entry of the directory it reads, with the version, beside those of whom it leads: one's own, or anybody's. */
  readonly entries: 'own' | 'all';
  /** Whose ledger of the directory it reads: one's own, or those of everybody and of the site. */
  readonly directoryLedgers: 'own' | 'all';
  /** Whether it may belong to more sites than one: the company's people above its sites (B2). */
  readonly aboveSites: boolean;
  /**
   * Whose second pair of eyes it takes to alter whoever has it: those of the authorities, of any other who may, or
   * nobody's, unless customer service makes it otherwise.
   */
  readonly fourEyes: 'authorities' | 'any' | 'none';
  /** Whether it is shown what waits for a second pair of eyes, and gives it where no row of four eyes says otherwise. */
  readonly secondEyes: boolean;
  /** Whether residents find it among the people of their site. */
  readonly shownToResidents: boolean;
}

const DIRECTOR: readonly Role[] = ['director'];
const AUTHORITIES_ALONE: readonly Role[] = ['director', 'overseer'];
const EITHER: readonly Role[] = ['director', 'administrator'];

// biome-ignore format: a table reads best with one row a paragraph, each line on one subject: who it is, what is done about it, what it sees
export const ROLE_ROWS: { readonly [R in Role]: RoleRow } = {
  resident: {
    staff: false, inSection: false, customerService: false, leads: false, office: false,
    standing: 'plain', givenBy: EITHER, casesAbout: undefined, assessed: false,
    sheets: 'own', cases: 'none', figures: 'none', consequences: 'own', organisation: 'names', entries: 'own', shownToResidents: false,
    directoryLedgers: 'own', aboveSites: false, fourEyes: 'none', secondEyes: false,
  },
  receptionist: {
    staff: true, inSection: true, customerService: true, leads: false, office: false,
    standing: 'plain', givenBy: EITHER, casesAbout: 'section', assessed: true,
    sheets: 'work', cases: 'part', figures: 'own', consequences: 'own', organisation: 'everything', entries: 'own', shownToResidents: true,
    directoryLedgers: 'own', aboveSites: false, fourEyes: 'none', secondEyes: false,
  },
  worker: {
    staff: true, inSection: true, customerService: false, leads: false, office: false,
    standing: 'plain', givenBy: EITHER, casesAbout: 'section', assessed: true,
    sheets: 'work', cases: 'part', figures: 'own', consequences: 'own', organisation: 'everything', entries: 'own', shownToResidents: true,
    directoryLedgers: 'own', aboveSites: false, fourEyes: 'none', secondEyes: false,
  },
  supervisor: {
    staff: true, inSection: true, customerService: true, leads: true, office: false,
    standing: 'leading', givenBy: EITHER, casesAbout: 'section', assessed: true,
    sheets: 'section', cases: 'part', figures: 'own', consequences: 'own', organisation: 'everything', entries: 'own', shownToResidents: true,
    directoryLedgers: 'own', aboveSites: false, fourEyes: 'none', secondEyes: false,
  },
  manager: {
    staff: true, inSection: true, customerService: true, leads: true, office: false,
    standing: 'leading', givenBy: EITHER, casesAbout: 'office', assessed: true,
    sheets: 'section', cases: 'part', figures: 'own', consequences: 'own', organisation: 'everything', entries: 'own', shownToResidents: true,
    directoryLedgers: 'own', aboveSites: false, fourEyes: 'none', secondEyes: false,
  },
  director: {
    staff: true, inSection: false, customerService: false, leads: false, office: true,
    standing: 'office', givenBy: AUTHORITIES_ALONE, casesAbout: 'overseer', assessed: false,
    sheets: 'site', cases: 'site', figures: 'site', consequences: 'site', organisation: 'everything', entries: 'all', shownToResidents: true,
    directoryLedgers: 'all', aboveSites: false, fourEyes: 'authorities', secondEyes: true,
  },
  'deputy-director': {
    staff: true, inSection: false, customerService: false, leads: false, office: true,
    standing: 'office', givenBy: AUTHORITIES_ALONE, casesAbout: 'office', assessed: false,
    sheets: 'site', cases: 'site', figures: 'site', consequences: 'own', organisation: 'everything', entries: 'own', shownToResidents: true,
    directoryLedgers: 'own', aboveSites: false, fourEyes: 'authorities', secondEyes: false,
  },
  administrator: {
    staff: true, inSection: false, customerService: false, leads: false, office: false,
    standing: 'leading', givenBy: EITHER, casesAbout: 'office', assessed: false,
    sheets: 'none', cases: 'part', figures: 'own', consequences: 'own', organisation: 'everything', entries: 'all', shownToResidents: true,
    directoryLedgers: 'all', aboveSites: true, fourEyes: 'any', secondEyes: true,
  },
  hr: {
    staff: true, inSection: false, customerService: false, leads: false, office: false,
    standing: 'leading', givenBy: DIRECTOR, casesAbout: 'office', assessed: false,
    sheets: 'none', cases: 'site', figures: 'own', consequences: 'site', organisation: 'everything', entries: 'own', shownToResidents: true,
    directoryLedgers: 'all', aboveSites: true, fourEyes: 'any', secondEyes: false,
  },
  // A case about an overseer is the director's, as a complaint against one is (B5.2.2c).
  overseer: {
    staff: true, inSection: false, customerService: false, leads: false, office: false,
    standing: 'overseer', givenBy: AUTHORITIES_ALONE, casesAbout: 'office', assessed: false,
    sheets: 'complaints', cases: 'site', figures: 'site', consequences: 'own', organisation: 'everything', entries: 'all', shownToResidents: true,
    directoryLedgers: 'all', aboveSites: true, fourEyes: 'authorities', secondEyes: true,
  },
};

/** Somebody with a role; the system is an actor that has none. */
type WithRole = { readonly role: Role | 'system' };

/** What the table says of somebody's role; nothing of the system. */
export const rowOfRole = ({ role }: WithRole): RoleRow | undefined =>
  role === 'system' ? undefined : ROLE_ROWS[role];

export const isStaff = (somebody: WithRole): boolean => rowOfRole(somebody)?.staff === true;
export const isResident = (somebody: WithRole): boolean => rowOfRole(somebody)?.staff === false;
export const isOffice = (somebody: WithRole): boolean => rowOfRole(somebody)?.office === true;

/** The two who decide about others: the director, and the overseer above the office. What is missed is raised in this order. */
export const AUTHORITY_ROLES = ['director', 'overseer'] as const;

export type AuthorityRole = (typeof AUTHORITY_ROLES)[number];

export const isAuthorityRole = ({ role }: WithRole): boolean => AUTHORITY_ROLES.some((each) => each === role);

/** Who changes sites and sections, and alters whoever works in them: a director before an administrator. */
export const ORGANISERS: readonly Role[] = EITHER;

/** Whose second pair of eyes it takes where nothing else is said. */
export const SECOND_EYES: readonly Role[] = ROLES.filter((role) => ROLE_ROWS[role].secondEyes);
