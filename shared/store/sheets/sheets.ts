/** Reads sheets, one request a sheet. */

import type { Inclusion } from '../../domain/anchors/checkpoint.ts';
import type { LedgerEntry } from '../../domain/model/sheet.ts';
import type { Turns } from '../../domain/sheets/open.ts';
import { anchorIn } from '../anchors/ledgers.ts';
import { counterKey, ENTRY_PREFIX, headKey, sheetPartition, turnsKey } from '../table/keys.ts';
import { readItem, readPartition } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { entryOf, type Head, headOf } from './sheet-items.ts';

/** The sheet with that id, or undefined; read afresh. */
export async function readHead(table: Table, id: string): Promise<Head | undefined> {
  const item = await readItem(table, headKey(id));
  return item && headOf(item);
}

export interface WithLedger {
  readonly head: Head;
  readonly entries: readonly LedgerEntry[];
  /** The proof of its last anchored entry. */
  readonly anchor?: Inclusion | undefined;
}

/** A sheet with its whole ledger, in the order of the entries' keys, or undefined; read afresh. */
export async function readLedger(table: Table, id: string): Promise<WithLedger | undefined> {
  const items = await readPartition(table, sheetPartition(id));
  const head = items.find((item) => item.sk === headKey(id).sk);
  if (head === undefined) return undefined;
  const entries = items.filter((item) => String(item.sk).startsWith(ENTRY_PREFIX)).map(entryOf);
  return { head: headOf(head), entries, anchor: anchorIn(items) };
}

/** How many sheets a site's local day has so far. */
export async function readCounter(table: Table, site: string, day: string): Promise<number> {
  const item = await readItem(table, counterKey(site, day));
  return typeof item?.last === 'number' ? item.last : 0;
}

/** Whose turn was when at a site's desk. */
export async function readTurns(table: Table, site: string): Promise<Turns> {
  const item = await readItem(table, turnsKey(site));
  return (item?.turns ?? {}) as Turns;
}
