/** How well a site's sections kept their promises in a month, as the public may know it (contract section 7). */

import { assess, type Figure, type Grade, type SectionFigures } from '../../domain/assessment/assessment.ts';
import type { FigureName } from '../../domain/assessment/figures.ts';
import { CLOCK_NAMES } from '../../domain/model/clock.ts';
import type { Directory } from '../../domain/model/directory.ts';
import type { Table } from '../table/table.ts';
import { countFacts } from './facts.ts';
import { readFrozenSections } from './frozen.ts';

export interface Compliance {
  readonly month: string;
  readonly figures: { readonly [F in FigureName]?: Figure };
  /** As in the assessment; null where nothing was counted that it is made of. */
  readonly grade: Grade | null;
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

/** By section, of those of which anything was counted: as the month was frozen, else as it is known now. */
export async function readCompliance(
  table: Table,
  directory: Directory,
  month: string,
): Promise<ReadonlyMap<string, Compliance>> {
  const { id: site } = directory.site;
  const sections =
    (await readFrozenSections(table, site, month)) ??
    assess(await countFacts(table, site, month), directory).sections;
  return new Map(
    sections.flatMap((row) => complianceOf(row, month) ?? []).map((row) => [row.section, row.of]),
  );
}

function complianceOf({ id: section, figures }: SectionFigures, month: string) {
  if (PUBLIC.every((name) => figures[name].denominator + figures[name].excluded === 0)) return undefined;
  const shown = Object.fromEntries(PUBLIC.map((name) => [name, figures[name]]));
  const of: Compliance = { month, figures: shown, grade: figures.grade.value };
  return { section, of };
}
