/**
 * Duty shifts in the table. A section's are one item, as they were set; what is not over yet lies beside the rest of the
 * site's directory, so that reading that costs nothing for shifts of the past.
 */
import type { Directory, Duty } from '../../domain/model/directory.ts';
import { shiftsToCome } from '../../domain/organisation/duty.ts';
import { dutyKey, shiftsKey } from '../table/keys.ts';
import { readItem } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { put, putWhere, remove, transact } from '../table/transact.ts';
import { entryWrites } from './directory-ledger.ts';
import { type Entered, revised } from './organisation-writes.ts';

/** A section's shifts; none, in version 0, where they were never set. Read afresh. */
export async function readDuty(table: Table, site: string, section: string): Promise<Duty> {
  const item = await readItem(table, dutyKey(site, section));
  if (item === undefined) return { site, section, shifts: [], version: 0 };
  return { site, section, shifts: JSON.parse(String(item.shifts)), version: Number(item.version) };
}

/** Writes a section's shifts in the place of those of the version before; `directory` is the site's as it was read. */
export async function writeDuty(
  table: Table,
  { site, section, shifts, version }: Duty,
  directory: Directory,
  { event, end }: Entered<'duty'>,
): Promise<'committed' | 'conflict'> {
  const key = shiftsKey(site, section);
  const toCome = shiftsToCome(shifts, directory.at);
  const kept = { ...dutyKey(site, section), version, shifts: JSON.stringify(shifts) };
  const done = await transact(table, [
    revised(table, directory),
    putWhere(table.name, kept, 'version', version === 1 ? null : version - 1),
    toCome.length === 0
      ? remove(table.name, key)
      : put(table.name, { ...key, section, shifts: JSON.stringify(toCome) }),
    ...entryWrites(table.name, { of: 'site', id: site }, event, end),
  ]);
  return done === 'committed' ? done : 'conflict';
}
