/**
 * What is owed of a ledger: letters and facts of its last entries, search rows of a resident, until they are made (decision 58). One item a ledger,
 * written with the entries and taken away by whoever has made everything that follows from them.
 */
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { reveal } from '../../domain/kernel/values.ts';
import { due, entryKey, owedKey, owedPartition } from './keys.ts';
import { queryAll, readItem } from './read.ts';
import { readable } from './readable.ts';
import type { Item, Table } from './table.ts';
import type { Write } from './transact.ts';
import { conditionHeld } from './write.ts';
import { writtenIn } from './written.ts';

/** Entries of a ledger, by their numbers, both ends among them. */
export interface EntrySpan {
  readonly from: number;
  readonly upTo: number;
}

interface Numbered {
  readonly seq: number;
  readonly at: string;
}

/** Owes what follows from new entries, beside what is owed of those before. `table` is its name. */
export function owedWrites(
  table: string,
  ledger: string,
  site: string,
  entries: readonly Numbered[],
): readonly Write[] {
  const [first, last] = [entries.at(0), entries.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [
    {
      Update: {
        TableName: table,
        Key: owedKey(ledger),
        UpdateExpression:
          'SET #from = if_not_exists(#from, :from), upTo = :upTo, duePk = :site, dueSk = if_not_exists(dueSk, :due)',
        ExpressionAttributeNames: { '#from': 'from' },
        ExpressionAttributeValues: {
          ':from': first.seq,
          ':upTo': last.seq,
          ':site': owedPartition(site),
          ':due': due(first.at, ledger),
        },
      },
    },
  ];
}

const spanIn = (item: Item | undefined): EntrySpan | undefined =>
  item && { from: Number(item.from), upTo: Number(item.upTo) };

/** Of which entries of a ledger something is owed, or undefined; read afresh. */
export const readOwed = async (table: Table, ledger: string): Promise<EntrySpan | undefined> =>
  spanIn(await readItem(table, owedKey(ledger)));

/**
 * Notes that everything is made that follows from these entries. What came meanwhile is still owed; so is what came before
 * them, of which somebody else may have made nothing yet.
 */
export async function noteSettled(table: Table, ledger: string, done: EntrySpan): Promise<void> {
  const place = {
    TableName: table.name,
    Key: owedKey(ledger),
    ExpressionAttributeNames: { '#from': 'from' },
  };
  const isOver = await conditionHeld(
    table.client.send(
      new DeleteCommand({
        ...place,
        ConditionExpression: '#from >= :from AND upTo <= :upTo',
        ExpressionAttributeValues: { ':from': done.from, ':upTo': done.upTo },
      }),
    ),
  );
  if (isOver) return;
  const left = await readOwed(table, ledger);
  if (left === undefined || left.from < done.from || left.from > done.upTo) return;
  await conditionHeld(
    table.client.send(
      new UpdateCommand({
        ...place,
        UpdateExpression: 'SET #from = :next',
        ConditionExpression: '#from = :from AND upTo > :upTo',
        ExpressionAttributeValues: { ':next': done.upTo + 1, ':from': left.from, ':upTo': done.upTo },
      }),
    ),
  );
}

/** Entries of a ledger as they were said, with their values in their places, as far as they can be read; read afresh. */
export async function readSaid<E extends object>(
  table: Table,
  ledger: string,
  { from, upTo }: EntrySpan,
): Promise<readonly E[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :ledger AND sk BETWEEN :from AND :upTo',
    ExpressionAttributeValues: {
      ':ledger': ledger,
      ':from': entryKey('', from).sk,
      ':upTo': entryKey('', upTo).sk,
    },
    ConsistentRead: true,
  });
  return saidIn(items);
}

/** Entries as they were said, as far as their items can be read. */
export const saidIn = <E extends object>(items: readonly Item[]): readonly E[] =>
  readable(items, (item) => {
    const { entry, values } = writtenIn<E>(item);
    if (!('step' in entry)) throw new Error('this is no entry');
    return reveal(entry, values);
  });
