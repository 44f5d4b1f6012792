/** Cases as clients see them: what the rules keep for themselves left out, members in one order. */

import type { Appeal, Case } from '../../domain/cases/case.ts';
import { outstanding } from '../../domain/cases/evolve.ts';
import type { CaseSummary } from '../../domain/cases/summary.ts';
import type { AllowedStep } from '../../domain/kernel/allowing.ts';

/** A case in full, for somebody who may see it, with what they may sign next. */
export function caseView(state: Case, allowedSteps: readonly AllowedStep[]) {
  const { id, number, site, about, section, authority, rule, allegation, origin, status } = state;
  const { acknowledgement, report, deliveries, appeals, clocks, escalations, signatures, paid } = state;
  const { dismissal, waived, carriedOut = [], files = [], attachments = [] } = state;
  const { version, openedAt, updatedAt } = state;
  const conclusion = 'conclusion' in state ? state.conclusion : undefined;
  const decision = 'decision' in state ? state.decision : undefined;
  const outcome = 'outcome' in state ? state.outcome : undefined;
  return {
    ...{ id, number, site, about, section, authority, rule, allegation, origin, status },
    openedBy: state.openedBy[0],
    grade: conclusion?.grade,
    findings: conclusion?.findings,
    conclusion: conclusion?.conclusion,
    loss: conclusion?.loss,
    investigator: conclusion?.by,
    concludedAt: conclusion?.at,
    ...{ acknowledgement, report, decision },
    sanctions: outcome?.sanctions,
    compensation: outcome?.compensation,
    outstanding: outstanding(state),
    outcome,
    carriedOut: outcome && carriedOut,
    ...{ paid, waived, deliveries },
    window: state.status === 'delivered' ? state.window : undefined,
    appeals: appeals.map(appealView),
    ...{ clocks, escalations, signatures, files, attachments, dismissal },
    finalAt: 'finalAt' in state ? state.finalAt : undefined,
    ...{ allowedSteps: allowedSteps.filter(({ step }) => step !== REVIEW), version, openedAt, updatedAt },
  };
}

/** The decision about an appeal is signed at the appeal, as `decide`. */
const REVIEW = 'review';

/** What may be signed at an appeal: its decision. */
export const reviewSteps = (allowedSteps: readonly AllowedStep[]): readonly AllowedStep[] =>
  allowedSteps.flatMap((each) => (each.step === REVIEW ? { ...each, step: 'decide' } : []));

/** An appeal as `GET /cases/{id}/appeals/{level}` has it. */
export function appealView(appeal: Appeal) {
  const { level, statement, files, reviewer, passedOver, at, dueAt, outcome, reason } = appeal;
  const { sanctions, compensation, decidedBy, decidedAt, deliveredAt } = appeal;
  return {
    ...{ level, statement, files, reviewer, status: statusOf(appeal), dueAt, outcome, reason },
    ...{ sanctions, compensation, passedOver, at, decidedBy, decidedAt, deliveredAt },
  };
}

function statusOf({ outcome, deliveredAt }: Appeal): 'appealed' | 'reviewed' | 'delivered' {
  if (deliveredAt !== undefined) return 'delivered';
  return outcome === undefined ? 'appealed' : 'reviewed';
}

/** A case as one row of a list. */
export function caseSummaryView({ concluded: _concluded, ...summary }: CaseSummary) {
  return summary;
}
