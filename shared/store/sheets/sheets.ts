/** Reads sheets, one request a sheet. */

import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { LedgerEntry } from '../../domain/model/sheet.ts';
import type { Turns } from '../../domain/sheets/open.ts';
import { counterKey, ENTRY_PREFIX, headKey, sheetPartition, turnsKey } from '../table/keys.ts';
import { readPartition } from '../table/partition.ts';
import type { Table } from '../table/table.ts';
import { entryOf, type Head, headOf } from './sheet-items.ts';

/** The sheet with that id, or undefined; read afresh. */
export async function readHead(table: Table, id: string): Promise<Head | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: headKey(id), ConsistentRead: true }),
  );
  return Item === undefined ? undefined : headOf(Item);
}

export interface WithLedger {
  readonly head: Head;
  readonly entries: readonly LedgerEntry[];
}

/** A sheet with its whole ledger, in the order of the entries' keys, or undefined; read afresh. */
export async function readLedger(table: Table, id: string): Promise<WithLedger | undefined> {
  const items = await readPartition(table, sheetPartition(id));
  const head = items.find((item) => item.sk === headKey(id).sk);
  if (head === undefined) return undefined;
  const entries = items.filter((item) => String(item.sk).startsWith(ENTRY_PREFIX)).map(entryOf);
  return { head: headOf(head), entries };
}

/** How many sheets a site's local day has so far. */
export async function readCounter(table: Table, site: string, day: string): Promise<number> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: counterKey(site, day), ConsistentRead: true }),
  );
  return typeof Item?.last === 'number' ? Item.last : 0;
}

/** Whose turn was when at a site's desk. */
export async function readTurns(table: Table, site: string): Promise<Turns> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: turnsKey(site), ConsistentRead: true }),
  );
  return (Item?.turns ?? {}) as Turns;
}
