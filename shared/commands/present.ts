/** How a sheet or case stands now, for whom a step was refused because it does (contract section 1, `present`). */
import type { Case } from '../domain/cases/case.ts';
import { defined } from '../domain/kernel/defined.ts';
import { DomainError } from '../domain/kernel/errors.ts';
import type { Actor, Directory } from '../domain/model/directory.ts';
import type { Sheet } from '../domain/model/sheet.ts';
import { entryFor, readerOf } from '../domain/sheets/anonymity.ts';
import { readCaseEntry } from '../store/cases/cases.ts';
import { readEntry } from '../store/sheets/sheets.ts';
import type { Table } from '../store/table/table.ts';

interface Present {
  readonly status: string;
  readonly version: number;
  readonly handler?: string;
  /** The last entry of the ledger; without `by` where its actor is kept from the reader. */
  readonly last?: { readonly step: string; readonly by?: string; readonly at: string };
}

/** Who is refused so sees the sheet or case, or has just seen it taken by a colleague. */
const SAYS: readonly DomainError['code'][] = ['step-not-allowed', 'version-conflict'];

async function telling<R>(refused: R, present: () => Promise<Present>): Promise<R | DomainError> {
  return refused instanceof DomainError && SAYS.includes(refused.code)
    ? refused.telling({ present: await present() })
    : refused;
}

/** What came of a step of a sheet; a refusal for how the sheet is says how that is, as far as its reader may see. */
export function tellingSheet<R>(
  table: Table,
  refused: R,
  sheet: Sheet,
  actors: readonly Actor[],
  directory: Directory,
): Promise<R | DomainError> {
  return telling(refused, async () => {
    const { id, status, version, handler, entries, erased } = sheet;
    const reader = readerOf(actors, sheet, directory) ?? actors[0];
    const written = await readEntry(table, id, entries, erased === true);
    const last = reader && written && lastOf(entryFor(reader, written, sheet, directory).entry);
    return { status, version, ...defined({ handler, last }) };
  });
}

/** The same of a step of a case. */
export function tellingCase<R>(table: Table, refused: R, state: Case): Promise<R | DomainError> {
  return telling(refused, async () => {
    const { id, status, version, entries, erased } = state;
    const written = await readCaseEntry(table, id, entries, erased === true);
    return { status, version, ...defined({ last: written && lastOf(written.entry) }) };
  });
}

const lastOf = ({
  step,
  actor,
  at,
}: {
  readonly step: string;
  readonly actor?: Actor;
  readonly at: string;
}) => ({ step, ...defined({ by: actor?.id }), at });
