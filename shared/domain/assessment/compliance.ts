/** What everybody may know of how a section kept its promises in a month (A1.8, contract section 7). Pure. */
import type { AssessmentGrade, Figure, SectionFigures } from './assessment.ts';
import { type FigureName, PUBLIC_FIGURES } from './figures.ts';

export interface Compliance {
  readonly month: string;
  readonly figures: { readonly [F in FigureName]?: Figure };
  /** As in the assessment; null where nothing was counted that it is made of. */
  readonly grade: AssessmentGrade | null;
}

/** What is public of a section's month, or undefined where nothing of it was counted. */
export function complianceOf({ figures }: SectionFigures, month: string): Compliance | undefined {
  if (PUBLIC_FIGURES.every((name) => figures[name].denominator + figures[name].excluded === 0))
    return undefined;
  const shown = Object.fromEntries(PUBLIC_FIGURES.map((name) => [name, figures[name]]));
  return { month, figures: shown, grade: figures.grade.value };
}
