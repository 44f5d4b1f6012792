/** What somebody has to do on an accountability case (contract section 9, `GET /work`). Pure. */
import type { AllowedStep } from '../kernel/allowing.ts';
import type { TargetName } from '../model/clock.ts';
import type { Case, CaseStepName, CaseTarget } from './case.ts';

/** What a case waits for, in the order in which it is asked for; an appeal is the subject's right and no work. */
const WAITED_FOR: readonly CaseStepName[] = [
  'conclude',
  'acknowledge',
  'refer',
  'decide',
  'deliver',
  'receive',
  'review',
  'carry-out',
  'pay',
  'record-refusal',
];

/** The step that each target waits for. */
const STOPPED_BY: { readonly [N in TargetName]: CaseStepName } = {
  review: 'review',
  delivery: 'deliver',
  'carry-out': 'carry-out',
};

export interface CaseWork {
  readonly does: () => string;
  /** The target that runs for it. */
  readonly clock?: CaseTarget;
  readonly because: 'owed' | 'stand-in';
}

/** The first step that a case waits for and its reader may sign; undefined where it waits for somebody else. */
export function workOnCase({ clocks }: Case, allowed: readonly AllowedStep[]): CaseWork | undefined {
  const name = WAITED_FOR.find((step) => allowed.some((each) => each.step === step));
  const next = allowed.find(({ step }) => step === name);
  if (next === undefined) return undefined;
  const clock = clocks.find(
    ({ name, stoppedAt }) => stoppedAt === undefined && STOPPED_BY[name] === next.step,
  );
  return {
    // An appeal is decided by a `decide` of its own.
    does: () => (next.step === 'review' ? 'decide' : next.step),
    because: next.actingFor === undefined ? 'owed' : 'stand-in',
    ...(clock === undefined ? {} : { clock }),
  };
}
