/** Commitment plans (公开服务承诺, A1.7): what a section promises, in numbered versions that never change. Pure. */
import type { Commitment, Draft, PlanInForce, PublishedPlan } from '../model/plan.ts';

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
export const PLAN_STATES = ['in-force', 'coming', 'superseded'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** Whether a plan is in force, comes later, or has made way for (or never was in force before) a later version. */
export function planStateOf(plan: Dated, plans: readonly Dated[], at: string): PlanState {
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
