/** The first person of an empty table: without them nobody could write anybody into it (contract section 2). */
import type { Person } from '../../domain/model/directory.ts';
import { firstPersonKey, profileKey, staffKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { putNew, transact } from '../table/transact.ts';
import { readPerson, readSites } from './organisation.ts';

/**
 * Writes somebody as the first person, where there is no site yet and there never was a first person.
 * @returns the person as the table has them then; undefined where somebody else was there first
 */
export async function writeFirstPerson(table: Table, person: Person): Promise<Person | undefined> {
  if ((await readSites(table)).length > 0) return undefined;
  await transact(table, [
    putNew(table.name, { ...firstPersonKey, person: person.id }),
    putNew(table.name, { ...profileKey(person.id), ...person }),
    putNew(table.name, { ...staffKey(person.site, person.id), ...person }),
  ]);
  // The person is there by now, written by this request or by another one of theirs a moment ago.
  return readPerson(table, person.id);
}
