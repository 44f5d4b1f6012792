/** What everybody may know of how a section kept its promises in a month (A1.8, contract section 7). Pure. */
import { CLOCK_NAMES } from '../model/clock.ts';
import type { AssessmentGrade, Figure, SectionFigures } from './assessment.ts';
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
export function complianceOf({ figures }: SectionFigures, month: string): Compliance | undefined {
  if (PUBLIC.every((name) => figures[name].denominator + figures[name].excluded === 0)) return undefined;
  const shown = Object.fromEntries(PUBLIC.map((name) => [name, figures[name]]));
  return { month, figures: shown, grade: figures.grade.value };
}
