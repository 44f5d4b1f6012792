/** What is left of a final case (A2.2, A2.6): sanctions carried out by somebody, in time, or archived without. */
import { describe, expect, it } from 'vitest';
import type { AnyCaseCommand, JudgedCase } from '../../../shared/domain/cases/case.ts';
import { consequencesOf } from '../../../shared/domain/cases/consequences.ts';
import { evolveCase } from '../../../shared/domain/cases/evolve.ts';
import { nextMove } from '../../../shared/domain/cases/moves.ts';
import type { Sanction } from '../../../shared/domain/cases/sanctions.ts';
import {
  ACKNOWLEDGE,
  CARRY_OUT,
  CONCLUDE,
  DECIDE,
  DELIVER,
  type Life,
  OFFICE_DECIDES,
  opened,
  passed,
  referred,
  signed,
  walk,
} from '../../support/domain/case-lives.ts';
import { directoryWhere, SITE } from '../../support/factories.ts';
import { by, givenCase, refused } from '../../support/given-when-then.ts';

const feng = 'engineering-supervisor-feng';
const wang = 'engineering-manager-wang';
const FINAL_AT = '2026-12-23T16:00:00.000Z';
const DUE_AT = '2027-01-22T16:00:00.000Z';
const LATER = '2028-01-01T00:00:00.000Z';
const yuan = { amount: '100.00', currency: 'CNY' };

/** A minor case about worker-wu in which this was decided, and which nobody appealed. */
function finalWith(sanctions: readonly Sanction[], isWithLoss = false): Life {
  const money = isWithLoss ? { compensation: yuan } : {};
  const life = walk(opened(), [
    [feng, isWithLoss ? { ...CONCLUDE, loss: yuan } : CONCLUDE],
    ['worker-wu', ACKNOWLEDGE],
    [wang, { ...DECIDE, sanctions, ...money }],
    ['hr-yang', DELIVER],
  ]);
  return passed(life, '2026-12-24T00:00:00.000Z');
}
const done = (sanction: Sanction, more: object = {}): AnyCaseCommand =>
  ({ ...CARRY_OUT, sanction, at: FINAL_AT, ...more }) as AnyCaseCommand;

describe('a target', () => {
  it('begins when the case becomes final: thirty days, owed by the section’s manager', () => {
    expect(finalWith(['criticism']).state).toMatchObject({
      status: 'final',
      clocks: [
        { id: 'delivery-0' },
        {
          ...{ id: 'carry-out-0', startedAt: FINAL_AT, dueAt: DUE_AT, state: 'running' },
          ...{ clause: 'A2.2', owes: { person: wang } },
        },
      ],
    });
  });

  it('is owed by who decided where the section has no manager but the subject', () => {
    const ofWang = walk(opened(wang), [
      ['director-wei', { ...CONCLUDE, grade: 'serious' }],
      [wang, ACKNOWLEDGE],
      ['director-wei', OFFICE_DECIDES],
      ['hr-yang', DELIVER],
    ]);
    expect(passed(ofWang, '2026-12-24T00:00:00.000Z').state.clocks.at(-1)).toMatchObject({
      owes: { person: 'director-wei' },
    });
    const abroad = directoryWhere({ [wang]: { active: false }, [feng]: { active: false } });
    const serious = walk(referred(), [
      ['director-wei', OFFICE_DECIDES],
      ['hr-yang', DELIVER],
    ]);
    expect(passed(serious, '2026-12-24T00:00:00.000Z', abroad).state.clocks.at(-1)).toMatchObject({
      owes: { person: 'director-wei' },
    });
  });

  it('is none where there is nothing to carry out: the case is archived at once', () => {
    expect(finalWith([]).state).toMatchObject({ status: 'archived', clocks: [{ id: 'delivery-0' }] });
    expect(finalWith([], true).state.status).toBe('final');
  });

  it('that is missed is a breach, raised to the director, then the overseer', () => {
    const steps = passed(finalWith(['criticism']), '2027-02-01T00:00:00.000Z').ledger.slice(-3);
    expect(steps).toMatchObject([
      { step: 'breach', clock: 'carry-out-0', dueAt: DUE_AT, owes: { person: wang } },
      { step: 'escalate', level: 1, to: ['director-wei'] },
      { step: 'escalate', level: 2, to: ['overseer-han'] },
    ]);
  });

  it('met late, before anybody noticed, is breached with the step that meets it, and raised to nobody', () => {
    const life = signed(finalWith(['criticism']), wang, CARRY_OUT, { now: '2027-01-25T00:00:00.000Z' });
    expect(life.ledger.slice(-3).map(({ step }) => step)).toEqual(['breach', 'carry-out', 'archive']);
    expect(life.state.clocks.at(-1)).toMatchObject({ state: 'late', breachedAt: DUE_AT });
    const partly = signed(finalWith(['criticism', 'verbal-warning']), wang, CARRY_OUT, {
      now: '2027-01-25T00:00:00.000Z',
    });
    expect(partly.ledger.at(-1)).toMatchObject({ step: 'carry-out' });
    expect(nextMove(partly.state)).toMatchObject({ kind: 'breach' });
  });
});

describe('a sanction is carried out', () => {
  it('once, if it is in force, after it was decided and not in the future', () => {
    const life = finalWith(['criticism', 'verbal-warning']);
    givenCase(life)
      .when(done('transfer'), by(wang))
      .then(refused('step-not-allowed', 'nothing-to-carry-out'));
    const [early, late] = ['2026-11-23T08:02:59.999Z', '2027-12-01T00:00:00.000Z'];
    for (const at of [early, late]) {
      givenCase(life)
        .when(done('criticism', { at }), by(wang))
        .then(refused('validation-failed', 'carried-out-when', { pointer: '/at' }));
    }
    const once = signed(life, wang, done('criticism'));
    expect(once.state).toMatchObject({
      status: 'final',
      carriedOut: [{ sanction: 'criticism', at: FINAL_AT, by: wang, enteredAt: once.state.updatedAt }],
    });
    givenCase(once)
      .when(done('criticism'), by(wang))
      .then(refused('step-not-allowed', 'nothing-to-carry-out'));
    expect(signed(once, 'hr-yang', done('verbal-warning')).state.status).toBe('archived');
  });

  it('of self-criticisms by the subject as well, and of nothing else', () => {
    const life = finalWith(['criticism', 'written-self-criticism']);
    givenCase(life).when(done('criticism'), by('worker-wu')).then(refused('forbidden', 'not-your-step'));
    const own = done('written-self-criticism', { text: '我检讨' });
    const after = signed(life, 'worker-wu', own);
    expect(after.state.carriedOut).toMatchObject([{ text: '我检讨', by: 'worker-wu' }]);
    // Nobody is witness to their own refusal, or says themselves that they refused.
    const refusal = done('written-self-criticism', { refused: true, witness: 'guard-chu' });
    givenCase(life).when(refusal, by('worker-wu')).then(refused('forbidden', 'not-your-step'));
    for (const witness of ['worker-wu', feng, wang]) {
      givenCase(life)
        .when(done('written-self-criticism', { refused: true, witness }), by(wang))
        .then(refused('step-not-allowed', 'no-such-witness'));
    }
    expect(signed(life, wang, refusal).state.carriedOut).toMatchObject([
      { refused: true, witness: 'guard-chu' },
    ]);
  });
});

describe('what nobody carries out', () => {
  it('keeps the case open for half a year; then it is archived, and says what was left', () => {
    const life = signed(finalWith(['criticism', 'verbal-warning']), wang, done('criticism'));
    expect(passed(life, '2027-06-21T15:59:59.999Z').state.status).toBe('final');
    const end = passed(life, '2027-06-21T16:00:00.000Z');
    expect(end.ledger.at(-1)).toMatchObject({ step: 'archive', notCarriedOut: ['verbal-warning'] });
    expect(end.state).toMatchObject({
      ...{ status: 'archived', finalAt: FINAL_AT },
      outcome: { sanctions: ['criticism', 'verbal-warning'], notCarriedOut: ['verbal-warning'] },
    });
    expect(nextMove(end.state)).toBeUndefined();
  });

  it('never closes a case of which something is unpaid, until it is paid or waived', () => {
    const life = passed(finalWith(['criticism'], true), LATER);
    expect(life.state.status).toBe('final');
    expect(nextMove(life.state)).toBeUndefined();
    const waived = signed(life, 'director-wei', { step: 'waive', reason: '已离职' }, { now: LATER });
    expect(waived.state).toMatchObject({
      status: 'archived',
      waived: { amount: yuan, reason: '已离职', by: 'director-wei' },
      outcome: { notCarriedOut: ['criticism'] },
    });
    givenCase(finalWith(['criticism']))
      .when({ step: 'waive', reason: '已离职' }, by('director-wei'))
      .then(refused('step-not-allowed', 'nothing-unpaid'));
  });
});

it('paid after all was raised, a case waits anew for its end, by a workflow of another name', () => {
  const raised = passed(finalWith(['criticism'], true), '2027-03-01T00:00:00.000Z');
  expect(nextMove(raised.state)).toBeUndefined();
  const pays = { step: 'pay', payment: { amount: '40.00', currency: 'CNY' } } as const;
  const some = signed(raised, 'hr-yang', pays, { now: '2027-03-02T00:00:00.000Z' });
  expect(some.state.since).toEqual(raised.state.since);
  const rest = { step: 'pay', payment: { amount: '60.00', currency: 'CNY' } } as const;
  const paid = signed(some, 'hr-yang', rest, { now: '2027-03-03T00:00:00.000Z' });
  expect(paid.state.since.seq).toBe(paid.ledger.at(-1)?.seq);
  expect(nextMove(paid.state)?.kind).toBe('lapse');
  expect(passed(paid, LATER).state).toMatchObject({
    status: 'archived',
    outcome: { notCarriedOut: ['criticism'] },
  });
});

/** As heads were kept before cases waited for their sanctions. */
function ofBefore(life: Life): Life {
  const events = life.ledger.map((event) => {
    if (!('starts' in event) || event.starts?.name !== 'carry-out') return event;
    const { starts: _starts, ...before } = event;
    return before as typeof event;
  });
  const [first, ...rest] = events;
  if (first === undefined) throw new Error('no ledger');
  return { ledger: events, state: rest.reduce(evolveCase, evolveCase(undefined, first)) };
}

it('a case that became final before there were targets misses none, and is archived once it is paid', () => {
  const life = ofBefore(finalWith(['criticism'], true));
  expect(passed(life, LATER).ledger).toHaveLength(life.ledger.length);
  const paid = signed(life, 'hr-yang', { step: 'pay', payment: yuan });
  expect(paid.state.status).toBe('archived');
  expect('outcome' in paid.state && paid.state.outcome).not.toHaveProperty('notCarriedOut');
  // Whoever wants to enter it may.
  expect(signed(life, wang, done('criticism')).state.carriedOut).toHaveLength(1);
});

describe('it bears on its subject', () => {
  const zone = () => SITE.timeZone;
  const untilOf = ({ state }: Life, timeZone = SITE.timeZone) => {
    const [item] = consequencesOf({ cases: [state], awards: [] }, () => timeZone);
    return item && 'until' in item ? item.until : undefined;
  };

  it('half a year for a section’s sanction, a year for an administrative one, two for a transfer', () => {
    expect(untilOf(finalWith(['criticism']))).toBe('2027-06-23T16:00:00.000Z');
    const decidedAs = (sanctions: readonly Sanction[]) =>
      passed(
        walk(referred(), [
          ['director-wei', { ...OFFICE_DECIDES, sanctions }],
          ['hr-yang', DELIVER],
        ]),
        '2026-12-24T00:00:00.000Z',
      );
    expect(untilOf(decidedAs(['administrative-sanction']))).toBe('2027-12-23T16:00:00.000Z');
    expect(untilOf(decidedAs(['administrative-sanction', 'transfer']))).toBe('2028-12-23T16:00:00.000Z');
    expect(untilOf(finalWith([], true))).toBeUndefined();
  });

  it('counted on the calendar of the case’s site, where a month may have other days than in UTC', () => {
    // Final as the first of October began at the site; in UTC that was September still, which has no 31st.
    const since = (finalAt: string, timeZone: string) => {
      const { state } = finalWith(['criticism']);
      return untilOf({ state: { ...state, finalAt } as JudgedCase, ledger: [] }, timeZone);
    };
    expect(since('2026-09-30T16:00:00.000Z', 'Asia/Shanghai')).toBe('2027-03-31T16:00:00.000Z');
    expect(since('2026-09-30T16:00:00.000Z', 'UTC')).toBe('2027-03-30T16:00:00.000Z');
    expect(since('2026-08-30T16:00:00.000Z', 'Asia/Shanghai')).toBe('2027-02-27T16:00:00.000Z');
    // Midnight there before summer time is midnight in it.
    expect(since('2026-10-31T23:00:00.000Z', 'Europe/Berlin')).toBe('2027-04-30T22:00:00.000Z');
  });

  it('newest first, with what was carried out', () => {
    const life = signed(finalWith(['criticism', 'verbal-warning']), wang, done('criticism'));
    const older = { ...finalWith(['criticism']).state, id: 'older' };
    const { decision } = life.state as JudgedCase;
    const later = { ...life.state, decision: { ...decision, at: LATER } } as JudgedCase;
    const items = consequencesOf({ cases: [older, opened().state, later], awards: [] }, zone);
    expect(items).toMatchObject([
      { person: 'worker-wu', decidedAt: LATER, carriedOut: [{ sanction: 'criticism', at: FINAL_AT }] },
      { case: 'older', carriedOut: [] },
    ]);
  });
});
