/** The words of the organisation directory: sites, sections and people (contract section 2). Pure. */
import type { Years } from '../calendar/calendar.ts';
import type { PlanInForce } from './plan.ts';
import type { Role } from './roles.ts';

export const LANGUAGES = ['zh-CN', 'en'] as const;

export type Language = (typeof LANGUAGES)[number];

/** Which maker's messages a robot of a group takes; `json` is the product's own form (contract section 11). */
export const ROBOT_FORMATS = ['json', 'wecom', 'dingtalk'] as const;
export type RobotFormat = (typeof ROBOT_FORMATS)[number];

/** Who tells a group of people what their office, or their section's leads, are told. */
export interface Robot {
  readonly format: RobotFormat;
  /** The name of the secret that knows where it listens. */
  readonly url: string;
}

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly zh: string;
  /** IANA name; a site's local day and numbers follow it. */
  readonly timeZone: string;
  /** Of its office, for residents. */
  readonly phone?: string;
  /** Of what its robots, and those of its sections, say; 中文 unless given. */
  readonly language?: Language;
  /** Of its office. */
  readonly robots?: readonly Robot[];
  /** Counts the changes of this entry of the directory; none: it was never changed through the API. */
  readonly version?: number;
}

/** What a section is to the rules beside its name: the desk that is asked first, or who repairs (维修). */
export const SECTION_FUNCTIONS = ['customer-service', 'repair'] as const;
export type SectionFunction = (typeof SECTION_FUNCTIONS)[number];

export interface Section {
  readonly id: string;
  readonly name: string;
  readonly zh: string;
  readonly function?: SectionFunction;
  /** Of its leads. */
  readonly robots?: readonly Robot[];
  readonly version?: number;
}

export interface StandIn {
  readonly person: string;
  /** Instants, RFC 3339 in UTC; `to` is exclusive. */
  readonly from: string;
  readonly to: string;
}

/** An absence that was granted (离岗请假, A1.4); whoever stands in meanwhile need not be named. */
export interface Leave {
  /** Instants, RFC 3339 in UTC; `to` is exclusive. */
  readonly from: string;
  readonly to: string;
  /** Who stands in: a person's id. */
  readonly standIn?: string;
}

/** A duty shift of a section: who is there from one instant to before another. */
export interface Shift {
  readonly from: string;
  readonly to: string;
  /** Ids of the section's staff. */
  readonly people: readonly string[];
}

/** All duty shifts of a section as they were set, also those that are over. */
export interface Duty {
  readonly site: string;
  readonly section: string;
  readonly shifts: readonly Shift[];
  /** Counts how often they were set. */
  readonly version: number;
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
  readonly leave?: Leave;
  /** The sites that somebody above them works for beside their own, or `*` for all (B2). */
  readonly sites?: readonly string[];
  /** What the directory knew of a resident was erased (contract section 12). */
  readonly erased?: true;
  readonly version?: number;
}

/** How somebody would have the product (contract section 9). */
export interface Preferences {
  /** Of letters and of the console. */
  readonly language: Language;
  /** Large letters on the screen. */
  readonly large: boolean;
}

/** One site's sections and staff (never its residents, who may be a hundred thousand), as the table has them. */
export interface DirectoryRecord {
  readonly site: Site;
  readonly sections: readonly Section[];
  readonly staff: readonly Person[];
  /** Holidays and make-up working days that replace the published ones, by year. */
  readonly years?: Years;
  /** Names the versions of those years, as clocks keep it with their calendar. */
  readonly yearsVersion?: string;
  /** What its sections have published, every version. */
  readonly plans?: readonly PlanInForce[];
  /** Duty shifts by section, in the order of their beginnings; what was over when they were set is left out. */
  readonly duty?: { readonly [section: string]: readonly Shift[] };
  /** Whether the site has had an active director and an active overseer at one time: four eyes from then on. */
  readonly overseen?: boolean;
  /** Counts the changes of anything in it; none: never changed through the API. */
  readonly revision?: number;
  /** Counts the changes of the company's people above its sites (B2), who are staff here too; none: there never were any. */
  readonly aboveRevision?: number;
}

/** A site's directory at an instant (RFC 3339 in UTC): rules that ask who is there go by it. */
export interface Directory extends DirectoryRecord {
  readonly at: string;
}

/** A directory at an instant. */
export const asOf = (record: DirectoryRecord, at: string): Directory => ({ ...record, at });

/** The id of a resident in what they sign by their link; nobody else has it (contract section 10). */
export const RESIDENT_BY_LINK = 'link';

/** Who signs a step, as ledger entries name them. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly role: Role | 'system';
  readonly section?: string;
  readonly standInFor?: string;
}
