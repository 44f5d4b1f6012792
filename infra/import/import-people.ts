/** Brings a table of people into a site's directory: all of them, or with one fault none. */

import { sentence } from '../../shared/contract/messages.ts';
import { canonical } from '../../shared/domain/kernel/ledger.ts';
import type { Directory, Language, Person } from '../../shared/domain/model/directory.ts';
import { CLOUD_TEAM } from '../../shared/domain/organisation/directory-ledger.ts';
import { leavesWork, personFault } from '../../shared/domain/organisation/directory-rules.ts';
import { entryWrites, readLedgerEnd } from '../../shared/store/organisation/directory-ledger.ts';
import { readPerson } from '../../shared/store/organisation/organisation.ts';
import {
  aboveRevised,
  isOfAbove,
  personWrites,
  revised,
} from '../../shared/store/organisation/organisation-writes.ts';
import { readInHand } from '../../shared/store/sheets/work-in-hand.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { transact, type Write } from '../../shared/store/table/transact.ts';
import { PERSON_COLUMNS } from './columns.ts';
import { type LineFault, type PeopleCsv, type PersonRow, readPeopleCsv } from './people-csv.ts';

/** One person of the file, and how the directory has them. */
interface Planned extends PersonRow {
  readonly before: Person | undefined;
}

interface ImportPlan {
  readonly faults: readonly LineFault[];
  readonly added: readonly Planned[];
  readonly changed: readonly Planned[];
  readonly same: readonly Planned[];
}

/** People a transaction: each takes up to nine writes with its entry of the ledger, and a transaction at most a hundred. */
const AT_ONCE = 10;

/** What an import would do, and everything that stands against it; changes nothing. */
export async function planImport(
  table: Table,
  bytes: Buffer,
  directory: Directory,
  language: Language,
): Promise<ImportPlan> {
  const read = readPeopleCsv(bytes, directory, language);
  const planned: Planned[] = [];
  const faults: LineFault[] = [...read.faults];
  for (const row of read.rows) {
    const before = await readPerson(table, row.person.id);
    const person = merged(before, row.person, read);
    const detail = await faultOf(table, before, person, directory, language);
    if (detail === undefined) planned.push({ ...row, person, before });
    else faults.push({ line: row.line, detail });
  }
  faults.push(...undirected(planned, directory, language));
  const known = planned.filter(({ before }) => before !== undefined);
  const isUnchanged = ({ before, person }: Planned) => before !== undefined && isSame(before, person);
  return {
    faults: faults.toSorted((a, b) => a.line - b.line),
    added: planned.filter(({ before }) => before === undefined),
    changed: known.filter((each) => !isUnchanged(each)),
    same: known.filter(isUnchanged),
  };
}

/** What the file has no column for stays as it is. */
function merged(before: Person | undefined, row: Person, { columns }: PeopleCsv): Person {
  const kept = Object.fromEntries(
    Object.entries(before ?? {}).filter(([name]) => {
      const column = PERSON_COLUMNS.find((each) => each === name);
      return column === undefined ? ['standIn', 'leave', 'sites'].includes(name) : !columns.includes(column);
    }),
  );
  return { ...row, ...kept };
}

async function faultOf(
  table: Table,
  before: Person | undefined,
  person: Person,
  directory: Directory,
  language: Language,
): Promise<string | undefined> {
  const fault = personFault(person, directory, person.sites);
  if (fault !== undefined) return `${fault.pointer?.slice(1)}: ${sentence(fault.reason, language)}`;
  if (before !== undefined && before.site !== person.site) {
    return `id: ${belongsElsewhere(before, language)}`;
  }
  const isBusy = leavesWork(before, person) && (await readInHand(table, person.id, directory)).length > 0;
  return isBusy ? `${person.id}: ${sentence('handles-open-sheets', language)}` : undefined;
}

/** Whoever is of another site is imported there. */
export const belongsElsewhere = ({ id, site }: Person, language: Language): string =>
  language === 'en' ? `${id} belongs to the site ${site}.` : `${id} 属于小区 ${site}。`;

/** A site that has a director keeps one. */
function undirected(
  planned: readonly Planned[],
  { staff }: Directory,
  language: Language,
): readonly LineFault[] {
  const isDirector = ({ active, role }: Person) => active && role === 'director';
  const after = [
    ...staff.filter(({ id }) => !planned.some(({ person }) => person.id === id)),
    ...planned.map(({ person }) => person),
  ];
  if (!staff.some(isDirector) || after.some(isDirector)) return [];
  const last = planned.findLast(({ before }) => before !== undefined && isDirector(before));
  return [{ line: last?.line ?? 1, detail: `${last?.person.id}: ${sentence('last-director', language)}` }];
}

const isSame = (a: Person, b: Person) =>
  canonical({ ...a, version: undefined }) === canonical({ ...b, version: undefined });

/**
 * Carries out a plan without faults. Every person is written whole, with an entry of the cloud team in their ledger,
 * several in one transaction; an import that is run again goes on where it stopped.
 * @returns how many were written before somebody else changed the directory; all of them, usually
 */
export async function applyImport(table: Table, plan: ImportPlan, directory: Directory): Promise<number> {
  const all = [...plan.added, ...plan.changed];
  let present = directory;
  for (let done = 0; done < all.length; done += AT_ONCE) {
    const now = present;
    const together = all.slice(done, done + AT_ONCE);
    const several = await Promise.all(
      together.map(({ before, person }) => importWrites(table, before, person, now)),
    );
    const changesAbove = together.some(({ before, person }) => isOfAbove({ before, after: person }));
    const writes = [revised(table, now), ...(changesAbove ? [aboveRevised(table)] : []), ...several.flat()];
    if ((await transact(table, writes)) !== 'committed') return done;
    present = { ...now, revision: (now.revision ?? 0) + 1 };
  }
  return all.length;
}

/** The writes by which the cloud team writes a person, without those that raise the revision of the directory. */
export async function importWrites(
  table: Table,
  before: Person | undefined,
  person: Person,
  directory: Directory,
): Promise<readonly Write[]> {
  const ledger = { of: 'person', id: person.id } as const;
  const end = await readLedgerEnd(table, ledger);
  const after = { ...person, version: before === undefined ? 1 : (before.version ?? 1) + 1 };
  const by = { at: directory.at, actor: CLOUD_TEAM, kind: 'person', subject: person.id } as const;
  return [
    ...personWrites(table, { before, after, directory, former: undefined }, false),
    ...entryWrites(table.name, ledger, { ...by, before, after }, end),
  ];
}
