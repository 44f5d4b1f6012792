/** What an entry of a case keeps of what the rules made of it, by hand; the fold has it from there alone. */
import { describe, expect, it } from 'vitest';
import { evolveCase } from '../../../shared/domain/cases/evolve.ts';
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
  referred,
  review,
  secondAppeal,
  signed,
} from '../../support/domain/case-lives.ts';

type Given = Parameters<typeof signed> extends [Life, ...infer R] ? R : never;

/** What the entries of a step say came of it, and when that was. */
function signing(life: Life, ...given: Given) {
  const { ledger, state } = signed(life, ...given);
  return { results: ledger.slice(life.ledger.length).map(({ result }) => result), at: state.updatedAt };
}
const feng = 'engineering-supervisor-feng';
const wang = 'engineering-manager-wang';

describe('an entry says', () => {
  it('where a conclusion brings the case, by its grade', () => {
    const life = opened();
    expect(life.ledger[0]?.result).toEqual({});
    const parts = [{ person: feng, part: 'investigated' }];
    const { results, at } = signing(life, feng, CONCLUDE);
    expect(results).toEqual([{ status: 'concluded', since: { seq: 2, at }, parts }]);
    expect(signing(life, feng, { ...CONCLUDE, grade: 'unfounded' }).results).toEqual([
      { status: 'dismissed', dismissal: { reason: 'unfounded' }, since: { seq: 2, at }, parts },
      { status: 'archived', since: { seq: 3 } },
    ]);
  });

  it('who took part, a witness too', () => {
    const life = signed(opened(), feng, CONCLUDE);
    const refusal = { step: 'record-refusal', witness: 'worker-zheng', reason: '拒签' } as const;
    const { results, at } = signing(life, feng, refusal);
    expect(results).toEqual([
      {
        ...{ status: 'acknowledged', since: { seq: 3, at } },
        parts: [
          { person: feng, part: 'investigated' },
          { person: 'worker-zheng', part: 'witnessed' },
        ],
      },
    ]);
  });

  it('whose decision it is', () => {
    const life = signed(signed(opened(), feng, CONCLUDE), 'worker-wu', ACKNOWLEDGE);
    expect(signing(life, 'engineering-manager-wang', DECIDE).results).toMatchObject([
      { status: 'decided', decision: { level: 'section' } },
    ]);
    expect(signing(referred(), 'director-wei', OFFICE_DECIDES).results).toMatchObject([
      { status: 'decided', decision: { level: 'office' } },
    ]);
  });

  it('which target is met, and that the last level’s result is final with its delivery', () => {
    const first = signing(decided(), 'hr-yang', DELIVER);
    expect(first.results).toEqual([
      {
        ...{ status: 'delivered', since: { seq: 5, at: first.at } },
        clocks: { 'delivery-0': { state: 'stopped', stoppedAt: first.at } },
      },
    ]);
    const last = signing(signed(secondAppeal(), 'director-wei', review(2)), 'director-wei', DELIVER);
    expect(last.results).toEqual([
      {
        ...{ status: 'final', finalAt: last.at, since: { seq: 11, at: last.at } },
        clocks: { 'delivery-2': { state: 'stopped', stoppedAt: last.at } },
      },
    ]);
  });

  it('what an appeal and its review leave behind', () => {
    const { results, at } = signing(delivered(), 'worker-wu', APPEAL);
    expect(results).toEqual([{ status: 'appealed', level: 1, window: null, since: { seq: 6, at } }]);
    expect(signing(appealed(), 'cs-manager-li', review(1)).results).toMatchObject([
      { status: 'reviewed', level: null, clocks: { 'review-1': { state: 'stopped' } } },
    ]);
  });

  it('what is paid by now', () => {
    const loss = { amount: '80', currency: 'CNY' };
    const concluded = signed(opened(), feng, { ...CONCLUDE, loss });
    const judged = signed(signed(concluded, 'worker-wu', ACKNOWLEDGE), 'engineering-manager-wang', {
      ...DECIDE,
      compensation: loss,
    });
    const life = passed(signed(judged, 'hr-yang', DELIVER), '2027-01-31T00:00:00.000Z');
    const pay = { step: 'pay', payment: { amount: '30.5', currency: 'CNY' } } as const;
    expect(signing(life, 'hr-yang', pay).results).toEqual([{ paid: { amount: '30.50', currency: 'CNY' } }]);
    const rest = { step: 'pay', payment: { amount: '49.5', currency: 'CNY' } } as const;
    const done = signed(signed(life, 'hr-yang', pay), 'hr-yang', CARRY_OUT);
    expect(signing(done, 'hr-yang', rest).results).toMatchObject([
      { paid: { amount: '80.00' } },
      { status: 'archived' },
    ]);
    const waived = signing(done, 'director-wei', { step: 'waive', reason: '已离职' });
    expect(waived.results).toMatchObject([
      { waived: { amount: { amount: '49.50' } } },
      { status: 'archived' },
    ]);
  });

  it('which sanction was carried out, and with the last of them that the target is met', () => {
    const judged = signed(signed(signed(opened(), feng, CONCLUDE), 'worker-wu', ACKNOWLEDGE), wang, {
      ...DECIDE,
      sanctions: ['criticism', 'written-self-criticism'],
    });
    const life = passed(signed(judged, 'hr-yang', DELIVER), '2026-12-25T00:00:00.000Z');
    expect(signing(life, wang, CARRY_OUT).results).toEqual([{}]);
    const own = { ...CARRY_OUT, sanction: 'written-self-criticism', text: '检讨' } as const;
    const last = signing(signed(life, wang, CARRY_OUT), 'worker-wu', own);
    expect(last.results).toMatchObject([
      { clocks: { 'carry-out-0': { state: 'stopped', stoppedAt: last.at } } },
      { status: 'archived' },
    ]);
  });

  it('what time brings about: a reminder, the end of a window, a missed target', () => {
    const life = delivered();
    const month = passed(life, '2027-01-20T00:00:00.000Z').ledger.slice(life.ledger.length);
    expect(month.map(({ step, result }) => [step, result])).toEqual([
      ['warning', { window: { remindedAt: '2026-12-18T16:00:00.000Z' } }],
      [
        'close',
        {
          ...{ status: 'final', finalAt: '2026-12-23T16:00:00.000Z', window: null },
          since: { seq: 7, at: '2026-12-23T16:00:00.000Z' },
        },
      ],
    ]);
    const late = passed(decided(), '2026-12-31T00:00:00.000Z').ledger.find(({ step }) => step === 'breach');
    expect(late?.result).toEqual({
      clocks: { 'delivery-0': { state: 'breached', breachedAt: '2026-11-26T09:30:00.000Z' } },
    });
  });
});

it('the fold copies what the entry says came of it, whatever today’s rules would make of it', () => {
  const life = signed(opened(), 'engineering-supervisor-feng', CONCLUDE);
  const [opening, conclusion] = life.ledger;
  if (opening === undefined || conclusion?.step !== 'conclude') throw new Error('no conclusion');
  const state = evolveCase(evolveCase(undefined, opening), { ...conclusion, result: { status: 'referred' } });
  expect(state).toMatchObject({ status: 'referred', parts: [], conclusion: { findings: CONCLUDE.findings } });
});
