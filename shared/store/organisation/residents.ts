/** Residents by what is known of them: those of the directory, and those whom sheets alone tell of (contract section 9). */
import type { Actor, Directory, Person } from '../../domain/model/directory.ts';
import {
  type FoundResident,
  findKeysOf,
  isFound,
  isOpen,
  OPEN_STATUSES,
  type Search,
} from '../../domain/sheets/finding.ts';
import type { Summary } from '../../domain/sheets/summary.ts';
import { partitionsOf } from '../sheets/finding.ts';
import { listSheets } from '../sheets/list.ts';
import { PERSON_ROW_PREFIX } from '../table/keys.ts';
import { firstPage } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { readPerson } from './organisation.ts';

const MOST = 10;
/** So many of the newest sheets that are found tell of residents. */
const MOST_SHEETS = 100;

/** The residents who are searched for, at most ten; who was heard of last comes first. */
export async function findResidents(
  table: Table,
  search: Search,
  actors: readonly Actor[],
  directory: Directory,
): Promise<readonly FoundResident[]> {
  // Of a number or of words of a subject nobody is a resident.
  const asked: Search = { keys: search.keys, numbers: [] };
  const sheetsOf = async (filter: Parameters<typeof listSheets>[1], limit: number) =>
    (await listSheets(table, filter, actors, directory, limit, undefined)).sheets;
  const [sheets, listed] = await Promise.all([
    sheetsOf({ search: asked }, MOST_SHEETS),
    listedResidents(table, asked, directory),
  ]);
  const inDirectory = [...sheets.flatMap(({ resident }) => resident?.id ?? []), ...listed];
  const ofDirectory = [...new Set(inDirectory)].slice(0, MOST).map(async (id) => {
    const [person, newest, open] = await Promise.all([
      readPerson(table, id),
      sheetsOf({ resident: id }, 1),
      sheetsOf({ resident: id, status: OPEN_STATUSES }, MOST_SHEETS),
    ]);
    const [last] = newest;
    // As the directory has them, or as the sheet does by which they are found: it may have an older number of theirs.
    const told = sheets.find(({ resident }) => resident?.id === id)?.resident;
    const { name = '', phone = '', address = '' } = isOurs(person, directory) ? person : {};
    const listedAs = { id, name, phone, address };
    const resident = isFound(listedAs, asked) ? listedAs : told;
    // A row may lag behind who they are now.
    return resident === undefined ? [] : [{ ...resident, id, open: open.length, last }];
  });
  const found = merged([...(await Promise.all(ofDirectory)).flat(), ...bySheetsAlone(sheets)]);
  return [...found]
    .sort((a, b) => (at(a) > at(b) ? -1 : at(a) < at(b) ? 1 : a.name < b.name ? -1 : 1))
    .slice(0, MOST);
}

const at = ({ last }: FoundResident): string => last?.openedAt ?? '';

const isOurs = (person: Person | undefined, { site }: Directory): person is Person =>
  person?.role === 'resident' && person.active && person.site === site.id;

/** The ids of residents whose row of the directory is found. */
async function listedResidents(
  table: Table,
  { keys }: Search,
  { site }: Directory,
): Promise<readonly string[]> {
  const partitions = await partitionsOf(table, site.id, keys);
  const pages = partitions.map(async (partition) => {
    const { items } = await firstPage(table, {
      KeyConditionExpression: 'pk = :partition AND begins_with(sk, :person)',
      ExpressionAttributeValues: { ':partition': partition, ':person': PERSON_ROW_PREFIX },
      Limit: MOST,
    });
    return items.map(({ id }) => String(id));
  });
  return (await Promise.all(pages)).flat();
}

/** What sheets alone tell of residents, a sheet each; what several have in common makes one of them. */
const bySheetsAlone = (sheets: readonly Summary[]): readonly FoundResident[] =>
  sheets.flatMap((sheet) =>
    sheet.resident === undefined || sheet.resident.id !== undefined
      ? []
      : { ...sheet.resident, open: isOpen(sheet) ? 1 : 0, last: sheet },
  );

/** Whoever has the same name and telephone number is one person; those of the directory come first, and stay apart. */
function merged(found: readonly FoundResident[]): readonly FoundResident[] {
  const people: FoundResident[] = [];
  for (const each of found) {
    const own = findKeysOf(each);
    const nth = people.findIndex((other) => {
      const theirs = findKeysOf(other);
      return each.id === undefined && theirs.name === own.name && theirs.tel === own.tel;
    });
    const known = people[nth];
    if (known === undefined) people.push(each);
    else {
      const last = at(each) > at(known) ? each.last : known.last;
      people[nth] = { ...known, open: known.open + each.open, last };
    }
  }
  return people;
}
