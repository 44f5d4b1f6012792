/** An assessment (考核, B3c): the figures of a month for each section and person, from its facts alone. Pure. */
import type { Directory } from '../model/directory.ts';
import { ROLE_ROWS } from '../model/roles.ts';
import type { Repeats, SourceFacts } from './facts.ts';
import {
  COUNTED,
  type Counts,
  FIGURES,
  type FigureName,
  figureRowsOf,
  IN_SCORE,
  type Repeated,
  repeatedIn,
} from './figures.ts';

/** Ratios lie between 0 and 1; without a denominator the value is null. */
export interface Figure<V = number> {
  readonly value: V | null;
  readonly numerator: number;
  readonly denominator: number;
  readonly excluded: number;
}

export const ASSESSMENT_GRADES = ['A', 'B', 'C', 'D'] as const;
export type AssessmentGrade = (typeof ASSESSMENT_GRADES)[number];

export type Figures = { readonly [F in FigureName]: Figure } & {
  readonly score: Figure;
  readonly grade: Figure<AssessmentGrade>;
};

/** Figures as a month has them that was frozen when there were others: whoever reads them asks for each. */
export type FiguresThen = Partial<Figures> & Pick<Figures, 'score' | 'grade'>;

export interface SectionFigures<F = Figures> {
  readonly id: string;
  readonly figures: F;
}

export interface PersonFigures<F = Figures> {
  readonly id: string;
  readonly section?: string;
  readonly figures: F;
}

/** A month's figures of everybody. */
export interface Assessment<F = Figures> {
  readonly sections: readonly SectionFigures<F>[];
  readonly people: readonly PersonFigures<F>[];
}

/** With which figures a month was counted, and of which of them the mean of its score is. */
export interface FigureList {
  readonly figures: readonly string[];
  readonly scored: readonly string[];
}

/** What is counted of a month that is frozen now. */
export const FIGURE_LIST: FigureList = { figures: FIGURES, scored: IN_SCORE };

/** How often a figure was counted in each way. */
type Tally = { [C in Counts]: number };
export type Tallies = Map<FigureName, Tally>;

/** Assesses a month; the directory names sections, and the staff who are listed though nothing is known of them. */
export function assess(month: readonly Repeats[], directory: Directory): Assessment {
  const sections = new Map<string, Tallies>();
  const people = new Map<string, Tallies>();
  for (const { id } of directory.sections) sections.set(id, new Map());
  for (const { id, active, role, section } of directory.staff) {
    if (active && section !== undefined && ROLE_ROWS[role].assessed) people.set(id, new Map());
  }
  const repeated = repeatedIn(month.map(({ fact }) => fact));
  for (const { fact, times } of month) {
    for (const { figure, counts } of figureRowsOf(fact.kind)) {
      const how = counts(fact, repeated);
      if (how === undefined) continue;
      if (fact.section !== undefined) count(sections, fact.section, figure, how, times);
      if (fact.person !== undefined) count(people, fact.person, figure, how, times);
    }
  }
  const sectionOf = new Map(directory.staff.map(({ id, section }) => [id, section]));
  return {
    sections: inOrder(sections).map(([id, tallies]) => ({ id, figures: figuresOf(tallies) })),
    people: inOrder(people).map(([id, tallies]) => {
      const section = sectionOf.get(id);
      return { id, ...(section === undefined ? {} : { section }), figures: figuresOf(tallies) };
    }),
  };
}

function count(all: Map<string, Tallies>, id: string, figure: FigureName, how: Counts, times: number): void {
  let tallies = all.get(id);
  if (tallies === undefined) {
    tallies = new Map();
    all.set(id, tallies);
  }
  let tally = tallies.get(figure);
  if (tally === undefined) {
    tally = { yes: 0, no: 0, excluded: 0 };
    tallies.set(figure, tally);
  }
  tally[how] += times;
}

const inOrder = (all: Map<string, Tallies>) => [...all].sort(([a], [b]) => (a < b ? -1 : 1));

const NONE: Tally = { yes: 0, no: 0, excluded: 0 };

/** The figures that tallies come to, with score and grade. */
export function figuresOf(tallies: ReadonlyMap<FigureName, Tally>): Figures {
  const figures = Object.fromEntries(
    FIGURES.map((name) => [name, figureOf(name, tallies.get(name) ?? NONE)]),
  ) as { [F in FigureName]: Figure };
  const score = scoreOf(figures);
  return { ...figures, score, grade: { ...score, value: gradeOf(score.value) } };
}

function figureOf(name: FigureName, { yes, no, excluded }: Tally): Figure {
  const denominator = COUNTED.includes(name) ? 1 : yes + no;
  return { value: denominator === 0 ? null : yes / denominator, numerator: yes, denominator, excluded };
}

const OF_A_FINAL_CASE = 2;

/** 100 × the mean of what there is, less 2 a final case, at least 0; its denominator is what the mean is of. */
function scoreOf(figures: { readonly [F in FigureName]: Figure }): Figure {
  const values = IN_SCORE.flatMap((name) => figures[name].value ?? []);
  const sum = values.reduce((total, value) => total + value, 0);
  const less = OF_A_FINAL_CASE * figures.finalCases.numerator;
  return {
    value: values.length === 0 ? null : Math.max(0, (100 * sum) / values.length - less),
    numerator: sum,
    denominator: values.length,
    excluded: 0,
  };
}

const FROM: readonly (readonly [AssessmentGrade, number])[] = [
  ['A', 90],
  ['B', 75],
  ['C', 60],
];
/** What sums of shares lose in binary is no reason for a worse grade. */
const ROUNDING = 1e-9;

function gradeOf(score: number | null): AssessmentGrade | null {
  if (score === null) return null;
  return FROM.find(([, from]) => score + ROUNDING >= from)?.[0] ?? 'D';
}

/** One count of a figure: where it comes from, whom it is about and how it counts. */
export interface CountedFact {
  readonly figure: FigureName;
  readonly person?: string;
  readonly section?: string;
  readonly counts: Counts;
}

/** Everything that the facts of one source count in. */
export function countsOf({ facts }: SourceFacts, repeated: Repeated): readonly CountedFact[] {
  return facts.flatMap((fact) =>
    figureRowsOf(fact.kind).flatMap(({ figure, counts: how }) => {
      const counts = how(fact, repeated);
      const { person, section } = fact;
      return counts === undefined
        ? []
        : [
            {
              figure,
              ...(person === undefined ? {} : { person }),
              ...(section === undefined ? {} : { section }),
              counts,
            },
          ];
    }),
  );
}
