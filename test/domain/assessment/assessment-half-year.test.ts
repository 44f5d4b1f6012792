import { expect, it } from 'vitest';
import { type Assessment, assess, type Figures } from '../../../shared/domain/assessment/assessment.ts';
import { factsOf } from '../../../shared/domain/assessment/facts.ts';
import { COUNTED, FIGURES } from '../../../shared/domain/assessment/figures.ts';
import { byHand, scoreByHand } from '../../support/domain/by-hand.ts';
import { halfYear } from '../../support/domain/half-year.ts';
import { DIRECTORY } from '../../support/factories.ts';

const MONTHS = ['2026-07', '2026-08', '2026-09', '2026-10', '2026-11', '2026-12', '2027-01', '2027-02'];
const FROM = Date.parse('2026-07-03T00:00:00.000Z');

const shown = (figures: Figures) =>
  Object.fromEntries(FIGURES.map((name) => [name, figures[name]])) as Record<string, unknown>;

function everybody({ sections, people }: Assessment) {
  return [...sections, ...people];
}

it.each([1, 2])('every figure of half a year is what the ledgers alone come to (%i)', (seed) => {
  const lives = halfYear(seed, 300, FROM);
  const ledgers = lives.map(({ events }) => events);
  let compared = 0;
  const seen = new Set<string>();
  for (const month of MONTHS) {
    const facts = lives.flatMap(({ states }) => {
      const sheet = states.at(-1);
      return (sheet && factsOf(sheet, DIRECTORY).get(month)) ?? [];
    });
    const once = facts.map((fact) => ({ fact, times: 1 }));
    const hands = byHand(ledgers, month);
    const expected = new Map(hands);
    for (const { id, figures } of everybody(assess(once, DIRECTORY))) {
      for (const name of FIGURES) {
        const hand = expected.get(`${name} ${id}`) ?? { numerator: 0, denominator: 0, excluded: 0 };
        const denominator = COUNTED.includes(name) ? 1 : hand.denominator;
        const value = denominator === 0 ? null : hand.numerator / denominator;
        expect(`${month} ${name} ${id} ${JSON.stringify(shown(figures)[name])}`).toBe(
          `${month} ${name} ${id} ${JSON.stringify({ value, ...hand, denominator })}`,
        );
        compared += 1;
        if (hand.excluded > 0) seen.add('excluded');
        if (hand.denominator + hand.numerator + hand.excluded > 0) seen.add(name);
        expected.delete(`${name} ${id}`);
      }
      const [score, grade] = scoreByHand(hands, id) ?? [null, null];
      expect([figures.score.value, figures.grade.value]).toEqual([score, grade]);
    }
    // Nobody was left out.
    expect([...expected.keys()]).toEqual([]);
  }
  expect(compared).toBeGreaterThan(1000);
  // Cases come from elsewhere; all else must have come up.
  expect(FIGURES.filter((name) => !seen.has(name))).toEqual(['finalCases']);
  expect(seen).toContain('excluded');
});
