/** Commitment plans (公开服务承诺, A1.7): what a section promises, in numbered versions that never change. Pure. */
import type { ServicePeriod, Years } from '../calendar/calendar.ts';
import type { ClockName } from '../clocks/clock-table.ts';

/** A promise in words, in both languages; `clause` is the regulation's that it rests on. */
export interface PublicPromise {
  readonly id: string;
  readonly clause?: string;
  readonly zh: string;
  readonly en: string;
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
export interface Terms {
  readonly targets: Targets;
  readonly calendar?: OwnCalendar;
  readonly escalation?: Waits;
}

/** What a section's manager drafts. */
export interface Commitments extends Terms {
  readonly promises: readonly PublicPromise[];
  /** An instant, RFC 3339 in UTC. */
  readonly effectiveFrom: string;
}

/** A published plan as the directory carries it: only what clocks follow. */
export interface PlanInForce extends Terms {
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

type Dated = Pick<PlanInForce, 'section' | 'version' | 'effectiveFrom'>;

/** The plan of a section that was in force at an instant: of those that had taken effect the latest version. */
export function planInForce<P extends Dated>(
  plans: readonly P[],
  section: string | undefined,
  at: string,
): P | undefined {
  return plans
    .filter((plan) => plan.section === section && plan.effectiveFrom <= at)
    .reduce<P | undefined>((last, plan) => (last && last.version > plan.version ? last : plan), undefined);
}

/** Where a published plan stands at an instant. */
export const STANDINGS = ['in-force', 'coming', 'superseded'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Whether a plan is in force, comes later, or has made way for (or never was in force before) a later version. */
export function standingOf(plan: Dated, plans: readonly Dated[], at: string): Standing {
  if (planInForce(plans, plan.section, at)?.version === plan.version) return 'in-force';
  const overtaken = plans.some(
    (other) =>
      other.section === plan.section &&
      other.version > plan.version &&
      other.effectiveFrom <= plan.effectiveFrom,
  );
  return plan.effectiveFrom > at && !overtaken ? 'coming' : 'superseded';
}

/** How a clock names the plan that it was computed from: `engineering@2`. */
export const planId = ({ section, version }: Commitment): string => `${section}@${version}`;

/** The plan that such a name means, or undefined where it is that of the default. */
export function commitmentIn(plan: string): Commitment | undefined {
  const [, section, version] = /^(.+)@(\d+)$/.exec(plan) ?? [];
  return section === undefined ? undefined : { section, version: Number(version) };
}

/** What a publication makes of a draft: it takes effect when it says, yet never before it was published. */
export function published(draft: Draft, version: number, by: string, at: string): PublishedPlan {
  const { site, section, promises, targets, calendar, escalation } = draft;
  return {
    ...{ site, section, version, promises, targets },
    ...(calendar === undefined ? {} : { calendar }),
    ...(escalation === undefined ? {} : { escalation }),
    effectiveFrom: draft.effectiveFrom > at ? draft.effectiveFrom : at,
    publishedAt: at,
    publishedBy: by,
  };
}
