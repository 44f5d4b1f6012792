/** Whom one may log in as on a local cloud: everybody of the demo organisation and, in an empty table, its first person. */
import type { Person } from '../../shared/domain/model/directory.ts';
import { readDirectory } from '../../shared/store/organisation/organisation.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { demoPeople } from './demo-organisation.ts';
import type { Pickable } from './login-page.ts';

/**
 * Those who are active, with what their sections are called.
 * @param now milliseconds since 1970
 */
export async function pickableIn(
  table: Table,
  now: number,
  first: Person | undefined,
): Promise<readonly Pickable[]> {
  const at = new Date(now).toISOString();
  const people = (await demoPeople(table, at)).filter(({ active }) => active);
  const known = people.some(({ id }) => id === first?.id);
  const all = known || first === undefined ? people : [first, ...people];
  const sites = [...new Set(all.map(({ site }) => site))];
  const directories = await Promise.all(sites.map((site) => readDirectory(table, site, at)));
  const sections = directories.flatMap((directory) => directory?.sections ?? []);
  return all.map(({ id, name, role, section }) => ({
    ...{ id, name, role },
    section: sections.find((each) => each.id === section),
  }));
}
