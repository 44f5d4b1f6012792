/** The effect of a sheet's changes on the assessment: what it now says of who keeps which promise (B3c). */

import { factsOf, leftMonths } from '../../shared/domain/assessment/facts.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { keepFacts } from '../../shared/store/assessment/facts.ts';
import type { Outbox } from './outbox.ts';
import type { Hint } from './records.ts';

const shown = (sheet: Sheet | undefined, directory: Directory) =>
  sheet === undefined ? '[]' : JSON.stringify([...factsOf(sheet, directory)]);

/** Keeps the facts of a sheet as it is now, where a record shows that they have changed. */
export async function updateFacts(
  { table, directories, now }: Outbox,
  sheet: Sheet,
  hints: readonly Hint[],
): Promise<void> {
  // What was erased counts as it did: nothing is known any more of what it would be counted from.
  if (sheet.erased === true) return;
  const heads = hints.flatMap((hint) => (hint.kind === 'head' ? hint : []));
  const directory = heads.length === 0 ? undefined : await directories(sheet.site, now);
  if (directory === undefined) return;
  if (heads.every(({ before, after }) => shown(before, directory) === shown(after, directory))) return;
  const facts = factsOf(sheet, directory);
  const left = leftMonths(sheet, facts, directory.site.timeZone);
  const { site, entries } = sheet;
  const isAgainst = (sheet.accused ?? []).length > 0;
  await keepFacts(table, { site, source: { sheet: sheet.id }, isAgainst, facts, left, entries, now });
}
