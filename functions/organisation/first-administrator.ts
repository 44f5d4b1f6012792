/** Lets the administrator whom the settings name into a table that has nobody yet. */
import type { Person } from '../../shared/domain/model/directory.ts';
import { writeFirstPerson } from '../../shared/store/organisation/first-person.ts';
import type { Table } from '../../shared/store/table/table.ts';
import type { FindCaller } from '../middleware/api.ts';

/** The person that the setting names, `<person> <site> <name>`, or undefined where it says `-`. */
export function firstAdministrator(setting: string): Person | undefined {
  const [id, site, ...name] = setting.split(' ').filter(Boolean);
  if (id === undefined || site === undefined) return undefined;
  return { id, name: name.join(' ') || id, role: 'administrator', site, active: true, version: 1 };
}

/** Finds callers as `find` does, and makes the first administrator where the table has nobody. */
export function orFirst(table: Table, find: FindCaller, first: Person | undefined): FindCaller {
  return async (id, now) =>
    (await find(id, now)) ?? (first?.id === id ? await writeFirstPerson(table, first, now) : undefined);
}
