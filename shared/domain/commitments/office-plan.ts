/** The office's own commitments (A1.1 to A1.6, contract section 7): a site's, as they are shipped until it publishes others. Pure. */
import type { PublicPromise, PublishedPlan } from '../model/plan.ts';
import { planInForce, planStateOf } from './commitments.ts';

/** What the office's plans are kept under, in place of a section; no section can be called so. */
export const OFFICE_PLAN = '*';

/** The clauses that the office promises to keep. */
export const OFFICE_CLAUSES = ['A1.1', 'A1.2', 'A1.3', 'A1.4', 'A1.5', 'A1.6a', 'A1.6b', 'A1.6c'] as const;

/** The office's plan as everybody may read it; version 0 is what is shipped. */
export interface OfficePlan {
  readonly version: number;
  readonly promises: readonly PublicPromise[];
  readonly effectiveFrom?: string;
  readonly publishedAt?: string;
}

/** What was published for sections, and what for the office. */
export function plansByWhose(plans: readonly PublishedPlan[]) {
  const isOffices = ({ section }: PublishedPlan) => section === OFFICE_PLAN;
  return { office: plans.filter(isOffices), sections: plans.filter((plan) => !isOffices(plan)) };
}

/** What the office promises at an instant, and what it will: of its published plans, else what is shipped. */
export function officePlanAt(
  plans: readonly PublishedPlan[],
  shipped: readonly PublicPromise[],
  now: string,
): OfficePlan & { readonly coming?: OfficePlan } {
  const current = planInForce(plans, OFFICE_PLAN, now);
  const coming = plans.findLast((plan) => planStateOf(plan, plans, now) === 'coming');
  return {
    ...(current === undefined ? { version: 0, promises: shipped } : shown(current)),
    ...(coming === undefined ? {} : { coming: shown(coming) }),
  };
}

const shown = ({ version, promises, effectiveFrom, publishedAt }: PublishedPlan): OfficePlan => ({
  ...{ version, promises, effectiveFrom, publishedAt },
});

/** The sections that have published nothing yet (A1.7), in the order given. */
export const withoutPlan = (
  sections: readonly string[],
  plans: readonly PublishedPlan[],
): readonly string[] => sections.filter((id) => !plans.some(({ section }) => section === id));
