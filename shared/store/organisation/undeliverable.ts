/**
 * Mail addresses that letters do not reach (contract section 11). The mark lies beside the person's entry of the
 * directory: nobody changed that, so nothing is entered in its ledger and its version stays.
 */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Person } from '../../domain/model/directory.ts';
import { undeliverableKey } from '../table/keys.ts';
import { readItem } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { remove, type Write } from '../table/transact.ts';
import { conditionHeld } from '../table/write.ts';

/** Since when letters have not reached somebody; RFC 3339 in UTC. */
export interface Undeliverable {
  readonly since: string;
}

/** Whether letters do not reach the address that somebody has now; read afresh. A mark of an earlier one says nothing. */
export async function readUndeliverable(
  table: Table,
  { id, email }: Pick<Person, 'id' | 'email'>,
): Promise<Undeliverable | undefined> {
  const item = email === undefined ? undefined : await readItem(table, undeliverableKey(id));
  return item?.address === email && item !== undefined ? { since: String(item.since) } : undefined;
}

/** Marks an address; one that is marked keeps the instant since when it is. Gives that instant. */
export async function markUndeliverable(
  table: Table,
  person: string,
  address: string,
  since: string,
): Promise<Undeliverable> {
  const isNew = await conditionHeld(
    table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...undeliverableKey(person), address, since },
        ConditionExpression: 'attribute_not_exists(pk) OR address <> :address',
        ExpressionAttributeValues: { ':address': address },
      }),
    ),
  );
  const marked = isNew ? undefined : await readUndeliverable(table, { id: person, email: address });
  return marked ?? { since };
}

/** The write that takes the mark away. */
export const undeliverableRemoval = (table: string, person: string): Write =>
  remove(table, undeliverableKey(person));
