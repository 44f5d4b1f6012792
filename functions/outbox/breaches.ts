/** Broken promises, counted as their entries come by. */

import type { CaseEntry } from '../../shared/domain/cases/case.ts';
import { sectionOwing } from '../../shared/domain/clocks/escalation.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import type { LedgerEntry } from '../../shared/domain/model/sheet.ts';
import type { Note } from '../../shared/runtime/measure.ts';

const SECOND_MS = 1_000;
/** A clock's id is `name-round-n`, that of a case's target `name-n`, and names have hyphens of their own. */
const NAME = /^(.+?)(?:-\d+)+$/;

/**
 * Counts a breach by site, section that owed it and clock, with how late it was noticed. Entries of other steps are
 * not counted. A target of a case that was missed counts like a clock of a sheet; the office counts as no section. A
 * batch that is delivered again counts again: these are figures for a dashboard, the ledger has the true ones.
 */
export function countBreach(note: Note, entry: LedgerEntry | CaseEntry, directory: Directory): void {
  if (entry.step !== 'breach') return;
  const { clock, dueAt, owes, at } = entry;
  note(
    at,
    { Breaches: 1, BreachNoticedAfter: (Date.parse(at) - Date.parse(dueAt)) / SECOND_MS },
    {
      site: directory.site.id,
      section: sectionOwing(owes, directory) ?? 'none',
      clock: NAME.exec(clock)?.[1] ?? clock,
    },
  );
}
