/**
 * Whom the monthly letter names to the director for an award (奖优, B3c; contract section 6): who had grade A three months
 * running on ten sheets or more each, and whom praise named. Nothing is granted by it. Pure.
 */
import type { Directory } from '../model/directory.ts';
import { type Assessment, countsOf, type FiguresThen } from './assessment.ts';
import type { SourceFacts } from './facts.ts';
import { repeatedIn } from './figures.ts';

/** How many months running, the assessed one among them. */
export const MONTHS_RUNNING = 3;
export const LEAST_SHEETS = 10;

/** A month with the figures of its people, and what those were counted from. */
export interface CountedMonth {
  readonly people: Assessment<FiguresThen>['people'];
  readonly facts: readonly SourceFacts[];
}

export interface WorthAwarding {
  /** Active people, by id. */
  readonly excellent: readonly string[];
  /** People and sections that were praised, by id, with how often. */
  readonly praised: {
    readonly people: readonly (readonly [id: string, times: number])[];
    readonly sections: readonly (readonly [id: string, times: number])[];
  };
}

/** Who had grade A in a month. */
export const gradedA = (people: CountedMonth['people']): readonly string[] =>
  people.filter(({ figures }) => figures.grade.value === 'A').map(({ id }) => id);

/** Whom the letter names; `earlier` are the months before the assessed one, as many of them as are known. */
export function worthAwarding(
  { sections, people }: Assessment,
  facts: readonly SourceFacts[],
  earlier: readonly CountedMonth[],
  { staff }: Directory,
): WorthAwarding {
  const months: readonly CountedMonth[] = [{ people, facts }, ...earlier].slice(0, MONTHS_RUNNING);
  const isKnown = months.length === MONTHS_RUNNING;
  const active = staff.filter((person) => person.active).map(({ id }) => id);
  const excellent = isKnown ? active.filter((id) => months.every((month) => isExcellentIn(month, id))) : [];
  const times = (rows: Assessment['people' | 'sections']) =>
    rows.flatMap(({ id, figures: { praised } }) =>
      praised.numerator === 0 ? [] : [[id, praised.numerator] as const],
    );
  return { excellent: excellent.toSorted(), praised: { people: times(people), sections: times(sections) } };
}

const isExcellentIn = ({ people, facts }: CountedMonth, person: string): boolean =>
  gradedA(people).includes(person) && sheetsOf(facts, person) >= LEAST_SHEETS;

/** On how many sheets figures of a person stand; what was opened a month before and counts for nothing is none. */
function sheetsOf(month: readonly SourceFacts[], person: string): number {
  const mine = month.filter(
    ({ source, facts }) => 'sheet' in source && facts.some((fact) => fact.person === person),
  );
  const repeated = repeatedIn(mine.flatMap(({ facts }) => facts));
  return mine.filter((source) => countsOf(source, repeated).some((counted) => counted.person === person))
    .length;
}
