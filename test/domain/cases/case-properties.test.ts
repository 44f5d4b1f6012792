/** Random lives of cases with random people: what must hold whatever they do, and whatever they leave undone. */

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { replayCase } from '../../../shared/domain/archive/replay.ts';
import {
  type AnyCaseCommand,
  CASE_GRADES,
  type Case,
  type CaseEvent,
  DELIVERY_MEANS,
  REVIEW_OUTCOMES,
} from '../../../shared/domain/cases/case.ts';
import { outstanding } from '../../../shared/domain/cases/evolve.ts';
import { nextMove } from '../../../shared/domain/cases/moves.ts';
import { isNoHeavier, SANCTIONS } from '../../../shared/domain/cases/sanctions.ts';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import { chain, GENESIS, isIntact } from '../../../shared/domain/kernel/ledger.ts';
import { moneyOf } from '../../../shared/domain/kernel/money.ts';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import { type Life, opened, passed, SIGNATURE, signed, step } from '../../support/domain/case-lives.ts';
import { DIRECTORY, directoryWhere, STAFF } from '../../support/factories.ts';

const money = fc.constantFrom(0n, 100n, 100n, 250n).map((count) => moneyOf(count, 'CNY'));
const someMoney = fc.option(money, { nil: undefined, freq: 2 });
const anybody = fc.constantFrom(...STAFF.map(({ id }) => id));
const sanctions = fc.subarray([...SANCTIONS], { maxLength: 2 });
const text = fc.constant('依据');

const command: fc.Arbitrary<AnyCaseCommand> = fc.oneof(
  fc.record({
    step: fc.constant('conclude' as const),
    findings: text,
    conclusion: text,
    grade: fc.constantFrom(...CASE_GRADES),
    loss: someMoney,
  }),
  fc.constant({ step: 'acknowledge' as const, signature: SIGNATURE }),
  fc.record({ step: fc.constant('record-refusal' as const), witness: anybody, reason: text }),
  fc.record({ step: fc.constant('refer' as const), report: text }),
  fc.record({
    step: fc.constant('decide' as const),
    sanctions,
    compensation: someMoney,
    reason: text,
  }),
  fc.record({
    step: fc.constant('deliver' as const),
    means: fc.constantFrom(...DELIVERY_MEANS),
    witness: fc.option(anybody, { nil: undefined }),
  }),
  fc.constant({ step: 'receive' as const, signature: SIGNATURE }),
  fc.constant({ step: 'appeal' as const, statement: '不服' }),
  fc.record({
    step: fc.constant('review' as const),
    level: fc.constantFrom(1 as const, 2 as const),
    outcome: fc.constantFrom(...REVIEW_OUTCOMES),
    reason: text,
    sanctions: fc.option(sanctions, { nil: undefined }),
    compensation: someMoney,
  }),
  fc.record({ step: fc.constant('pay' as const), payment: money }),
);

const deed = fc.record({
  command,
  /** Whoever of those that may; and how long after the last step. */
  pick: fc.nat(20),
  hours: fc.oneof({ weight: 6, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.nat(4_000) }),
  away: fc.option(anybody, { nil: undefined, freq: 3 }),
});

/** Far enough for everything that comes by itself. */
const IN_THE_END = '2040-01-01T00:00:00.000Z';
const OPENERS: Readonly<Record<string, string>> = { 'director-wei': 'overseer-han' };

function tried(life: Life, given: AnyCaseCommand, pick: number, now: string, directory: Directory): Life {
  const able = STAFF.filter(({ id }) => !(step(life, id, given, { now, directory }) instanceof DomainError));
  const who = able[pick % Math.max(able.length, 1)];
  return who === undefined ? life : signed(life, who.id, given, { now, directory });
}

/** Parts that one person must not have together, and the subject's. */
function clashes({ ledger, state }: Life): readonly string[] {
  const inParts = (events: readonly CaseEvent[]) => new Set(events.map(({ actor }) => actor.id));
  const reviews = ledger.filter((event) => event.step === 'decide' && event.level !== undefined);
  const others = ledger.filter(
    (event) =>
      ['conclude', 'record-refusal', 'refer'].includes(event.step) ||
      (event.step === 'decide' && event.level === undefined),
  );
  const witnesses = ledger.flatMap((event) => ('witness' in event ? (event.witness ?? []) : []));
  const reviewers = [...reviews.map(({ actor }) => actor.id)];
  const own = ['acknowledge', 'receive', 'appeal'];
  const bySubject = ledger.filter(({ actor }) => actor.id === state.about).map((event) => event.step);
  const firstReview = reviews[0]?.seq ?? Number.POSITIVE_INFINITY;
  const before = ledger.filter((event) => 'witness' in event && event.seq < firstReview);
  return [
    ...reviewers.filter((who) => inParts(others).has(who)).map((who) => `${who} reviews their own part`),
    ...before.flatMap((event) =>
      'witness' in event && reviewers.includes(event.witness ?? '') ? ['witness'] : [],
    ),
    ...(new Set(reviewers).size < reviewers.length ? ['one reviewer twice'] : []),
    ...(witnesses.includes(state.about) ? ['the subject is a witness'] : []),
    ...bySubject.filter((name) => !own.includes(name)).map((name) => `the subject did ${name}`),
  ];
}

/** Final with something to pay it waits for hr; what was dismissed asks nothing of anybody. */
const isDone = (state: Case) => {
  const isUnpaid = 'finalAt' in state && state.finalAt !== undefined && outstanding(state) !== undefined;
  return state.status === (isUnpaid ? 'final' : 'archived');
};

it('no outcome gets heavier, no parts clash, the ledger holds, and every case comes to its end', () => {
  const reached = new Map<string, number>();
  fc.assert(
    fc.property(anybody, fc.array(deed, { minLength: 40, maxLength: 90 }), (about, deeds) => {
      let life = opened(about, OPENERS[about] ?? 'director-wei');
      for (const { command: given, pick, hours, away } of deeds) {
        const now = new Date(Date.parse(life.state.updatedAt) + hours * 3_600_000).toISOString();
        const directory = away === undefined ? DIRECTORY : directoryWhere({ [away]: { active: false } });
        const before = life.state;
        life = tried(passed(life, now, directory), given, pick, now, directory);
        if ('outcome' in before && before.outcome && 'outcome' in life.state && life.state.outcome) {
          expect(isNoHeavier(life.state.outcome, before.outcome)).toBe(true);
        }
        reached.set(life.state.status, (reached.get(life.state.status) ?? 0) + 1);
      }
      const end = passed(life, IN_THE_END);
      reached.set(end.state.status, (reached.get(end.state.status) ?? 0) + 1);
      expect(isDone(end.state), end.state.status).toBe(true);
      expect(nextMove(end.state)).toBeUndefined();
      expect(clashes(end)).toEqual([]);
      expect(replayCase(end.ledger)).toEqual(end.state);
      const entries = chain(end.ledger, GENESIS);
      expect(
        isIntact(
          entries.map((entry) => ({ ...entry })),
          entries.at(-1)?.hash ?? '',
        ),
      ).toBe(true);
    }),
    { numRuns: 300 },
  );
  for (const status of ['concluded', 'referred', 'delivered', 'appealed', 'reviewed', 'final']) {
    expect(reached.get(status) ?? 0, status).toBeGreaterThan(0);
  }
});

it('a window stays open for thirty local days to the minute, whenever the delivery was', () => {
  const minutes = fc.integer({ min: 0, max: 2 * 366 * 24 * 60 });
  fc.assert(
    fc.property(minutes, (late) => {
      const at = new Date(Date.parse('2026-11-23T08:00:00.000Z') + late * 60_000).toISOString();
      let life = opened('worker-wu', 'director-wei', at);
      for (const [who, given] of [
        ['engineering-supervisor-feng', { step: 'conclude', findings: '1', conclusion: '1', grade: 'minor' }],
        ['worker-wu', { step: 'acknowledge', signature: SIGNATURE }],
        ['engineering-manager-wang', { step: 'decide', sanctions: [], reason: '1' }],
        ['hr-yang', { step: 'deliver', means: 'post' }],
      ] as const) {
        life = signed(life, who, given, { now: at });
      }
      // Shanghai has no summer time: the day after the delivery is day 1, the 30th ends at midnight.
      const day = new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
      const end = Date.parse(`${day}T00:00:00+08:00`) + 31 * 24 * 3_600_000;
      const appeal = { step: 'appeal', statement: '不服' } as const;
      const result = (now: number) =>
        step(life, 'worker-wu', appeal, { now: new Date(now).toISOString() }) instanceof DomainError;
      expect([result(end - 60_000), result(end - 1), result(end)]).toEqual([false, false, true]);
      const last = (instant: number) => passed(life, new Date(instant).toISOString()).state.status;
      expect([last(end - 1), last(end)]).toEqual(['delivered', 'archived']);
    }),
    { numRuns: 100 },
  );
});

it('whatever nobody does: a case that is left alone in any state ends, and tells who owed it', () => {
  const stages: readonly AnyCaseCommand[] = [
    { step: 'conclude', findings: '1', conclusion: '1', grade: 'minor' },
    { step: 'acknowledge', signature: SIGNATURE },
    { step: 'decide', sanctions: ['criticism'], reason: '1' },
    { step: 'deliver', means: 'in-person' },
    { step: 'appeal', statement: '1' },
    { step: 'review', level: 1, outcome: 'upheld', reason: '1' },
    { step: 'deliver', means: 'in-person' },
    { step: 'appeal', statement: '1' },
    { step: 'review', level: 2, outcome: 'upheld', reason: '1' },
  ];
  let life = opened();
  const ends: string[] = [];
  for (const given of [undefined, ...stages]) {
    if (given !== undefined) life = tried(life, given, 0, life.state.updatedAt, DIRECTORY);
    const end = passed(life, IN_THE_END);
    const steps = end.ledger
      .slice(life.ledger.length)
      .map((event) => (event.step === 'escalate' ? `escalate ${event.to.join()}` : event.step));
    ends.push(`${life.state.status}: ${steps.join(', ')}`);
    expect(end.state.status).toBe('archived');
  }
  expect(ends).toEqual([
    'opened: lapse, archive',
    'concluded: lapse, archive',
    'acknowledged: lapse, archive',
    'decided: breach, escalate director-wei, escalate overseer-han, lapse, archive',
    'delivered: warning, close, breach, escalate director-wei, escalate overseer-han, archive',
    'appealed: breach, escalate director-wei, escalate overseer-han, lapse, archive',
    'reviewed: breach, escalate director-wei, escalate overseer-han, lapse, archive',
    'delivered: warning, close, breach, escalate director-wei, escalate overseer-han, archive',
    // The director reviews at level 2: who owes is not raised to.
    'appealed: breach, escalate , escalate overseer-han, lapse, archive',
    'reviewed: breach, escalate , escalate overseer-han, lapse, archive',
  ]);
});
