/** Who is told what of entries of a ledger: of a sheet, of a case; and what robots tell of it. */
import type { Case, CaseEntry } from '../domain/cases/case.ts';
import { noticesOfCase } from '../domain/cases/notices.ts';
import type { Directory } from '../domain/model/directory.ts';
import type { LedgerEntry, Sheet } from '../domain/model/sheet.ts';
import { type Notice, noticesOf, tellsAsker } from '../domain/notices/notices.ts';
import { withRobots } from '../domain/notices/robot-notices.ts';
import { readPerson } from '../store/organisation/organisation.ts';
import type { Table } from '../store/table/table.ts';

/** What the entries of a sheet's ledger tell people; of a sheet that was erased nobody is told anything. */
export async function noticesOfSheet(
  table: Table,
  sheet: Sheet,
  entries: readonly LedgerEntry[],
  directory: Directory,
): Promise<readonly Notice[]> {
  if (sheet.erased === true) return [];
  const notices: Notice[] = [];
  // The directory has the staff; whoever lives here is looked up by what the sheet says of them, where they are told at all.
  const personOf = async (id: string | undefined) => (id === undefined ? undefined : readPerson(table, id));
  const resident = await personOf(entries.some(tellsAsker) ? sheet.resident?.id : undefined);
  for (const entry of entries) {
    const former = await personOf(formerAsker(entry));
    notices.push(...noticesOf(entry, sheet, directory, resident, former));
  }
  return withRobots(notices, directory);
}

/** Whose sheet it was before an amendment that names another resident. */
function formerAsker(entry: LedgerEntry): string | undefined {
  if (entry.step !== 'amend') return undefined;
  const { fields, old } = entry;
  return fields.resident?.id === old.resident?.id ? undefined : old.resident?.id;
}

/** The same of a case. */
export const noticesOfEntries = (
  state: Case,
  entries: readonly CaseEntry[],
  directory: Directory,
): readonly Notice[] =>
  state.erased === true
    ? []
    : withRobots(
        entries.flatMap((entry) => noticesOfCase(entry, state, directory)),
        directory,
      );
