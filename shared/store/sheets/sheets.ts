/** Reads sheets, one request a sheet. */

import type { Inclusion } from '../../domain/anchors/checkpoint.ts';
import type { Carried, Written } from '../../domain/kernel/inscribe.ts';
import type { LedgerEntry } from '../../domain/model/sheet.ts';
import type { Turns } from '../../domain/sheets/open.ts';
import { anchorIn } from '../anchors/ledgers.ts';
import { entryKey, headKey, sheetPartition, turnsKey } from '../table/keys.ts';
import { readItem, readPartition } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { carriedIn, entriesIn } from '../table/written.ts';
import { type Head, headOf } from './sheet-items.ts';

/** The sheet with that id, or undefined; read afresh. */
export async function readHead(table: Table, id: string): Promise<Head | undefined> {
  const item = await readItem(table, headKey(id));
  return item && headOf(item);
}

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

export interface WithLedger {
  readonly head: Head;
  readonly entries: readonly Written<LedgerEntry>[];
  /** How far a ledger of plain values is carried over, where that is under way. */
  readonly carried?: Carried;
  /** The proof of its last anchored entry. */
  readonly anchor?: Inclusion | undefined;
}

/** A sheet with its whole ledger, in the order of the entries' keys, or undefined; read afresh. */
export async function readLedger(table: Table, id: string): Promise<WithLedger | undefined> {
  const items = await readPartition(table, sheetPartition(id));
  const item = items.find(({ sk }) => sk === headKey(id).sk);
  if (item === undefined) return undefined;
  const head = headOf(item);
  const entries = entriesIn<LedgerEntry>(items, head.sheet.erased === true);
  return { head, entries, anchor: anchorIn(items), ...carriedIn(items) };
}

/** Whose turn was when at a site's desk. */
export async function readTurns(table: Table, site: string): Promise<Turns> {
  const item = await readItem(table, turnsKey(site));
  return (item?.turns ?? {}) as Turns;
}
