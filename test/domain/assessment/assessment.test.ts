import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess, FIGURE_LIST, type Figures } from '../../../shared/domain/assessment/assessment.ts';
import { correctionsOf } from '../../../shared/domain/assessment/corrections.ts';
import { type Fact, factsOf, factsOfFinalCase, leftMonths } from '../../../shared/domain/assessment/facts.ts';
import { scopeOf } from '../../../shared/domain/assessment/readers.ts';
import { actorsOf } from '../../../shared/domain/organisation/acting.ts';
import { packed, unpacked } from '../../../shared/store/assessment/packed-facts.ts';
import { repairUntil, resolved } from '../../support/domain/timeline.ts';
import {
  COMPLAINT,
  DIRECTORY,
  did,
  directoryWhere,
  type Fact as Happened,
  opened,
  person,
  until,
  ZHAO,
} from '../../support/factories.ts';
import { sheetAfter } from '../../support/given-when-then.ts';

const WU = { person: 'worker-wu', section: 'engineering' };
const clock = (outcome: 'kept' | 'broken' | 'exempt', id = 'arrival-1-1'): Fact => ({
  ...{ kind: 'clock', clock: id, outcome },
  ...WU,
});
const times = (count: number, fact: Fact) => Array.from({ length: count }, () => fact);
const final = (nth: number): Fact => ({
  kind: 'final-case',
  case: `c${nth}`,
  at: '2026-11-23T08:00:00.000Z',
  ...WU,
});

function of(who: string, ...facts: readonly Fact[]): Figures {
  const { sections, people } = assess(
    facts.map((fact) => ({ fact, times: 1 })),
    DIRECTORY,
  );
  const row = [...sections, ...people].find(({ id }) => id === who);
  if (row === undefined) throw new Error(`nobody is ${who}`);
  return row.figures;
}

describe('figures', () => {
  it('are shares of what counted, null of nothing, with what was exempt beside them', () => {
    const figures = of('worker-wu', ...times(3, clock('kept')), clock('broken'), clock('exempt'));
    expect(figures['onTime.arrival']).toEqual({ value: 0.75, numerator: 3, denominator: 4, excluded: 1 });
    expect(figures['onTime.return']).toEqual({ value: null, numerator: 0, denominator: 0, excluded: 0 });
    expect(of('worker-wu', clock('exempt'))['onTime.arrival'].value).toBeNull();
  });

  it('of one clock are not those of another whose name begins alike', () => {
    const figures = of('worker-wu', clock('kept', 'return-1-1'), clock('broken', 'follow-up-2-1'));
    expect(figures['onTime.return'].value).toBe(1);
    expect(figures['onTime.follow-up'].value).toBe(0);
    expect(figures['onTime.arrival'].value).toBeNull();
  });

  it('of people say in which section they work, where they are still there', () => {
    const gone: Fact = { ...clock('kept'), person: 'gone' };
    const { people } = assess([{ fact: gone, times: 1 }], DIRECTORY);
    expect(people.find(({ id }) => id === 'worker-wu')?.section).toBe('engineering');
    expect(people.find(({ id }) => id === 'gone')).not.toHaveProperty('section');
  });

  it('that are numbers of things are counted over one', () => {
    expect(of('worker-wu', final(1), final(2)).finalCases).toMatchObject({ value: 2, numerator: 2 });
    expect(of('guard-chu').breaches).toEqual({ value: 0, numerator: 0, denominator: 1, excluded: 0 });
  });
});

describe('score and grade', () => {
  const graded = (kept: number, broken: number, finals = 0) => {
    const facts = [...times(kept, clock('kept')), ...times(broken, clock('broken'))];
    const cases = Array.from({ length: finals }, (_, nth) => final(nth));
    const { score, grade } = of('worker-wu', ...facts, ...cases);
    return [score.value, grade.value];
  };

  it('have their grades from 90, 75 and 60 on', () => {
    expect(graded(9, 1)).toEqual([90, 'A']);
    expect(graded(89, 11)).toEqual([89, 'B']);
    expect(graded(3, 1)).toEqual([75, 'B']);
    expect(graded(74, 26)).toEqual([74, 'C']);
    expect(graded(3, 2)).toEqual([60, 'C']);
    expect(graded(59, 41)).toEqual([59, 'D']);
  });

  it('lose 2 a final case, and never fall below 0', () => {
    expect(graded(9, 1, 1)).toEqual([88, 'B']);
    expect(graded(1, 99, 3)).toEqual([0, 'D']);
  });

  it('are a mean of figures, each as good as the other, and none of nothing', () => {
    const many = times(98, clock('kept'));
    const figures = of('worker-wu', ...many, clock('broken', 'return-1-1'));
    expect(figures.score).toMatchObject({ value: 50, denominator: 2 });
    const { score, grade } = of('worker-wu', final(1));
    expect([score.value, grade.value]).toEqual([null, null]);
  });
});

describe('facts of a sheet', () => {
  const months = (...facts: readonly Happened[]) => factsOf(sheetAfter(...facts), DIRECTORY);
  const complaint = (at: string, address: string, number = 'KF-20261123-0001'): readonly Fact[] => {
    const opening = opened({
      kind: 'complaint',
      complaint: { ...COMPLAINT, against: { section: 'security' } },
      resident: { ...ZHAO, address },
    });
    const sheet = { ...sheetAfter(opening), openedAt: at, number };
    return factsOf(sheet, DIRECTORY).get('2026-11') ?? [];
  };

  it('of a complaint are kept in every month in which it may be repeated', () => {
    const found = months(
      opened({ kind: 'complaint', complaint: { ...COMPLAINT, against: { section: 'security' } } }),
    );
    const before = [...found].map(([month, facts]) => [
      month,
      facts.map((fact) => 'isBefore' in fact && fact.isBefore),
    ]);
    expect(before).toEqual([
      ['2026-11', [false]],
      ['2026-12', [true]],
    ]);
  });

  it('of a complaint are whose who handles it, and nobody’s before', () => {
    const complained = {
      kind: 'complaint',
      complaint: { ...COMPLAINT, against: { section: 'security' } },
    } as const;
    const whose = (...facts: readonly Happened[]) =>
      months(...facts)
        .get('2026-11')
        ?.find(({ kind }) => kind === 'complaint');
    expect(whose(opened(complained))).not.toHaveProperty('person');
    expect(whose(...until('accepted', complained))).toMatchObject({
      person: 'worker-wu',
      section: 'engineering',
    });
  });

  it.each([
    ['the same address within 30 days', '2026-10-24T08:00:00.000Z', '1栋2单元301', 1],
    ['the same address, written with blanks', '2026-11-22T08:00:00.000Z', '1栋 2单元 301', 1],
    ['a millisecond too long ago', '2026-10-24T07:59:59.999Z', '1栋2单元301', 0],
    ['another address', '2026-11-22T08:00:00.000Z', '1栋2单元302', 0],
  ])('of %s', (_, at, address, repeated) => {
    const facts = [
      ...complaint('2026-11-23T08:00:00.000Z', '1栋2单元301', 'KF-20261123-0002'),
      ...complaint(at, address),
    ];
    expect(of('security', ...facts).repeatComplaints.numerator).toBe(repeated);
  });

  it('of complaints of one instant repeat each other in the order of their numbers', () => {
    const at = '2026-11-23T08:00:00.000Z';
    const facts = ['0002', '0001', '10000'].flatMap((nth) => complaint(at, '1栋', `KF-20261123-${nth}`));
    expect(of('security', ...facts).repeatComplaints).toMatchObject({ numerator: 2, denominator: 3 });
  });

  it('name nothing of a clock that runs, and a section where it owes', () => {
    expect(months(opened()).size).toBe(0);
  });

  it('of what was said to be resolved and objected to say that it was not', () => {
    const life = repairUntil('returned').does(50, 'receptionist-sun', resolved);
    const results = () =>
      [...factsOf(life.sheet, DIRECTORY).values()]
        .flat()
        .flatMap((fact) => (fact.kind === 'service' && 'result' in fact ? [fact.result] : []));
    expect(results()).toEqual(['resolved']);
    life.does(60, 'resident-zhao', { step: 'object', reason: '还在漏' });
    expect(results()).toEqual(['unresolved']);
  });

  it('name who owed what was broken when it was', () => {
    const owes = { person: 'receptionist-sun' };
    const dueAt = '2026-11-24T08:00:00.000Z';
    const [opening, ...rest] = until('accepted');
    if (opening === undefined) throw new Error('no opening');
    const running = {
      ...({ id: 'return-1-1', name: 'return', round: 1, startedAt: dueAt, dueAt, warnAt: dueAt } as const),
      ...({ state: 'running', clause: 'B5.2.1c', owes, plan: 'p', calendar: 'c' } as const),
    };
    const withClock = { ...opening, body: { ...opening.body, clocks: [running] } };
    const broken = did('receptionist-sun', {
      ...{ step: 'breach', clock: 'return-1-1', dueAt, clause: 'B5.2.1c', owes },
    });
    const facts = factsOf(sheetAfter(withClock, broken, ...rest), DIRECTORY).get('2026-11');
    const desk = { ...owes, section: 'customer-service' };
    expect(facts).toEqual([
      { kind: 'clock', clock: 'return-1-1', outcome: 'broken', ...desk },
      { kind: 'breach', clock: 'return-1-1', ...desk },
    ]);
  });

  it('leave the months from which a deadline was put off', () => {
    const sheet = sheetAfter(opened());
    const put = { originalDueAt: '2026-10-30T08:00:00.000Z', dueAt: '2027-01-05T08:00:00.000Z' };
    const moved = { ...sheet, clocks: [{ ...put } as (typeof sheet.clocks)[number]] };
    expect(leftMonths(moved, new Map([['2027-01', []]]), 'Asia/Shanghai')).toEqual([
      ...['2026-10', '2026-11', '2026-12'],
    ]);
  });
});

it('a final case is a fact of the month in which it became final', () => {
  const at = '2026-11-30T16:00:00.000Z';
  const found = factsOfFinalCase(
    { case: 'c1', person: 'worker-wu', section: 'engineering', at },
    'Asia/Shanghai',
  );
  expect([...found]).toEqual([['2026-12', [{ kind: 'final-case', case: 'c1', at, ...WU }]]]);
});

describe('corrections', () => {
  it('are what a figure would be more or less, and none where nothing differs', () => {
    const source = { sheet: 's1' };
    const at = '2026-12-02T08:00:00.000Z';
    const change = (was: readonly Fact[], is: readonly Fact[]) =>
      correctionsOf([{ source, at, was, is }], [], FIGURE_LIST);
    expect(change([clock('broken')], [clock('exempt')])).toEqual([
      { ...source, at, figure: 'onTime.arrival', ...WU, numerator: 0, denominator: -1, excluded: 1 },
    ]);
    expect(change([clock('kept')], [clock('kept')])).toEqual([]);
  });

  it('reach the complaint that a later one is found to repeat', () => {
    const complaint = (at: string): Fact => ({
      ...{ kind: 'complaint', at, number: `KF-${at.slice(0, 10)}-0001`, place: 'p', isBefore: false },
      section: 'security',
    });
    const at = '2026-12-02T08:00:00.000Z';
    const month = [{ source: { sheet: 'late' }, facts: [complaint('2026-11-20T08:00:00.000Z')] }];
    const is = [complaint('2026-11-10T08:00:00.000Z')];
    const found = correctionsOf([{ source: { sheet: 'early' }, at, was: [], is }], month, FIGURE_LIST);
    expect(found.map(({ sheet, numerator, denominator }) => [sheet, numerator, denominator])).toEqual([
      ['early', 0, 1],
      ['late', 1, 0],
    ]);
  });
});

describe('who sees whose', () => {
  const NOW = '2026-11-23T08:00:00.000Z';
  const scope = (id: string, directory = DIRECTORY) =>
    scopeOf(actorsOf(person(id), directory, NOW), directory);

  it('is the office all, a manager the section, anybody themselves and a resident nobody', () => {
    expect(scope('director-wei')?.everything).toBe(true);
    expect(scope('engineering-manager-wang')).toEqual({
      ...{ everything: false, sections: ['engineering'], people: ['engineering-manager-wang'] },
    });
    expect(scope('engineering-supervisor-feng')?.sections).toEqual([]);
    expect(scope('resident-zhao')).toBeUndefined();
  });

  it('passes to the supervisor where there is no manager, and to whoever stands in', () => {
    const left = directoryWhere({ 'engineering-manager-wang': { active: false } });
    expect(scope('engineering-supervisor-feng', left)?.sections).toEqual(['engineering']);
    const standIn = { person: 'worker-wu', from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' };
    const away = directoryWhere({ 'engineering-manager-wang': { standIn } });
    expect(scope('worker-wu', away)).toMatchObject({ sections: ['engineering'], people: ['worker-wu'] });
  });
});

it('facts come out of their text as they went in', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:@-]{0,20}$/);
  const about = fc.record({ person: id, section: id }, { requiredKeys: [] });
  const mark = fc.integer({ min: 1, max: 5 });
  const of = (fact: fc.Arbitrary<object>) =>
    fc.tuple(fact, about).map(([own, who]) => ({ ...own, ...who }) as Fact);
  const kind = <K extends string>(name: K) => fc.constant(name);
  const fact = fc.oneof(
    of(fc.record({ kind: kind('clock'), clock: id, outcome: fc.constantFrom('kept', 'broken', 'exempt') })),
    of(fc.record({ kind: kind('breach'), clock: id })),
    of(fc.record({ kind: kind('request'), onTheSpot: fc.boolean() })),
    of(
      fc.record(
        {
          ...{ kind: kind('service'), round: mark, satisfaction: mark, attitude: mark },
          result: fc.constantFrom('resolved', 'unresolved', 'unreachable'),
        },
        { requiredKeys: ['kind', 'round', 'result'] },
      ),
    ),
    of(fc.record({ kind: kind('follow-up'), round: mark, reached: fc.boolean() })),
    of(fc.record({ kind: kind('complaint'), at: id, number: id, place: id, isBefore: fc.boolean() })),
    of(fc.record({ kind: kind('final-case'), case: id, at: id })),
  );
  fc.assert(
    fc.property(fc.array(fact), (facts) => {
      expect(unpacked(packed(facts))).toEqual(facts);
    }),
  );
});
