import { describe, expect, it } from 'vitest';
import { counted, isNumber, percent } from '../../web/pages/assessment/figure-text.ts';
import { CASE_BOOK, REVIEW_BOOK } from '../../web/pages/cases/case-book.ts';
import { daysLeft } from '../../web/pages/cases/days-left.ts';
import {
  differences,
  durationOf,
  type Plan,
  planOf,
  typed,
  typedTarget,
} from '../../web/pages/commitments/plan.ts';
import { overlaps, within } from '../../web/pages/duty/fortnight.ts';
import { changedFields } from '../../web/pages/organisation/changed.ts';
import { askedFor, bodyOf, missingIn } from '../../web/signing/members.ts';

const PLAN: Plan = {
  promises: [{ id: 'a', zh: '十分钟到场', en: 'There in ten minutes' }],
  targets: { 'repair.urgent.arrival': 'PT10M', 'complaint.handling': 'P3D' },
  effectiveFrom: '2026-12-01T00:00:00.000Z',
};

describe('a plan', () => {
  it.each([
    ['PT10M', '10', 'minutes'],
    ['PT90M', '90', 'minutes'],
    ['PT2H', '2', 'hours'],
    ['P3D', '3', 'days'],
  ] as const)('%s is typed as %s %s and sent as it was', (value, amount, unit) => {
    expect(typedTarget('x', value)).toEqual({ name: 'x', amount, unit });
    expect(durationOf({ name: 'x', amount, unit })).toBe(value);
  });

  it('is sent as it was read, with what its form does not ask for', () => {
    const calendar = { restDays: [6, 0] };
    expect(planOf(typed(PLAN), { calendar }, () => 'new')).toEqual({ ...PLAN, calendar });
  });

  it('gives a new promise an id, and sends no English that nobody wrote', () => {
    const { promises } = planOf({ promises: [{ zh: ' 新 ' }], targets: [] }, {}, () => 'new');
    expect(promises).toEqual([{ id: 'new', zh: '新' }]);
  });

  it('differs from another by what is new, otherwise, or gone', () => {
    expect(differences(undefined, PLAN).map(({ how }) => how)).toEqual(['added', 'added', 'added']);
    expect(differences(PLAN, PLAN)).toEqual([]);
    const later: Plan = {
      ...PLAN,
      promises: [{ id: 'b', zh: '新', en: 'New' }],
      targets: { 'repair.urgent.arrival': 'PT5M' },
    };
    expect(differences(PLAN, later).map(({ how, before, after }) => [how, before, after])).toEqual([
      ['added', undefined, undefined],
      ['removed', undefined, undefined],
      ['changed', 'PT10M', 'PT5M'],
      ['removed', 'P3D', undefined],
    ]);
  });
});

describe('the form of a case', () => {
  const step = (name: string, requires: string[], takes: string[] = []) =>
    ({ step: name, clause: 'A2.2', requires, takes }) as never;

  it('asks for a witness where a decision is left with one, and for no other', () => {
    const members = (draft: object) =>
      askedFor(CASE_BOOK, step('deliver', ['means'], ['witness']), { ...draft }).map(({ member }) => member);
    expect(members({ means: 'post' })).toEqual(['means']);
    expect(members({ means: 'left-with-witness' })).toEqual(['means', 'witness']);
  });

  it('takes no sanction for an answer where sanctions are asked for', () => {
    const decide = step('decide', ['sanctions', 'reason']);
    expect(bodyOf(CASE_BOOK, decide, { reason: '属实' })).toEqual({
      ...{ step: 'decide', sanctions: [], reason: '属实' },
    });
    expect(missingIn(CASE_BOOK, decide, {})).toEqual(['reason']);
  });

  it('sends sanctions of a review only where it varies them', () => {
    const review = step('decide', ['outcome', 'reason'], ['sanctions']);
    const draft = { outcome: 'upheld', reason: '维持', sanctions: ['criticism'] };
    expect(bodyOf(REVIEW_BOOK, review, draft)).not.toHaveProperty('sanctions');
    expect(bodyOf(REVIEW_BOOK, review, { ...draft, outcome: 'varied' })).toHaveProperty('sanctions');
  });
});

describe('days left', () => {
  it('count a day that has begun, and never fall below none', () => {
    const now = Date.parse('2026-11-23T08:00:00.000Z');
    expect(daysLeft('2026-12-23T16:00:00.000Z', now)).toBe(31);
    expect(daysLeft('2026-11-23T08:00:00.001Z', now)).toBe(1);
    expect(daysLeft('2026-11-22T08:00:00.000Z', now)).toBe(0);
  });
});

describe('shifts', () => {
  const shift = (from: string, to: string) => ({ from, to, people: ['worker-wu'] });

  it('of a fortnight are those that reach into it, the earliest first', () => {
    const over = shift('2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z');
    const running = shift('2026-11-22T20:00:00Z', '2026-11-23T10:00:00Z');
    const next = shift('2026-11-24T00:00:00Z', '2026-11-24T08:00:00Z');
    const far = shift('2026-12-24T00:00:00Z', '2026-12-24T08:00:00Z');
    const from = Date.parse('2026-11-23T08:00:00Z');
    expect(within([far, next, over, running], from)).toEqual([running, next]);
  });

  it('that only touch have no instant in common', () => {
    const [a, b] = [
      shift('2026-11-23T00:00Z', '2026-11-23T08:00Z'),
      shift('2026-11-23T08:00Z', '2026-11-23T16:00Z'),
    ];
    expect(overlaps(a, b)).toBe(false);
  });
});

describe('figures and changes', () => {
  it('read as people read them', () => {
    expect(percent(0.8666, 'zh-CN')).toBe('86.7%');
    expect([isNumber('breaches'), isNumber('satisfied')]).toEqual([true, false]);
    expect(counted({ value: null, numerator: 0, denominator: 0, excluded: 0 })).toBe(false);
    expect(counted({ value: null, numerator: 0, denominator: 0, excluded: 1 })).toBe(true);
  });

  it('tell only what becomes otherwise', () => {
    const before = { name: '李慧', email: 'a@x', leave: { from: '1', to: '2' } };
    expect(changedFields(before, { ...before, email: 'b@x', leave: { from: '1', to: '2' } })).toEqual([
      { field: 'email', before: 'a@x', after: 'b@x' },
    ]);
    expect(changedFields(null, { name: '新人' })).toEqual([
      { field: 'name', before: undefined, after: '新人' },
    ]);
  });
});
