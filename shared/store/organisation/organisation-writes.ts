/**
 * Changes of the organisation directory. Each is on the condition that no other change of the same site came in
 * between (its revision), because what a change must not break lies in other entries too: the last director, stand-ins
 * in a circle, one customer service.
 */
import type { Directory, Person, Section, Site } from '../../domain/model/directory.ts';
import { isStaff } from '../../domain/model/roles.ts';
import type { DirectoryEvent, LedgerEnd } from '../../domain/organisation/directory-ledger.ts';
import { isOverseen } from '../../domain/organisation/directory-rules.ts';
import type { IdempotencyRecord } from '../table/idempotency.ts';
import {
  aboveKey,
  aboveRevisionKey,
  listedSiteKey,
  profileKey,
  sectionKey,
  siteKey,
  staffKey,
} from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { type Committed, count, put, putWhere, remove, transact, type Write } from '../table/transact.ts';
import { entryWrites } from './directory-ledger.ts';
import { undeliverableRemoval } from './undeliverable.ts';

type Done = Promise<'committed' | 'conflict'>;

/** What is written into the ledger with a change, and where the ledger ended when it was read. */
export interface Entered<K extends DirectoryEvent['kind']> {
  readonly event: Extract<DirectoryEvent, { kind: K }>;
  readonly end: LedgerEnd | undefined;
}

/**
 * Raises a site's revision, on the condition that it is still that of the directory as it was read. That it was
 * overseen once stays written down, whoever leaves.
 */
export function revised(table: Table, directory: Directory, as: Site = directory.site): Write {
  const { site, revision } = directory;
  const overseen = isOverseen(directory) ? { overseen: true } : {};
  const Item = { ...siteKey(site.id), ...as, ...overseen, revision: (revision ?? 0) + 1 };
  return putWhere(table.name, Item, 'revision', revision);
}

/** Writes a site; `before` is its directory as it was read, undefined where the site is new. */
export async function writeSite(
  table: Table,
  site: Site,
  before: Directory | undefined,
  { event, end }: Entered<'site'>,
): Done {
  const writes =
    before === undefined
      ? [
          putWhere(table.name, { ...siteKey(site.id), ...site, revision: 1 }, 'revision', null),
          put(table.name, { ...listedSiteKey(site.id) }),
        ]
      : [revised(table, before, site)];
  const entered = entryWrites(table.name, { of: 'site', id: site.id }, event, end);
  return settled(transact(table, [...writes, ...entered]));
}

/** Writes a section of a site. */
export async function writeSection(
  table: Table,
  section: Section,
  directory: Directory,
  { event, end }: Entered<'section'>,
): Done {
  const item = { ...sectionKey(directory.site.id, section.id), ...section };
  const entered = entryWrites(table.name, { of: 'site', id: directory.site.id }, event, end);
  return settled(transact(table, [revised(table, directory), put(table.name, item), ...entered]));
}

/** A person as the directory had them, and as it is to have them. */
export interface PersonChange {
  readonly before: Person | undefined;
  readonly after: Person;
  readonly directory: Directory;
  /** The directory of the site that they leave, where they change sites. */
  readonly former: Directory | undefined;
}

/** Writes a person with its entry of the ledger, what else belongs to it, and the record of the response, if any. */
export async function writePerson(
  table: Table,
  change: PersonChange,
  { event, end }: Entered<'person'>,
  more: readonly Write[] = [],
  record?: IdempotencyRecord,
): Promise<Committed> {
  const entered = entryWrites(table.name, { of: 'person', id: change.after.id }, event, end);
  return transact(table, [...personWrites(table, change), ...entered, ...more], record);
}

/**
 * The writes of a person; with `revisions`, those as well that raise the revisions of the directories which change, and that of those
 * above the sites.
 * Residents are in no site's directory and change none.
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
    ...aboveWrites(table, before, after),
    ...(revisions && isOfAbove({ before, after }) ? [aboveRevised(table)] : []),
    // Whether letters reach the new address is not known yet.
    ...(before?.email !== undefined && before.email !== after.email
      ? [undeliverableRemoval(table.name, after.id)]
      : []),
  ];
  if (!revisions) return writes;
  const touched = [
    ...(isStaff(after) || (leaves && former === undefined) ? [directory] : []),
    ...(leaves && former !== undefined ? [former] : []),
  ];
  return [...writes, ...touched.map((each) => revised(table, each))];
}

/** Whoever works above the sites is listed apart, so that each of their sites finds them. */
function aboveWrites({ name }: Table, before: Person | undefined, after: Person): readonly Write[] {
  const key = aboveKey(after.id);
  if (after.sites !== undefined) return [put(name, { ...key, ...after })];
  return before?.sites === undefined ? [] : [remove(name, key)];
}

/** Whether a person is, or was, of those above the sites. */
export const isOfAbove = ({ before, after }: Pick<PersonChange, 'before' | 'after'>): boolean =>
  before?.sites !== undefined || after.sites !== undefined;

/** Counts a change of those above the sites, once a transaction: by it whoever remembers a site's directory knows of it. */
export const aboveRevised = ({ name }: Table): Write => count(name, aboveRevisionKey, 'revision');

async function settled(done: ReturnType<typeof transact>): Done {
  return (await done) === 'committed' ? 'committed' : 'conflict';
}
