import { describe, expect, it } from 'vitest';
import { type Assessment, assess, type Figures } from '../../../shared/domain/assessment/assessment.ts';
import { factsOf, type SourceFacts } from '../../../shared/domain/assessment/facts.ts';
import { COUNTED, FIGURES } from '../../../shared/domain/assessment/figures.ts';
import { worthAwarding } from '../../../shared/domain/assessment/worth-awarding.ts';
import { byHand, scoreByHand, sheetsByHand } from '../../support/domain/by-hand.ts';
import { halfYear } from '../../support/domain/half-year.ts';
import { DIRECTORY, STAFF } from '../../support/factories.ts';

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

describe('whom the letter to the director names', () => {
  /** The facts of a month as they are kept: by the sheet that they are of. */
  const kept = (lives: ReturnType<typeof halfYear>, month: string): readonly SourceFacts[] =>
    lives.map(({ states }, nth) => {
      const sheet = states.at(-1);
      return { source: { sheet: `s${nth}` }, facts: (sheet && factsOf(sheet, DIRECTORY).get(month)) ?? [] };
    });
  const assessed = (facts: readonly SourceFacts[]) =>
    assess(
      facts.flatMap((source) => source.facts.map((fact) => ({ fact, times: 1 }))),
      DIRECTORY,
    );

  it.each([
    [3, true],
    [4, false],
  ] as const)(
    'is who had grade A for three months on ten sheets each, and whom praise named (%i)',
    (seed, isDiligent) => {
      const lives = halfYear(seed, 400, FROM, isDiligent);
      const ledgers = lives.map(({ events }) => events);
      const counted = new Map(MONTHS.map((month) => [month, kept(lives, month)]));
      let [named, praisedAtAll] = [0, 0];
      for (const [nth, month] of MONTHS.entries()) {
        const running = MONTHS.slice(Math.max(0, nth - 2), nth + 1).toReversed();
        const [own, ...earlier] = running.map((each) => {
          const facts = counted.get(each) ?? [];
          return { assessment: assessed(facts), people: assessed(facts).people, facts };
        });
        if (own === undefined) throw new Error('a month that was not counted');
        const worthy = worthAwarding(own.assessment, own.facts, earlier, DIRECTORY);
        const hands = new Map(running.map((each) => [each, byHand(ledgers, each)]));
        const isExcellent = (who: string) =>
          running.length === 3 &&
          running.every((each) => scoreByHand(hands.get(each) ?? new Map(), who)?.[1] === 'A') &&
          running.every((each) => sheetsByHand(ledgers, each, who) >= 10);
        const expected = STAFF.map(({ id }) => id).filter(isExcellent);
        expect(worthy.excellent).toEqual(expected.toSorted());
        const praised = [...(hands.get(month) ?? [])].flatMap(([key, { numerator }]) =>
          key.startsWith('praised ') ? [[key.slice('praised '.length), numerator]] : [],
        );
        const told = [...worthy.praised.people, ...worthy.praised.sections];
        expect(new Map(told.map(([id, times]) => [id, times]))).toEqual(
          new Map(praised as [string, number][]),
        );
        named += expected.length;
        praisedAtAll += praised.length;
      }
      expect(named > 0).toBe(isDiligent);
      expect(praisedAtAll).toBeGreaterThan(0);
    },
  );
});
