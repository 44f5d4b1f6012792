/**
 * Rows by which sheets are found: `FIND#<site>#<kind>#<digest>`, a row for each of what its resident is found by. They are
 * written and deleted with the head, and hold a digest that nobody can make who does not have the secret.
 */
import { DomainError } from '../../domain/kernel/errors.ts';
import type { Person } from '../../domain/model/directory.ts';
import { isResident } from '../../domain/model/roles.ts';
import type { Sheet } from '../../domain/model/sheet.ts';
import {
  areFoundAlike,
  FIND_KINDS,
  type FindKeys,
  type FindKind,
  findKeysOfPerson,
  findKeysOfSheet,
} from '../../domain/sheets/finding.ts';
import { readPerson } from '../organisation/organisation.ts';
import {
  findableKey,
  findPartition,
  headKey,
  hintOf,
  type Key,
  linkKey,
  personRowKey,
  sitePartition,
} from '../table/keys.ts';
import { readItems } from '../table/read.ts';
import { readable } from '../table/readable.ts';
import { retryOnConflict } from '../table/retry.ts';
import type { Item, Table } from '../table/table.ts';
import { put, remove, transact, type Write } from '../table/transact.ts';
import { isWalkedOnce, walkOn } from '../table/walk.ts';
import { type Head, headOf, newLinks } from './sheet-items.ts';

/** The partition of what is found by a value at a site. */
export async function partitionOf(
  table: Table,
  site: string,
  kind: FindKind,
  value: string,
): Promise<string> {
  if (table.digest === undefined) throw new Error('a table without what its search rows are made with');
  return findPartition(site, kind, await table.digest(`${site}#${kind}#${value}`));
}

/** The partitions of what is found by any of these at a site. */
export async function partitionsOf(table: Table, site: string, keys: FindKeys): Promise<readonly string[]> {
  const found = FIND_KINDS.map((kind) => {
    const value = keys[kind];
    return value === undefined ? undefined : partitionOf(table, site, kind, value);
  });
  return (await Promise.all(found)).filter((partition) => partition !== undefined);
}

/** The rows of a sheet that are to be put, and those that are no longer its own. */
export async function findWrites(
  table: Table,
  before: Sheet | undefined,
  after: Sheet,
): Promise<readonly Write[]> {
  const [was, is] = [before === undefined ? {} : findKeysOfSheet(before), findKeysOfSheet(after)];
  if (areFoundAlike(was, is)) return [];
  const [old, now] = await Promise.all([was, is].map((keys) => partitionsOf(table, after.site, keys)));
  const rowOf = (partition: string) => linkKey(partition, after.openedAt, after.id);
  return [
    ...(old ?? []).filter((each) => !now?.includes(each)).map((each) => remove(table.name, rowOf(each))),
    ...(now ?? [])
      .filter((each) => !old?.includes(each))
      .map((each) => put(table.name, { ...rowOf(each), id: after.id })),
  ];
}

/** The rows of those who are, or were, residents of the directory, in the partitions where their sheets are. */
async function personRows(table: Table, id: string, images: readonly Person[]): Promise<readonly Key[]> {
  const partitions = await Promise.all(
    images.map((person) => partitionsOf(table, person.site, findKeysOfPerson(person))),
  );
  return [...new Set(partitions.flat())].map((partition) => personRowKey(partition, id));
}

/**
 * Keeps the rows of a resident of the directory as the directory has them now; `images` are who they were, whose rows may be
 * there still. The same again changes nothing.
 */
export async function keepPersonRows(table: Table, id: string, images: readonly Person[]): Promise<void> {
  if (!images.some(isResident)) return;
  const person = await readPerson(table, id);
  const now = await personRows(table, id, person === undefined ? [] : [person]);
  const kept = new Set(now.map(({ pk }) => pk));
  const gone = (await personRows(table, id, images)).filter(({ pk }) => !kept.has(pk));
  const writes = [
    ...gone.map((key) => remove(table.name, key)),
    ...now.map((key) => put(table.name, { ...key, id })),
  ];
  if (writes.length > 0 && (await transact(table, writes)) !== 'committed') {
    throw new Error(`rows of ${id} are being written`);
  }
}

/** The writes that take the rows of somebody away who is forgotten: nobody can tell afterwards which they were. */
export const personRowRemovals = async (
  table: Table,
  id: string,
  images: readonly Person[],
): Promise<readonly Write[]> => (await personRows(table, id, images)).map((key) => remove(table.name, key));

/**
 * Sheets of earlier versions have no such rows, nor every link of today. Goes on for a page of a site's sheets; gives whether the end was reached.
 */
export function makeFindable(table: Table, site: string, now: string): Promise<boolean> {
  const walk = { list: sitePartition(site), place: findableKey(site), attributes: 'pk, sk' };
  return walkOn(table, walk, now, async (items) => {
    const ids = items.flatMap(({ pk, sk }) => hintOf(String(pk), String(sk))?.sheet ?? []);
    // One that is damaged is left out: it has what leads to it once somebody mends it and it is written again.
    const heads = readable(await readItems(table, ids.map(headKey)), headOf);
    const rows = await Promise.all(heads.map((head) => rowsOf(table, head)));
    const wanted = rows.flatMap((each) => each.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })));
    const there = new Set((await readItems(table, wanted)).map(({ pk, sk }) => `${pk} ${sk}`));
    for (const [nth, head] of heads.entries()) {
      if (rows[nth]?.some(({ pk, sk }) => !there.has(`${pk} ${sk}`))) await addRows(table, head.sheet.id);
    }
  });
}

/** Whether all sheets of a site have their rows and links; asked of the table until they do. */
export const areFindable = isWalkedOnce(findableKey);

async function rowsOf(table: Table, { sheet }: Head): Promise<readonly Item[]> {
  const partitions = await partitionsOf(table, sheet.site, findKeysOfSheet(sheet));
  const found = partitions.map((each) => ({ ...linkKey(each, sheet.openedAt, sheet.id), id: sheet.id }));
  return [...found, ...newLinks(undefined, sheet)];
}

/** Adds the rows as the sheet stands; one that moves in between is looked at again. */
async function addRows(table: Table, id: string): Promise<void> {
  const done = await retryOnConflict(async () => {
    const [item] = await readItems(table, [headKey(id)], { consistent: true });
    if (item === undefined) return 'committed';
    const isStill: Write = {
      ConditionCheck: {
        TableName: table.name,
        Key: headKey(id),
        ConditionExpression: 'headHash = :hash',
        ExpressionAttributeValues: { ':hash': item.headHash },
      },
    };
    const rows = await rowsOf(table, headOf(item));
    const written = await transact(table, [isStill, ...rows.map((row) => put(table.name, row))]);
    return written === 'committed' ? written : 'conflict';
  });
  if (done instanceof DomainError) throw new Error(`${id} is being written all the time`);
}
