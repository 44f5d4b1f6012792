/** Residents by what is known of them: those of the directory, and those whom sheets alone tell of (contract section 9). */
import type { Actor, Directory, Person } from '../../domain/model/directory.ts';
import {
  FIND_KINDS,
  type FoundResident,
  findKeysOf,
  isFound,
  isOpen,
  OPEN_STATUSES,
  type Search,
} from '../../domain/sheets/finding.ts';
import type { Summary } from '../../domain/sheets/summary.ts';
import { partitionOf } from '../sheets/finding.ts';
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
  const inDirectory = [...listed, ...sheets.flatMap(({ resident }) => resident?.id ?? [])];
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
  const found = [...(await Promise.all(ofDirectory)).flat(), ...bySheetsAlone(sheets)];
  const at = ({ last }: FoundResident) => last?.openedAt ?? '';
  return found
    .sort((a, b) => (at(a) > at(b) ? -1 : at(a) < at(b) ? 1 : a.name < b.name ? -1 : 1))
    .slice(0, MOST);
}

const isOurs = (person: Person | undefined, { site }: Directory): person is Person =>
  person?.role === 'resident' && person.active && person.site === site.id;

/** The ids of residents whose row of the directory is found. */
async function listedResidents(
  table: Table,
  { keys }: Search,
  { site }: Directory,
): Promise<readonly string[]> {
  const pages = FIND_KINDS.map(async (kind) => {
    const value = keys[kind];
    if (value === undefined) return [];
    const { items } = await firstPage(table, {
      KeyConditionExpression: 'pk = :partition AND begins_with(sk, :person)',
      ExpressionAttributeValues: {
        ':partition': await partitionOf(table, site.id, kind, value),
        ':person': PERSON_ROW_PREFIX,
      },
      Limit: MOST,
    });
    return items.map(({ id }) => String(id));
  });
  return (await Promise.all(pages)).flat();
}

/** Who has no entry in the directory is who has the same name and telephone number. */
function bySheetsAlone(sheets: readonly Summary[]): readonly FoundResident[] {
  const found = new Map<string, FoundResident>();
  for (const sheet of sheets) {
    const { resident } = sheet;
    if (resident === undefined || resident.id !== undefined) continue;
    const { name, tel } = findKeysOf(resident);
    const known = found.get(`${name} ${tel}`);
    const open = (known?.open ?? 0) + (isOpen(sheet) ? 1 : 0);
    found.set(
      `${name} ${tel}`,
      known === undefined ? { ...resident, open, last: sheet } : { ...known, open },
    );
  }
  return [...found.values()];
}
