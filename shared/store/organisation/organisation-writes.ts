/**
 * Changes of the organisation directory. Each is on the condition that no other change of the same site came in
 * between (its revision), because what a change must not break lies in other entries too: the last director, stand-ins
 * in a circle, one customer service.
 */
import type { Directory, Person, Section, Site } from '../../domain/model/directory.ts';
import { isStaff } from '../../domain/model/roles.ts';
import { listedSiteKey, profileKey, sectionKey, siteKey, staffKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { put, putWhere, remove, transact, type Write } from '../table/transact.ts';

type Done = Promise<'committed' | 'conflict'>;

/** Raises a site's revision, on the condition that it is still that of the directory as it was read. */
export function revised(table: Table, { site, revision }: Directory, as: Site = site): Write {
  const Item = { ...siteKey(site.id), ...as, revision: (revision ?? 0) + 1 };
  return putWhere(table.name, Item, 'revision', revision);
}

/** Writes a site; `before` is its directory as it was read, undefined where the site is new. */
export async function writeSite(table: Table, site: Site, before: Directory | undefined): Done {
  const writes =
    before === undefined
      ? [
          putWhere(table.name, { ...siteKey(site.id), ...site, revision: 1 }, 'revision', null),
          put(table.name, { ...listedSiteKey(site.id) }),
        ]
      : [revised(table, before, site)];
  return settled(transact(table, writes));
}

/** Writes a section of a site. */
export async function writeSection(table: Table, section: Section, directory: Directory): Done {
  const item = { ...sectionKey(directory.site.id, section.id), ...section };
  return settled(transact(table, [revised(table, directory), put(table.name, item)]));
}

/** A person as the directory had them, and as it is to have them. */
interface PersonChange {
  readonly before: Person | undefined;
  readonly after: Person;
  readonly directory: Directory;
  /** The directory of the site that they leave, where they change sites. */
  readonly former: Directory | undefined;
}

/** Writes a person. Residents are in no site's directory and change none. */
export async function writePerson(table: Table, change: PersonChange): Done {
  return settled(transact(table, personWrites(table, change)));
}

/**
 * The writes of a person; with `revisions`, those as well that raise the revisions of the directories which change.
 */
export function personWrites(
  table: Table,
  { before, after, directory, former }: PersonChange,
  revisions = true,
): readonly Write[] {
  const was = before === undefined ? null : before.version;
  const leaves = before !== undefined && isStaff(before) && (!isStaff(after) || before.site !== after.site);
  const writes = [
    putWhere(table.name, { ...profileKey(after.id), ...after }, 'version', was),
    ...(isStaff(after) ? [put(table.name, { ...staffKey(after.site, after.id), ...after })] : []),
    ...(leaves ? [remove(table.name, staffKey(before.site, before.id))] : []),
  ];
  if (!revisions) return writes;
  const touched = [
    ...(isStaff(after) || (leaves && former === undefined) ? [directory] : []),
    ...(leaves && former !== undefined ? [former] : []),
  ];
  return [...writes, ...touched.map((each) => revised(table, each))];
}

async function settled(done: ReturnType<typeof transact>): Done {
  return (await done) === 'committed' ? 'committed' : 'conflict';
}
