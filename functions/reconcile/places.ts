/** Where runs of reconcile stopped, kept in the table a site. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { reconciledKey } from '../../shared/store/table/keys.ts';
import { readItem } from '../../shared/store/table/read.ts';
import type { Table } from '../../shared/store/table/table.ts';
import type { Kind } from './portions.ts';

/** Of each kind of which something was left over, the place in the due index that was reached. */
export type Places = { readonly [K in Kind]?: string };

/** Where the last run of a site stopped. */
export async function readPlaces(table: Table, site: string): Promise<Places> {
  const item = await readItem(table, reconciledKey(site));
  return item === undefined ? {} : JSON.parse(String(item.places));
}

/** Says where a run stopped. Of two that ran at once the later one is believed: nothing is lost by looking twice. */
export async function writePlaces(table: Table, site: string, places: Places): Promise<void> {
  const Item = { ...reconciledKey(site), places: JSON.stringify(places) };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
}
