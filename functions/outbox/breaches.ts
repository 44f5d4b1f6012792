/** Broken promises, counted as their entries come by. */
import { sectionOwing } from '../../shared/domain/escalation.ts';
import type { LedgerEntry } from '../../shared/domain/ledger.ts';
import type { Directory } from '../../shared/domain/organisation.ts';
import type { Note } from '../../shared/measure.ts';

const SECOND_MS = 1_000;
/** A clock's id is `name-round-n`, and names have hyphens of their own. */
const NAME = /^(.+)-\d+-\d+$/;

/**
 * Counts a breach by site, section that owed it and clock, with how late it was noticed; other entries are none.
 * A batch that is delivered again counts again: these are figures for a dashboard, the ledger has the true ones.
 */
export function countBreach(note: Note, entry: LedgerEntry, directory: Directory): void {
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
