/** The rows of a list that somebody is shown, each without what they may not learn. No row costs a request. */

import type { Actor, Directory } from '../../domain/model/directory.ts';
import { isResidentHidden } from '../../domain/sheets/anonymity.ts';
import { judgedBy, type Summary, withOwesOf } from '../../domain/sheets/summary.ts';
import { sees, turnsOnStanding } from '../../domain/sheets/visibility.ts';
import { readDirectory } from '../organisation/organisation.ts';
import type { Table } from '../table/table.ts';
import type { Listed } from './sources.ts';

/** A row with the actor for whom it was found. */
export type Found = Pick<Listed, 'summary' | 'sheet'> & { readonly actor: Actor };

/** A row as its reader is shown it. */
export interface Shown {
  readonly summary: Summary;
  /** With who owes what is unmet, which takes longer than all else about a row: it is reckoned for those that are given. */
  readonly withOwes: () => Summary;
}

/**
 * The rows that may be shown, each once. Where several actors found a row, it is shown as the one of
 * them may see it who may see most. Where somebody's standing decides, the directory is read afresh, once for all
 * rows (design rule 10).
 */
export async function shownRows(
  table: Table,
  rows: readonly Found[],
  directory: Directory,
): Promise<readonly Shown[]> {
  const isAsked = rows.some(({ summary, actor }) => turnsOnStanding(actor, summary));
  const present = isAsked
    ? ((await readDirectory(table, directory.site.id, directory.at)) ?? directory)
    : directory;
  const shown = new Map<string, Summary>();
  for (const { actor, summary, sheet } of rows) {
    if (!sees(actor, sheet ?? judgedBy(summary), present)) continue;
    const isHidden = isResidentHidden(actor, summary, present);
    if (!isHidden) shown.set(summary.id, summary);
    else if (!shown.has(summary.id)) shown.set(summary.id, withoutResident(summary));
  }
  return [...shown.values()].map((summary) => ({ summary, withOwes: () => withOwesOf(summary, present) }));
}

function withoutResident({ resident: _resident, ...summary }: Summary): Summary {
  return summary;
}
