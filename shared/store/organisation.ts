/** Reads and writes the organisation directory: sites, sections and people. */
import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Directory, Person, Section, Site } from '../domain/organisation.ts';
import {
  listedSiteKey,
  profileKey,
  SECTION_PREFIX,
  SITES,
  STAFF_PREFIX,
  sectionKey,
  siteKey,
  sitePartition,
  staffKey,
} from './keys.ts';
import type { Table } from './table.ts';

/** Writes a site, and lists it among all of them. */
export async function putSite(table: Table, site: Site): Promise<void> {
  const items = [{ ...siteKey(site.id), ...site }, listedSiteKey(site.id)];
  await table.client.send(
    new TransactWriteCommand({
      TransactItems: items.map((Item) => ({ Put: { TableName: table.name, Item } })),
    }),
  );
}

/** The ids of all sites. */
export async function readSites(table: Table): Promise<readonly string[]> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :sites',
      ExpressionAttributeValues: { ':sites': SITES },
    }),
  );
  return Items.map(({ sk }) => String(sk));
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

const isStaff = (person: Person) => person.role !== 'resident';

/** No id is longer, and far longer ones the table would refuse as a key. */
const LONGEST_ID = 128;

/** The person with that id, or undefined; read afresh. */
export async function readPerson(table: Table, id: string): Promise<Person | undefined> {
  if (id.length > LONGEST_ID) return undefined;
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: profileKey(id), ConsistentRead: true }),
  );
  return Item === undefined ? undefined : (withoutKey(Item) as unknown as Person);
}

/** A site's sections and staff, or undefined where there is no such site; read afresh. */
export async function readDirectory(table: Table, site: string): Promise<Directory | undefined> {
  const items: Record<string, unknown>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :site',
        ExpressionAttributeValues: { ':site': sitePartition(site) },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  const found = items.find((item) => item.sk === siteKey(site).sk);
  if (found === undefined) return undefined;
  const under = (prefix: string) =>
    items.filter((item) => String(item.sk).startsWith(prefix)).map(withoutKey);
  return {
    site: withoutKey(found) as unknown as Site,
    sections: under(SECTION_PREFIX) as unknown as Section[],
    staff: under(STAFF_PREFIX) as unknown as Person[],
  };
}

function withoutKey({ pk: _pk, sk: _sk, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return rest;
}
