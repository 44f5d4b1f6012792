/** The words of public commitments (A1.7, contract section 7): promises, targets, drafts and what is in force. Pure. */
import type { ServicePeriod, Years } from '../calendar/calendar.ts';
import type { ClockName } from './clock.ts';

/** A promise in words; `clause` is the regulation's that it rests on. */
export interface PublicPromise {
  readonly id: string;
  readonly clause?: string;
  readonly zh: string;
  readonly en?: string;
}

/** Where a section's service hours differ from office hours; what is not named stays as there. */
export interface OwnCalendar {
  readonly timeZone?: string;
  readonly periods?: readonly ServicePeriod[];
  readonly restDays?: readonly number[];
  readonly years?: Years;
}

export type Targets = { readonly [target: string]: string };

/** Waits between the levels of an escalation by the clock's name, ISO 8601, round the clock. */
export type Waits = { readonly [N in ClockName]?: string };

/** What clocks follow of a plan. */
export interface PlanTerms {
  readonly targets: Targets;
  readonly calendar?: OwnCalendar;
  readonly escalation?: Waits;
}

/** What a section's manager drafts. */
export interface Commitments extends PlanTerms {
  readonly promises: readonly PublicPromise[];
  /** An instant, RFC 3339 in UTC. */
  readonly effectiveFrom: string;
}

/** A published plan as the directory carries it: only what clocks follow. */
export interface PlanInForce extends PlanTerms {
  readonly section: string;
  /** From 1, by section. */
  readonly version: number;
  readonly effectiveFrom: string;
}

export interface PublishedPlan extends Commitments {
  readonly site: string;
  readonly section: string;
  readonly version: number;
  readonly publishedAt: string;
  readonly publishedBy: string;
}

export interface Draft extends Commitments {
  readonly site: string;
  readonly section: string;
  readonly draftedAt: string;
  readonly draftedBy: string;
  /** Counts the drafts since the last publication; it is their `ETag`. */
  readonly revision: number;
}

/** Which plan of which section. */
export interface Commitment {
  readonly section: string;
  readonly version: number;
}
