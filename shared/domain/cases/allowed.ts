/** The steps that a reader may sign on a case now (contract section 9): `decideCase` itself is asked. Pure. */
import {
  type AllowedStep,
  allowedStep,
  type StepBody,
  type StepForms,
  TRIAL_FILE,
  trialFiles,
} from '../kernel/allowing.ts';
import { DomainError } from '../kernel/errors.ts';
import { moneyOf } from '../kernel/money.ts';
import type { Actor, Directory } from '../model/directory.ts';
import { alikeIn } from '../organisation/alike.ts';
import { currentAppeal } from './appeal.ts';
import {
  type AnyCaseCommand,
  CASE_GRADES,
  type Case,
  type CaseStepName,
  DELIVERY_MEANS,
  REVIEW_OUTCOMES,
} from './case.ts';
import { judgeCase } from './decide.ts';
import { outstanding } from './evolve.ts';
import { SANCTIONS } from './sanctions.ts';
import { CASE_STEPS } from './steps.ts';

type Given = { readonly state: Case; readonly directory: Directory };
type MembersOf<C> = C extends unknown ? Exclude<keyof C, 'step' | 'level'> : never;
type Member = MembersOf<AnyCaseCommand>;
type Values = { readonly [M in Member]: (given: Given) => readonly unknown[] };

const words = () => ['…'];

/** A value, or those among which to choose, for each member of a body. */
const VALUES: Values = {
  findings: words,
  conclusion: words,
  statement: words,
  reason: words,
  report: words,
  grade: () => CASE_GRADES,
  loss: () => [moneyOf(1n, 'CNY')],
  signature: ({ state, directory }) => {
    const signer = directory.staff.find(({ id }) => id === state.about)?.name ?? '…';
    return [{ signer, path: 'M 1 1 L 9 9 L 3 8' }];
  },
  witness: ({ directory }) => directory.staff.map(({ id }) => id),
  sanctions: () => [[], ...SANCTIONS.map((sanction) => [sanction])],
  // What was lost at first, or what is left of it by now: no review makes it heavier.
  compensation: ({ state }) => {
    const loss = 'conclusion' in state ? state.conclusion?.loss : undefined;
    const before = 'outcome' in state ? state.outcome?.compensation : undefined;
    return [before ?? loss ?? moneyOf(1n, 'CNY')];
  },
  means: () => DELIVERY_MEANS,
  outcome: () => REVIEW_OUTCOMES,
  files: () => [[TRIAL_FILE]],
  sanction: () => SANCTIONS,
  at: ({ directory }) => [directory.at],
  text: words,
  refused: () => [true],
  payment: ({ state }) => [outstanding(state) ?? moneyOf(1n, 'CNY')],
};

const isMember = (name: string): name is Member => Object.hasOwn(VALUES, name);

/**
 * What a reader may sign on a case at the directory's instant, in the order of the steps table; `appeal` stands for an appeal, `review`
 * for the decision about one, which have routes of their own. Otherwise as `allowedSteps` of a sheet.
 */
export function allowedCaseSteps(
  forms: StepForms<CaseStepName>,
  state: Case,
  actors: readonly Actor[],
  directory: Directory,
): readonly AllowedStep<CaseStepName>[] {
  const given = { state, directory };
  const level = currentAppeal(state)?.level;
  const judging = {
    values: (member: string) => (isMember(member) ? VALUES[member](given) : []),
    like: alikeIn(directory, [state, actors]),
    judge: (body: StepBody) => {
      const { witness: named } = body;
      const witness = directory.staff.find(({ id }) => id === named);
      const command = { ...body, ...(body.step === 'review' ? { level } : {}) } as unknown as AnyCaseCommand;
      const { at: now } = directory;
      const files = trialFiles(actors[0]?.id ?? '', now);
      const part = judgeCase(state, command, actors, directory, { now, witness, files });
      return part instanceof DomainError
        ? undefined
        : { clause: part.row.clause, actingFor: part.actor.standInFor };
    },
  };
  const steps = (Object.keys(CASE_STEPS) as CaseStepName[]).filter((step) =>
    CASE_STEPS[step].some(({ from }) => from.includes(state.status)),
  );
  return steps.flatMap((step) => allowedStep(step, forms[step], judging) ?? []);
}
