/** The rows of contract section 5, written down once more by hand: each with everybody, from every status. */
import { describe, expect, it } from 'vitest';
import { type AnyCaseCommand, CASE_STATUSES, type CaseStatus } from '../../../shared/domain/cases/case.ts';
import { CASE_STEPS } from '../../../shared/domain/cases/steps.ts';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import { AUTHORITIES } from '../../../shared/domain/model/roles.ts';
import {
  ACKNOWLEDGE,
  APPEAL,
  appealed,
  CARRY_OUT,
  CONCLUDE,
  DECIDE,
  DELIVER,
  decided,
  delivered,
  type Life,
  OFFICE_DECIDES,
  opened,
  passed,
  RECEIVE,
  REFER,
  referred,
  review,
  reviewed,
  SERIOUS,
  signed,
  step,
  walk,
} from '../../support/domain/case-lives.ts';
import { RESIDENTS, STAFF } from '../../support/factories.ts';

const wu = 'worker-wu';
const feng = 'engineering-supervisor-feng';
const wang = 'engineering-manager-wang';
const li = 'cs-manager-li';
const wei = 'director-wei';
const jiang = 'deputy-director-jiang';
const hr = 'hr-yang';
const han = 'overseer-han';
const LATER = '2028-01-01T00:00:00.000Z';
const yuan = { amount: '1.00', currency: 'CNY' };

type Lives = { readonly [S in CaseStatus]?: Life };
interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly lives: Lives;
  /** Who sees it beside the subject. */
  readonly seeing: readonly string[];
  /** Who else sees it once reviewed by them. */
  readonly reviewer: string;
  /** Each row: the command, from where, by whom; before the conclusion a step may be anybody's whose it can become. */
  readonly rows: readonly (readonly [
    command: AnyCaseCommand,
    from: readonly CaseStatus[],
    by: (status: CaseStatus) => readonly string[],
  ])[];
}

const REFUSAL: AnyCaseCommand = { step: 'record-refusal', witness: 'cleaner-shi', reason: '拒签' };
const OFFICE_DONE: AnyCaseCommand = { ...CARRY_OUT, sanction: 'transfer' };
const WAIVE: AnyCaseCommand = { step: 'waive', reason: '已离职' };
const PAY: AnyCaseCommand = { step: 'pay', payment: yuan };
const before =
  (...statuses: readonly CaseStatus[]) =>
  (status: CaseStatus) =>
    statuses.includes(status);
const undecided = before('opened', 'concluded', 'acknowledged', 'referred');

const concluded = (life: Life, who: string, command: AnyCaseCommand = CONCLUDE) => signed(life, who, command);
const withLoss = (life: Life, lead: string, who: string, judge: string, decide: object) =>
  passed(
    walk(life, [
      [lead, { ...CONCLUDE, loss: yuan }],
      [who, ACKNOWLEDGE],
      [judge, { ...decide, compensation: yuan } as AnyCaseCommand],
      [hr, DELIVER],
    ]),
    '2027-02-01T00:00:00.000Z',
  );
const dismissed = (life: Life, lead: string) => signed(life, lead, { ...CONCLUDE, grade: 'unfounded' });

const SECTION: Scenario = {
  name: 'a minor case of a section',
  about: wu,
  seeing: [feng, wang, wei, jiang, hr, han],
  reviewer: li,
  lives: {
    opened: opened(),
    concluded: concluded(opened(), feng),
    acknowledged: walk(opened(), [
      [feng, CONCLUDE],
      [wu, ACKNOWLEDGE],
    ]),
    decided: decided(),
    delivered: delivered(),
    appealed: appealed(),
    reviewed: reviewed(),
    final: withLoss(opened(), feng, wu, wang, DECIDE),
    archived: passed(delivered(), LATER),
  },
  rows: [
    [CONCLUDE, ['opened'], () => [feng, wang]],
    [ACKNOWLEDGE, ['concluded'], () => [wu]],
    [REFUSAL, ['concluded'], (status) => (status === 'opened' ? [feng, wang] : [feng])],
    [REFER, [], () => [wang]],
    [DECIDE, ['acknowledged'], (status) => (status === 'opened' ? [wang, wei] : [wang])],
    [
      DELIVER,
      ['decided', 'reviewed'],
      (status) => (undecided(status) ? [hr] : status === 'reviewed' ? [hr, wang, li] : [hr, wang]),
    ],
    [RECEIVE, ['delivered'], () => [wu]],
    [APPEAL, ['delivered'], () => [wu]],
    [review(1), ['appealed'], (status) => (status === 'appealed' || status === 'reviewed' ? [li] : [])],
    [review(2), [], () => []],
    [PAY, ['final'], () => [hr]],
    [CARRY_OUT, ['final'], (status) => (status === 'reviewed' ? [wang, hr, li] : [wang, hr])],
    [WAIVE, ['final'], () => [wei]],
  ],
};

const SERIOUS_CASE: Scenario = {
  name: 'a serious case of a section',
  about: wu,
  seeing: [feng, wang, wei, jiang, hr, han],
  reviewer: jiang,
  lives: {
    concluded: concluded(opened(), feng, SERIOUS),
    acknowledged: walk(opened(), [
      [feng, SERIOUS],
      [wu, ACKNOWLEDGE],
    ]),
    referred: referred(),
    decided: walk(referred(), [[wei, OFFICE_DECIDES]]),
    delivered: walk(referred(), [
      [wei, OFFICE_DECIDES],
      [wei, DELIVER],
    ]),
    appealed: walk(referred(), [
      [wei, OFFICE_DECIDES],
      [wei, DELIVER],
      [wu, APPEAL],
    ]),
  },
  rows: [
    [REFER, ['acknowledged'], () => [wang]],
    [OFFICE_DECIDES, ['referred'], () => [wei]],
    [DELIVER, ['decided'], (status) => (undecided(status) ? [hr] : [hr, wei])],
    [APPEAL, ['delivered'], () => [wu]],
    [review(2), ['appealed'], (status) => (status === 'appealed' ? [jiang] : [])],
    [review(1), [], () => []],
  ],
};

const ofWang = opened(wang);
const OFFICE: Scenario = {
  name: 'a case about a manager',
  about: wang,
  seeing: [feng, wei, jiang, hr, han],
  reviewer: jiang,
  lives: {
    opened: ofWang,
    concluded: concluded(ofWang, wei),
    acknowledged: walk(ofWang, [
      [wei, SERIOUS],
      [wang, ACKNOWLEDGE],
    ]),
    decided: walk(ofWang, [
      [wei, SERIOUS],
      [wang, ACKNOWLEDGE],
      [wei, DECIDE],
    ]),
    final: withLoss(ofWang, wei, wang, wei, OFFICE_DECIDES),
    archived: dismissed(ofWang, wei),
  },
  rows: [
    [CONCLUDE, ['opened'], () => [wei]],
    [ACKNOWLEDGE, ['concluded'], () => [wang]],
    [REFUSAL, ['concluded'], () => [wei]],
    [REFER, [], () => [wei]],
    [DECIDE, ['acknowledged'], () => [wei]],
    [OFFICE_DECIDES, ['acknowledged'], () => [wei]],
    [PAY, ['final'], () => [hr]],
    // There is no manager of theirs but themselves.
    [OFFICE_DONE, ['final'], (status) => (undecided(status) || status === 'archived' ? [hr] : [wei, hr])],
    [WAIVE, ['final'], () => [wei]],
  ],
};

const EVERYBODY = [...STAFF, ...RESIDENTS].map(({ id }) => id);

it('has every step of the product in the rows by hand', () => {
  const steps = new Set(SECTION.rows.map(([{ step: name }]) => name));
  expect([...steps].sort()).toEqual(Object.keys(CASE_STEPS).sort());
});

it('says of every step whose it is, whatever the authority', () => {
  for (const [name, rows] of Object.entries(CASE_STEPS)) {
    const named = rows.flatMap(({ authority }) => authority);
    expect(
      AUTHORITIES.filter((authority) => !named.includes(authority)),
      name,
    ).toEqual([]);
  }
});

describe.each([SECTION, SERIOUS_CASE, OFFICE])('$name', ({ about, lives, seeing, reviewer, rows }) => {
  const found = CASE_STATUSES.flatMap((status) => {
    const life = lives[status];
    return life === undefined ? [] : [[status, life] as const];
  });

  it.each(found)('from %s: each step by everybody', (status, life) => {
    expect(life.state.status).toBe(status);
    const sees = (who: string) =>
      who === about
        ? status !== 'opened'
        : seeing.includes(who) || (who === reviewer && life.state.appeals.length > 0);
    for (const [command, from, by] of rows) {
      for (const who of EVERYBODY) {
        const isThere =
          command.step !== 'review' || life.state.appeals.some((each) => each.level === command.level);
        const expected =
          !sees(who) || !isThere
            ? 'not-found'
            : !by(status).includes(who)
              ? 'forbidden'
              : !from.includes(status)
                ? 'step-not-allowed'
                : 'done';
        const at = life.state.updatedAt;
        const result = step(life, who, command.step === 'carry-out' ? { ...command, at } : command);
        const got = result instanceof DomainError ? result.code : 'done';
        expect(`${who} ${command.step}: ${got}`).toBe(`${who} ${command.step}: ${expected}`);
      }
    }
  });
});

it('no status of the contract is left out; dismissed passes into archived at once', () => {
  const walked = new Set([SECTION, SERIOUS_CASE, OFFICE].flatMap(({ lives }) => Object.keys(lives)));
  expect(CASE_STATUSES.filter((status) => !walked.has(status))).toEqual(['dismissed']);
});
