/** Published plans as everybody may see them, and drafts as those see them who make them. */

import type { Compliance } from '../../domain/assessment/compliance.ts';
import { planStateOf } from '../../domain/commitments/commitments.ts';
import type { Draft, PublishedPlan } from '../../domain/model/plan.ts';

/** A published plan at an instant, among those of its site. */
export function planView(
  plan: PublishedPlan,
  plans: readonly PublishedPlan[],
  now: string,
  compliance: Compliance | undefined,
) {
  const { site, section, version, effectiveFrom, publishedAt, promises, targets, calendar, escalation } =
    plan;
  const state = planStateOf(plan, plans, now);
  return {
    ...{ site, section, version, state, effectiveFrom, publishedAt, promises, targets, calendar, escalation },
    compliance: compliance ?? null,
  };
}
/** The office's plan, which has no section: as it is drafted, or as it was just published. */
export const officeView = ({ site, promises, effectiveFrom, ...more }: Draft | PublishedPlan) => ({
  site,
  ...('version' in more
    ? { version: more.version, publishedAt: more.publishedAt }
    : { state: 'draft' as const, draftedAt: more.draftedAt, draftedBy: more.draftedBy }),
  ...{ effectiveFrom, promises },
});

export type PlanView = ReturnType<typeof planView>;

export function draftView(draft: Draft) {
  const { site, section, draftedAt, draftedBy, effectiveFrom, promises, targets, calendar, escalation } =
    draft;
  return {
    ...{ site, section, state: 'draft' as const, draftedAt, draftedBy, effectiveFrom },
    ...{ promises, targets, calendar, escalation },
  };
}
