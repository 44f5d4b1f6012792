/** The words of the organisation directory: sites, sections and people (contract section 2). Pure. */
import type { Years } from '../calendar/calendar.ts';
import type { PlanInForce } from './plan.ts';
import type { Role } from './roles.ts';

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
