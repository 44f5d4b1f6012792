/** What everybody may know of how a section kept its promises in a month (A1.8, contract section 7). Pure. */
import { CLOCK_NAMES } from '../model/clock.ts';
import type { AssessmentGrade, Figure, FiguresThen, SectionFigures } from './assessment.ts';
import type { FigureName } from './figures.ts';

export interface Compliance {
  readonly month: string;
  readonly figures: { readonly [F in FigureName]?: Figure };
  /** As in the assessment; null where nothing was counted that it is made of. */
  readonly grade: AssessmentGrade | null;
}

/**
 * What is everybody's business: promises and what residents said. Not the score, from which and the rest anybody could work
 * out how many accountability cases of the section's staff became final.
 */
const PUBLIC: readonly FigureName[] = [
  ...CLOCK_NAMES.map((name) => `onTime.${name}` as const),
  'answeredOnTheSpot',
  'resolvedAtFirstVisit',
  'satisfied',
  'followUpDone',
];

/** What is public of a section's month, or undefined where nothing of it was counted. */
export function complianceOf(
  { figures }: SectionFigures<FiguresThen>,
  month: string,
): Compliance | undefined {
  const known = PUBLIC.flatMap((name) => {
    const figure = figures[name];
    return figure === undefined ? [] : [[name, figure] as const];
  });
  if (known.every(([, { denominator, excluded }]) => denominator + excluded === 0)) return undefined;
  return { month, figures: Object.fromEntries(known), grade: figures.grade.value };
}
