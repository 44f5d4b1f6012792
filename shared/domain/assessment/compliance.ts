/** What everybody may know of how a section kept its promises in a month (A1.8, contract section 7). Pure. */
import type { AssessmentGrade, Figure, FiguresThen, SectionFigures } from './assessment.ts';
import { type FigureName, PUBLIC_FIGURES } from './figures.ts';

export interface Compliance {
  readonly month: string;
  readonly figures: { readonly [F in FigureName]?: Figure };
  /** As in the assessment; null where nothing was counted that it is made of. */
  readonly grade: AssessmentGrade | null;
}

/** What is public of a section's month, or undefined where nothing of it was counted. */
export function complianceOf(
  { figures }: SectionFigures<FiguresThen>,
  month: string,
): Compliance | undefined {
  const known = PUBLIC_FIGURES.flatMap((name) => {
    const figure = figures[name];
    return figure === undefined ? [] : [[name, figure] as const];
  });
  if (known.every(([, { denominator, excluded }]) => denominator + excluded === 0)) return undefined;
  return { month, figures: Object.fromEntries(known), grade: figures.grade.value };
}
