/** How well a site's sections kept their promises in a month, as the public may know it (contract section 7). */

import { assess } from '../../domain/assessment/assessment.ts';
import { type Compliance, complianceOf } from '../../domain/assessment/compliance.ts';
import type { Directory } from '../../domain/model/directory.ts';
import type { Table } from '../table/table.ts';
import { countPacked, readPacked } from './facts.ts';
import { readFrozenSections } from './frozen.ts';

/**
 * The compliance of every section of which anything was counted: as the month was frozen or, before that, as it is
 * known now.
 */
export async function readCompliance(
  table: Table,
  directory: Directory,
  month: string,
): Promise<ReadonlyMap<string, Compliance>> {
  const { id: site } = directory.site;
  const sections =
    (await readFrozenSections(table, site, month)) ??
    assess(countPacked(await readPacked(table, site, month)), directory).sections;
  return new Map(
    sections.flatMap((row) => {
      const compliance = complianceOf(row, month);
      return compliance === undefined ? [] : [[row.id, compliance] as const];
    }),
  );
}
