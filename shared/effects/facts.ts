/** What a sheet or case says of who keeps which promise, kept for the assessment of its months (B3c). */
import { factsOf, factsOfFinalCase, leftMonths } from '../domain/assessment/facts.ts';
import type { Case } from '../domain/cases/case.ts';
import { isHeld } from '../domain/cases/consequences.ts';
import { defined } from '../domain/kernel/defined.ts';
import type { Directory } from '../domain/model/directory.ts';
import type { Sheet } from '../domain/model/sheet.ts';
import { keepFacts } from '../store/assessment/facts.ts';
import type { Table } from '../store/table/table.ts';

/** Keeps the facts of a sheet as it is. What was erased counts as it did: nothing is known any more of what it would be counted from. */
export async function keepSheetFacts(
  table: Table,
  sheet: Sheet,
  directory: Directory,
  now: string,
): Promise<void> {
  if (sheet.erased === true) return;
  const { site, entries } = sheet;
  const facts = factsOf(sheet, directory);
  const left = leftMonths(sheet, facts, directory.site.timeZone);
  const isAgainst = (sheet.accused ?? []).length > 0;
  await keepFacts(table, { site, source: { sheet: sheet.id }, isAgainst, facts, left, entries, now });
}

/**
 * Keeps that a case is final, for the month in which it became so. Nothing but its payments changes in a final case, so
 * every later entry keeps the same again. A case that was revoked, dismissed or lapsed never counts.
 */
export async function keepCaseFacts(
  table: Table,
  state: Case,
  { site }: Directory,
  now: string,
): Promise<void> {
  const at = 'finalAt' in state ? state.finalAt : undefined;
  if (at === undefined || !isHeld(state)) return;
  const { id, about: person, section, entries } = state;
  const final = { case: id, person, ...defined({ section }), at };
  const facts = factsOfFinalCase(final, site.timeZone);
  await keepFacts(table, { site: site.id, source: { case: id }, facts, left: [], entries, now });
}
