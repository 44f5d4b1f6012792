import { describe, expect, it } from 'vitest';
import { type Assessment, assess, type Figures } from '../../../shared/domain/assessment/assessment.ts';
import {
  type Fact,
  factsOf,
  factsOfFinalCase,
  type SourceFacts,
} from '../../../shared/domain/assessment/facts.ts';
import { COUNTED, FIGURES } from '../../../shared/domain/assessment/figures.ts';
import { worthAwarding } from '../../../shared/domain/assessment/worth-awarding.ts';
import type { Case } from '../../../shared/domain/cases/case.ts';
import { consequencesOf, isHeld } from '../../../shared/domain/cases/consequences.ts';
import { bearingByHand, heldByHand } from '../../support/domain/bearing-by-hand.ts';
import { byHand, scoreByHand, sheetsByHand } from '../../support/domain/by-hand.ts';
import type { Life } from '../../support/domain/case-lives.ts';
import { halfYear } from '../../support/domain/half-year.ts';
import { awardsOfHalfYear, casesOfHalfYear } from '../../support/domain/half-year-of-cases.ts';
import { DIRECTORY, SITE, STAFF } from '../../support/factories.ts';

const MONTHS = ['2026-07', '2026-08', '2026-09', '2026-10', '2026-11', '2026-12', '2027-01', '2027-02'];
const FROM = Date.parse('2026-07-03T00:00:00.000Z');
const UNTIL = Date.parse('2027-03-01T00:00:00.000Z');

const shown = (figures: Figures) =>
  Object.fromEntries(FIGURES.map((name) => [name, figures[name]])) as Record<string, unknown>;

/** What a case counts in a month, as it is kept once the case is final. */
function factsOfCase(state: Case, month: string): readonly Fact[] {
  const at = 'finalAt' in state ? state.finalAt : undefined;
  if (at === undefined || !isHeld(state)) return [];
  const { id, about: person, section } = state;
  const final = { case: id, person, ...(section === undefined ? {} : { section }), at };
  return factsOfFinalCase(final, SITE.timeZone).get(month) ?? [];
}

const heldOf = (cases: readonly Life[]) => cases.flatMap(({ ledger }) => heldByHand(ledger) ?? []);

function everybody({ sections, people }: Assessment) {
  return [...sections, ...people];
}

it.each([1, 2])('every figure of half a year is what the ledgers alone come to (%i)', (seed) => {
  const lives = halfYear(seed, 300, FROM);
  const cases = casesOfHalfYear(seed, 60, FROM, UNTIL);
  const ledgers = lives.map(({ events }) => events);
  const held = heldOf(cases);
  let compared = 0;
  const seen = new Set<string>();
  for (const month of MONTHS) {
    const facts = lives.flatMap(({ states }) => {
      const sheet = states.at(-1);
      return (sheet && factsOf(sheet, DIRECTORY).get(month)) ?? [];
    });
    const ofCases = cases.flatMap(({ state }) => factsOfCase(state, month));
    const once = [...facts, ...ofCases].map((fact) => ({ fact, times: 1 }));
    const hands = byHand(ledgers, month, held);
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
  expect(FIGURES.filter((name) => !seen.has(name))).toEqual([]);
  expect(seen).toContain('excluded');
});

it.each([4, 5])(
  'everything that bears on people after half a year is what the ledgers alone come to (%i)',
  (seed) => {
    const cases = casesOfHalfYear(seed, 200, FROM, UNTIL);
    const awards = awardsOfHalfYear(seed, 60, FROM);
    const expected = new Map(bearingByHand(heldOf(cases), awards));
    const known = {
      cases: cases.map(({ state }) => state),
      awards: awards.flatMap((changes) => changes.at(-1) ?? []),
    };
    const found = consequencesOf(known, () => SITE.timeZone);
    const came = { paid: 0, refused: 0, undone: 0, whole: 0, varied: 0, awarded: 0 };
    for (const item of found) {
      const id = 'award' in item ? item.award : item.case;
      expect(item).toEqual(expected.get(id));
      expected.delete(id);
      if ('award' in item) came.awarded += 1;
      else {
        const left = item.sanctions.length - item.carriedOut.length;
        if (item.compensation !== undefined && item.outstanding === undefined) came.paid += 1;
        if (item.carriedOut.some(({ refused }) => refused)) came.refused += 1;
        if (item.sanctions.length > 0) came[left > 0 ? 'undone' : 'whole'] += 1;
        const [, ...later] =
          cases.find(({ state }) => state.id === id)?.ledger.filter(({ step }) => step === 'decide') ?? [];
        if (later.length > 0) came.varied += 1;
      }
    }
    // Nothing was left out, and each kind came up.
    expect([...expected.keys()]).toEqual([]);
    for (const [what, times] of Object.entries(came)) expect([what, times > 0]).toEqual([what, true]);
    expect(awards.filter(([, withdrawn]) => withdrawn !== undefined).length).toBeGreaterThan(5);
    expect(cases.some(({ state }) => state.appeals.some(({ outcome }) => outcome === 'revoked'))).toBe(true);
  },
);

describe('whom the letter to the director names', () => {
  /** The facts of a month as they are kept: by the sheet that they are of. */
  const kept = (lives: ReturnType<typeof halfYear>, month: string): readonly SourceFacts[] =>
    lives.map(({ states }, nth) => {
      const sheet = states.at(-1);
      return { source: { sheet: `s${nth}` }, facts: (sheet && factsOf(sheet, DIRECTORY).get(month)) ?? [] };
    });
  const keptOfCases = (cases: readonly Life[], month: string): readonly SourceFacts[] =>
    cases.map(({ state }) => ({ source: { case: state.id }, facts: factsOfCase(state, month) }));
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
      const cases = casesOfHalfYear(seed, 30, FROM, UNTIL);
      const ledgers = lives.map(({ events }) => events);
      const held = heldOf(cases);
      const counted = new Map(
        MONTHS.map((month) => [month, [...kept(lives, month), ...keptOfCases(cases, month)]]),
      );
      let [named, praisedAtAll] = [0, 0];
      for (const [nth, month] of MONTHS.entries()) {
        const running = MONTHS.slice(Math.max(0, nth - 2), nth + 1).toReversed();
        const [own, ...earlier] = running.map((each) => {
          const facts = counted.get(each) ?? [];
          return { assessment: assessed(facts), people: assessed(facts).people, facts };
        });
        if (own === undefined) throw new Error('a month that was not counted');
        const worthy = worthAwarding(own.assessment, own.facts, earlier, DIRECTORY);
        const hands = new Map(running.map((each) => [each, byHand(ledgers, each, held)]));
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
