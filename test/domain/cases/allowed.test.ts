/** `allowedSteps` of a case against the answers of `decideCase`: every state of a case's life, everybody of the organisation. */
import { expect, it } from 'vitest';
import { CASE_FORMS } from '../../../shared/contract/cases/case-bodies.ts';
import { allowedCaseSteps } from '../../../shared/domain/cases/allowed.ts';
import {
  type AnyCaseCommand,
  CASE_GRADES,
  type Case,
  DELIVERY_MEANS,
} from '../../../shared/domain/cases/case.ts';
import { SANCTIONS } from '../../../shared/domain/cases/sanctions.ts';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import { asOf } from '../../../shared/domain/model/directory.ts';
import { actorOf } from '../../../shared/domain/organisation/organisation.ts';
import {
  ACKNOWLEDGE,
  APPEAL,
  CARRY_OUT,
  CONCLUDE,
  DECIDE,
  DELIVER,
  type Life,
  minuteAfter,
  OFFICE_DECIDES,
  opened,
  passed,
  RECEIVE,
  REFER,
  SERIOUS,
  signed,
  step,
} from '../../support/domain/case-lives.ts';
import { actor, DIRECTORY, STAFF } from '../../support/factories.ts';

const LOSS = { amount: '100.00', currency: 'CNY' };
const lead = 'engineering-supervisor-feng';
const manager = 'engineering-manager-wang';

const LIVES: readonly (readonly (readonly [string, AnyCaseCommand])[])[] = [
  [
    [lead, { ...CONCLUDE, loss: LOSS }],
    ['worker-wu', ACKNOWLEDGE],
    [manager, { ...DECIDE, compensation: LOSS }],
    [manager, DELIVER],
    ['worker-wu', RECEIVE],
    ['worker-wu', APPEAL],
    ['cs-manager-li', { step: 'review', level: 1, outcome: 'upheld', reason: '属实' }],
    ['hr-yang', DELIVER],
  ],
  [
    [lead, SERIOUS],
    [lead, { step: 'record-refusal', witness: 'guard-chu', reason: '拒签' }],
    [manager, REFER],
    ['director-wei', OFFICE_DECIDES],
  ],
  [[lead, { ...CONCLUDE, grade: 'unfounded' }]],
];

/** What becomes final by itself, with every kind of sanction and something to pay. */
const FINAL = passed(
  [
    [lead, { ...CONCLUDE, loss: LOSS }],
    ['worker-wu', ACKNOWLEDGE],
    [manager, { ...DECIDE, sanctions: ['criticism', 'written-self-criticism'], compensation: LOSS }],
    [manager, DELIVER],
  ].reduce((life, [who, command]) => signed(life, who as string, command as AnyCaseCommand), opened()),
  '2026-12-26T00:00:00.000Z',
);
const AFTER_FINAL: readonly (readonly [string, AnyCaseCommand])[] = [
  [manager, CARRY_OUT],
  ['worker-wu', { ...CARRY_OUT, sanction: 'written-self-criticism', text: '检讨' }],
  ['director-wei', { step: 'waive', reason: '已离职' }],
];

/** Bodies of every step, sensible or not. */
const everything = ({ about, updatedAt: at }: Case): readonly AnyCaseCommand[] => [
  ...CASE_GRADES.map((grade) => ({ ...CONCLUDE, grade })),
  ACKNOWLEDGE,
  ...[about, 'guard-chu', lead].map(
    (witness) => ({ step: 'record-refusal', witness, reason: '拒签' }) as const,
  ),
  REFER,
  ...[undefined, LOSS].flatMap((compensation) =>
    [[], ...SANCTIONS.map((sanction) => [sanction])].map((sanctions) => ({
      ...{ step: 'decide' as const, sanctions, compensation, reason: '初次' },
    })),
  ),
  ...DELIVERY_MEANS.flatMap((means) =>
    ['guard-chu', about].map((witness) => ({ step: 'deliver', means, witness }) as const),
  ),
  RECEIVE,
  APPEAL,
  ...([1, 2] as const).map(
    (level) => ({ step: 'review', level, outcome: 'upheld', reason: '属实' }) as const,
  ),
  { step: 'pay', payment: { amount: '1.00', currency: 'CNY' } },
  ...SANCTIONS.flatMap((sanction) => [{ step: 'carry-out' as const, sanction, at, text: '检讨' }]),
  { step: 'waive', reason: '已离职' },
];

function faultsOf(life: Life): readonly string[] {
  const now = minuteAfter(life);
  const directory = asOf(DIRECTORY, now);
  return STAFF.flatMap((person) => {
    const actors = [actorOf(person)];
    const allowed = allowedCaseSteps(CASE_FORMS, life.state, actors, directory);
    const accepts = (command: AnyCaseCommand) =>
      !(step(life, actors, command, { now, directory }) instanceof DomainError);
    const accepted = new Set(
      everything(life.state)
        .filter(accepts)
        .map((command) => command.step as string),
    );
    const named = new Set(allowed.map((each) => each.step as string));
    const wrong = [...accepted, ...named]
      .filter((name) => !accepted.has(name) || !named.has(name))
      .map((name) => `${life.state.status}: ${person.id}: ${name}`);
    const { choices } = allowed.find((each) => each.step === 'decide') ?? {};
    const sanctions = (choices?.sanctions ?? []).filter((sanction) => {
      const compensation = 'conclusion' in life.state ? life.state.conclusion?.loss : undefined;
      const command = { step: 'decide', sanctions: [sanction], compensation, reason: '初次' };
      return !accepts(command as AnyCaseCommand);
    });
    return [...wrong, ...sanctions];
  });
}

it('names exactly what decideCase accepts, in every state and of everybody', () => {
  const statuses = new Set<string>();
  const faults = LIVES.flatMap((steps) => {
    let life = opened();
    const found = [...faultsOf(life)];
    for (const [who, command] of steps) {
      life = signed(life, who, command);
      statuses.add(life.state.status);
      found.push(...faultsOf(life));
    }
    return found;
  });
  let final = FINAL;
  faults.push(...faultsOf(final));
  for (const [who, command] of AFTER_FINAL) {
    final = signed(final, who, command);
    statuses.add(final.state.status);
    faults.push(...faultsOf(final));
  }
  expect(faults).toEqual([]);
  expect(final.state.status).toBe('archived');
  expect(statuses.size).toBeGreaterThan(8);
});

it('says what this case needs: compensation of a loss, the sanctions of its grade', () => {
  const life = signed(signed(opened(), lead, { ...CONCLUDE, loss: LOSS }), 'worker-wu', ACKNOWLEDGE);
  const directory = asOf(DIRECTORY, minuteAfter(life));
  const [decide] = allowedCaseSteps(CASE_FORMS, life.state, [actor(manager)], directory);
  expect(decide).toMatchObject({ step: 'decide', requires: ['sanctions', 'reason', 'compensation'] });
  expect(decide?.choices?.sanctions).toEqual([
    'verbal-warning',
    'criticism',
    'written-self-criticism',
    'public-self-criticism',
  ]);
});

it('says that a self-criticism may be refused before a witness, though it is not the first sanction that there is', () => {
  const directory = asOf(DIRECTORY, minuteAfter(FINAL));
  const allowed = allowedCaseSteps(CASE_FORMS, FINAL.state, [actor(manager)], directory);
  const carryOut = allowed.find((each) => each.step === 'carry-out');
  expect(carryOut?.takes).toEqual(expect.arrayContaining(['text', 'witness', 'refused', 'files']));
});

it('names the sanctions that are left to carry out, to each reader those that they may enter, and who may witness', () => {
  const carryOut = (who: string, { state }: Life = FINAL) => {
    const directory = asOf(DIRECTORY, minuteAfter({ state }));
    const allowed = allowedCaseSteps(CASE_FORMS, state, [actor(who)], directory);
    return allowed.find((each) => each.step === 'carry-out')?.choices;
  };
  expect(carryOut(manager)?.sanctions).toEqual(['criticism', 'written-self-criticism']);
  expect(carryOut('worker-wu')?.sanctions).toEqual(['written-self-criticism']);
  expect(carryOut(manager, signed(FINAL, manager, CARRY_OUT))?.sanctions).toEqual(['written-self-criticism']);
  const witnesses = STAFF.map(({ id }) => id).filter((id) => !['worker-wu', manager, lead].includes(id));
  expect(carryOut(manager)?.witness?.toSorted()).toEqual(witnesses.toSorted());
});
