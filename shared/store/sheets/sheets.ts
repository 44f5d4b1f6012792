/** Reads sheets, one request a sheet. */

import { isSheetOf } from '../../domain/archive/comes-to.ts';
import { foldedSheet } from '../../domain/archive/replay.ts';
import type { Written } from '../../domain/kernel/inscribe.ts';
import type { LedgerEntry, Sheet } from '../../domain/model/sheet.ts';
import type { Turns } from '../../domain/sheets/open.ts';
import { anchorIn, readLedgerItems, type WrittenLedger } from '../anchors/ledgers.ts';
import { entryKey, headKey, type Key, sheetPartition, turnsKey } from '../table/keys.ts';
import { type EntrySpan, saidIn } from '../table/owed.ts';
import { readItem, readItems } from '../table/read.ts';
import { foldedOf, readableOr, unlessUnreadable } from '../table/readable.ts';
import type { Item, Table } from '../table/table.ts';
import { carriedIn, entriesIn } from '../table/written.ts';
import { type Head, headOf, keptBeside } from './sheet-items.ts';

/** The sheet with that id, or undefined; read afresh. One whose head cannot be read is what its ledger comes to. */
export async function readHead(table: Table, id: string): Promise<Head | undefined> {
  const item = await readItem(table, headKey(id));
  return item && headIn(table, id, item);
}

const headIn = async (table: Table, id: string, item: Item): Promise<Head | undefined> =>
  readableOr(item, headOf) ?? (await readLedger(table, id))?.head;

/**
 * The sheets with these ids that are there, as `readHead` has each, in one batch: for what is decided by them, where one
 * that a list would leave out must not count as one that is not there. Undefined is one of which nobody knows what it is.
 */
export async function readSheets(
  table: Table,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Sheet | undefined>> {
  const items = new Map(
    (await readItems(table, ids.map(headKey), { consistent: true })).map((item) => [item.pk, item]),
  );
  const found = ids.map(async (id) => {
    const item = items.get(headKey(id).pk);
    if (item === undefined) return [];
    const head = await unlessUnreadable(headIn(table, id, item));
    return [[id, head?.sheet] as const];
  });
  return new Map((await Promise.all(found)).flat());
}

/** A sheet, with some of its last entries as they were said. */
export interface WithSaid {
  readonly sheet: Sheet;
  readonly entries: readonly LedgerEntry[];
}

/**
 * Sheets with those of their entries, in one batch; gives what finds each by its id, as `readHead` and `readSaid` have them.
 * Undefined is one that is not there.
 */
export async function readSheetsWithSaid(
  table: Table,
  wanted: ReadonlyMap<string, EntrySpan | undefined>,
): Promise<(id: string) => Promise<WithSaid | undefined>> {
  const keys = [...wanted].flatMap(([id, span]) => [headKey(id), ...entryKeys(id, span)]);
  const items = await readItems(table, keys, { consistent: true });
  return async (id) => {
    const own = items.filter(({ pk }) => pk === sheetPartition(id));
    const item = own.find(({ sk }) => sk === headKey(id).sk);
    const head = item && (await headIn(table, id, item));
    if (head === undefined) return undefined;
    const entries = own
      .filter((each) => each !== item)
      .toSorted((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1));
    return { sheet: head.sheet, entries: saidIn<LedgerEntry>(entries) };
  };
}

const entryKeys = (id: string, { from, upTo }: EntrySpan = { from: 1, upTo: 0 }): readonly Key[] =>
  Array.from({ length: upTo - from + 1 }, (_, nth) => entryKey(id, from + nth));

/** Whether the values of a sheet were erased; read afresh. */
export async function isErased(table: Table, id: string): Promise<boolean> {
  return (await readItem(table, headKey(id), ['erased']))?.erased === true;
}

/** An entry of a sheet's ledger, or undefined; read afresh. Of an erased sheet it has no values. */
export async function readEntry(
  table: Table,
  id: string,
  seq: number,
  isErased: boolean,
): Promise<Written<LedgerEntry> | undefined> {
  const item = await readItem(table, entryKey(id, seq));
  return item && entriesIn<LedgerEntry>([item], isErased)[0];
}

/** A sheet with its ledger. */
export interface WithLedger extends WrittenLedger<LedgerEntry> {
  readonly head: Head;
}

/**
 * A sheet with its whole ledger, in the order of the entries' keys, or undefined; read afresh. Where its head cannot be
 * read, that is not sound, and the sheet is what its ledger comes to.
 * @throws UnreadableLedger where it comes to nothing either
 * @param headFirst so that a commit that comes by is seen whole or not at all, for one request more
 */
export async function readLedger(
  table: Table,
  id: string,
  headFirst = false,
): Promise<WithLedger | undefined> {
  const items = await readLedgerItems(table, sheetPartition(id), headFirst);
  const item = items.find(({ sk }) => sk === headKey(id).sk);
  if (item === undefined) return undefined;
  const entries = entriesIn<LedgerEntry>(items, item.erased === true);
  const beside = { entries, anchor: anchorIn(items), ...carriedIn(items) };
  const head = readableOr(item, headOf);
  if (head === undefined) {
    const sheet = foldedOf(sheetPartition(id), () => foldedSheet(entries));
    return { ...beside, head: { sheet, ...keptBeside(item) }, isHeadSound: false };
  }
  const isCommitted = head.bytes !== undefined && beside.carried === undefined;
  const isHeadSound = isSheetOf(head.sheet, entries, isCommitted);
  return { ...beside, head, isHeadSound };
}

/** Whose turn was when at a site's desk. */
export async function readTurns(table: Table, site: string): Promise<Turns> {
  const item = await readItem(table, turnsKey(site));
  return (item?.turns ?? {}) as Turns;
}
