/** What was given up after a day, for as long as its dead letter may be redriven (contract section 11). */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { givenUpKey } from '../../shared/store/table/keys.ts';
import { readItem } from '../../shared/store/table/read.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { writeItems } from '../../shared/store/table/write.ts';
import type { Message } from './channel.ts';

/** As long as dead letters are kept (`infra/deliveries.ts`), and a day. */
const KEPT_SECONDS = 15 * 24 * 3600;

/** Keeps a message; the same again changes nothing. */
export async function keepGivenUp(
  table: Table,
  reader: string,
  message: Message,
  now: string,
): Promise<void> {
  const expiresAt = Math.floor(Date.parse(now) / 1000) + KEPT_SECONDS;
  const Item = { ...givenUpKey(reader, message.id), message: JSON.stringify(message), expiresAt };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
}

/** The message of that id, or undefined where it has gone since. */
export async function readGivenUp(table: Table, reader: string, id: string): Promise<Message | undefined> {
  const item = await readItem(table, givenUpKey(reader, id));
  return item && JSON.parse(String(item.message));
}

/** Forgets a message that is being tried again. */
export const forgetGivenUp = (table: Table, reader: string, id: string): Promise<void> =>
  writeItems(table, [{ DeleteRequest: { Key: { ...givenUpKey(reader, id) } } }]);
