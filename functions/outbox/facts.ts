/** The effect of a sheet's changes on the assessment: what it now says of who keeps which promise (B3c). */

import { factsOf } from '../../shared/domain/assessment/facts.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { keepSheetFacts } from '../../shared/effects/facts.ts';
import type { Outbox } from './outbox.ts';
import type { Hint } from './records.ts';

const shown = (sheet: Sheet | undefined, directory: Directory) =>
  sheet === undefined ? '[]' : JSON.stringify([...factsOf(sheet, directory)]);

/** Keeps the facts of a sheet as it is now, where a record shows that they have changed. */
export async function updateFacts(
  { table, now }: Outbox,
  sheet: Sheet,
  directory: Directory,
  hints: readonly Hint[],
): Promise<void> {
  const heads = hints.flatMap((hint) => (hint.kind === 'head' ? hint : []));
  if (heads.every(({ before, after }) => shown(before, directory) === shown(after, directory))) return;
  await keepSheetFacts(table, sheet, directory, now);
}
