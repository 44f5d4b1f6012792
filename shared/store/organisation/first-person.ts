/** The first person of an empty table: without them nobody could write anybody into it (contract section 2). */
import type { Person } from '../../domain/model/directory.ts';
import { CLOUD_TEAM } from '../../domain/organisation/directory-ledger.ts';
import { firstPersonKey, profileKey, staffKey } from '../table/keys.ts';
import { readItem } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { putNew, transact } from '../table/transact.ts';
import { entryWrites } from './directory-ledger.ts';
import { readPerson, readSites } from './organisation.ts';

/** The id of the first person of a table; undefined where there never was one. Read afresh. */
export async function readFirstPerson(table: Table): Promise<string | undefined> {
  const item = await readItem(table, firstPersonKey);
  return item && String(item.person);
}

/**
 * Writes somebody as the first person, where there is no site yet and there never was a first
 * person: the cloud team's, whose settings name them.
 * @returns the person as the table has them then; undefined where somebody else was there first
 */
export async function writeFirstPerson(
  table: Table,
  person: Person,
  at: string,
): Promise<Person | undefined> {
  if ((await readSites(table)).length > 0) return undefined;
  await transact(table, [
    putNew(table.name, { ...firstPersonKey, person: person.id }),
    putNew(table.name, { ...profileKey(person.id), ...person }),
    putNew(table.name, { ...staffKey(person.site, person.id), ...person }),
    ...entryWrites(
      table.name,
      { of: 'person', id: person.id },
      { at, actor: CLOUD_TEAM, kind: 'person', subject: person.id, before: undefined, after: person },
      undefined,
    ),
  ]);
  // The person is there by now, written by this request or by another one of theirs a moment ago.
  return readPerson(table, person.id);
}
