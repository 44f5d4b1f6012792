/** Reads and writes the organisation directory: sites, sections and people. */

import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { YearDays } from '../../domain/calendar/calendar.ts';
import { defined } from '../../domain/kernel/defined.ts';
import type { Directory, Person, Section, Site } from '../../domain/model/directory.ts';
import type { PlanInForce } from '../../domain/model/plan.ts';
import { isStaff } from '../../domain/model/roles.ts';
import { EVERY_SITE, withAbove } from '../../domain/organisation/reach.ts';
import {
  ABOVE,
  aboveRevisionKey,
  DUTY_PREFIX,
  listedSiteKey,
  PLAN_PREFIX,
  profileKey,
  SECTION_PREFIX,
  SITES,
  STAFF_PREFIX,
  sectionKey,
  siteKey,
  sitePartition,
  staffKey,
  YEAR_PREFIX,
} from '../table/keys.ts';
import { readItem, readPartition } from '../table/read.ts';
import type { Item, Table } from '../table/table.ts';

/** Writes a site that was not there, at its first revision, and lists it among all of them. */
export async function putSite(table: Table, site: Site): Promise<void> {
  const items = [{ ...siteKey(site.id), ...site, revision: 1 }, listedSiteKey(site.id)];
  await table.client.send(
    new TransactWriteCommand({
      TransactItems: items.map((Item) => ({ Put: { TableName: table.name, Item } })),
    }),
  );
}

/** The ids of all sites. */
export async function readSites(table: Table): Promise<readonly string[]> {
  return (await readPartition(table, SITES)).map(({ sk }) => String(sk));
}

/** The ids of all sites for which somebody works, their own first. */
export async function sitesOf(
  table: Table,
  { site, sites = [] }: Pick<Person, 'site' | 'sites'>,
): Promise<readonly string[]> {
  const others = sites.includes(EVERY_SITE) ? await readSites(table) : sites;
  return [...new Set([site, ...others])];
}

/** Writes a section of a site. */
export async function putSection(table: Table, site: string, section: Section): Promise<void> {
  const Item = { ...sectionKey(site, section.id), ...section };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
}

/** Writes a person: by id, and for staff among their site's staff as well, both or neither. */
export async function putPerson(table: Table, person: Person): Promise<void> {
  const keys = [profileKey(person.id), ...(isStaff(person) ? [staffKey(person.site, person.id)] : [])];
  await table.client.send(
    new TransactWriteCommand({
      TransactItems: keys.map((key) => ({ Put: { TableName: table.name, Item: { ...key, ...person } } })),
    }),
  );
}

/** No id of the directory is longer. The table refuses much longer ones as a key. */
const LONGEST_ID = 128;

/** The person with that id, or undefined; read afresh. */
export async function readPerson(table: Table, id: string): Promise<Person | undefined> {
  if (id.length > LONGEST_ID) return undefined;
  const item = await readItem(table, profileKey(id));
  return item && (withoutKey(item) as unknown as Person);
}

/**
 * A site's sections and staff as of an instant, with the company's people above its sites who count as staff of it (B2), or
 * undefined where there is no such site; read afresh.
 */
export async function readDirectory(table: Table, site: string, at: string): Promise<Directory | undefined> {
  const [items, above] = await Promise.all([readPartition(table, sitePartition(site)), readAbove(table)]);
  const found = items.find((item) => item.sk === siteKey(site).sk);
  if (found === undefined) return undefined;
  const under = (prefix: string) => items.filter((item) => String(item.sk).startsWith(prefix));
  const { revision, overseen, ...itself } = withoutKey(found);
  const duty = under(DUTY_PREFIX).map(({ section, shifts }) => [section, JSON.parse(String(shifts))]);
  const plans = under(PLAN_PREFIX).map(({ plan }): PlanInForce => JSON.parse(String(plan)));
  const directory = {
    at,
    site: itself as unknown as Site,
    sections: under(SECTION_PREFIX).map(withoutKey) as unknown as Section[],
    staff: under(STAFF_PREFIX).map(withoutKey) as unknown as Person[],
    ...yearsIn(under(YEAR_PREFIX)),
    ...defined({
      plans: plans.length === 0 ? undefined : plans,
      duty: duty.length === 0 ? undefined : Object.fromEntries(duty),
      revision: typeof revision === 'number' ? revision : undefined,
      overseen: overseen === true ? true : undefined,
      aboveRevision: above.revision,
    }),
  };
  return withAbove(directory, above.people);
}

/** Everybody who works for sites beside their own (B2), and how often they changed; read afresh. */
async function readAbove(
  table: Table,
): Promise<{ readonly people: readonly Person[]; readonly revision: number | undefined }> {
  const items = await readPartition(table, ABOVE);
  const people = items.filter(({ sk }) => sk !== aboveRevisionKey.sk).map(withoutKey);
  const marked = items.find(({ sk }) => sk === aboveRevisionKey.sk)?.revision;
  return {
    people: people as unknown as Person[],
    revision: typeof marked === 'number' ? marked : undefined,
  };
}

/** The years that a site's table has of its own, and the name of their versions, such as `2027.1+2028.3`. */
function yearsIn(items: readonly Item[]): Pick<Directory, 'years' | 'yearsVersion'> {
  if (items.length === 0) return {};
  const own = items.map(({ year, version, days }) => ({
    ...{ year: String(year), version: Number(version) },
    days: JSON.parse(String(days)) as YearDays,
  }));
  return {
    years: Object.fromEntries(own.map(({ year, days }) => [year, days])),
    yearsVersion: own.map(({ year, version }) => `${year}.${version}`).join('+'),
  };
}

/** How often a site's directory has changed, and how often the people above the sites; undefined: never through the API. */
export type Revisions = Pick<Directory, 'revision' | 'aboveRevision'>;

/** The revisions of a site's directory as they are now; read afresh. */
export async function readRevisions(table: Table, site: string): Promise<Revisions> {
  const [own, above] = await Promise.all(
    [siteKey(site), aboveRevisionKey].map(async (key) => {
      const item = await readItem(table, key, ['revision']);
      return typeof item?.revision === 'number' ? item.revision : undefined;
    }),
  );
  return defined({ revision: own, aboveRevision: above });
}

/** Whether a directory is of the same revisions as another reading. */
export const isOfRevisions = (one: Revisions, other: Revisions | undefined): boolean =>
  one.revision === other?.revision && one.aboveRevision === other?.aboveRevision;

function withoutKey({ pk: _pk, sk: _sk, ...rest }: Item): Item {
  return rest;
}
