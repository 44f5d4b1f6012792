/** Reads of the table: one item, many items by their keys, and whatever a query finds. */
import { BatchGetCommand, GetCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { defined } from '../../domain/kernel/defined.ts';
import { inParallel } from '../../runtime/in-parallel.ts';
import type { Key } from './keys.ts';
import type { Item, Table } from './table.ts';

/** The item with that key, or undefined; read afresh. `attributes`: only these of it. */
export async function readItem(
  table: Table,
  key: Key,
  attributes?: readonly string[],
): Promise<Item | undefined> {
  const ProjectionExpression = attributes?.join(', ');
  const command = {
    TableName: table.name,
    Key: key,
    ConsistentRead: true,
    ...defined({ ProjectionExpression }),
  };
  return (await table.client.send(new GetCommand(command))).Item;
}

/** Most items that one BatchGetItem takes. */
const MOST_IN_A_BATCH = 100;

/** So many batches are asked for at once. */
const BATCHES_AT_ONCE = 8;

/** How items are read: `consistent` where a lagging copy will not do, `attributes` where these of them are enough. */
interface Reading {
  readonly consistent?: boolean;
  readonly attributes?: readonly string[];
}

/** The items with these keys that are there, in any order; in batches side by side. */
export async function readItems(
  table: Table,
  wanted: readonly Key[],
  { consistent = false, attributes }: Reading = {},
): Promise<readonly Item[]> {
  const items: Item[] = [];
  const asked = defined({ ConsistentRead: consistent, ProjectionExpression: attributes?.join(', ') });
  const batches = Array.from({ length: Math.ceil(wanted.length / MOST_IN_A_BATCH) }, (_, nth) =>
    wanted.slice(nth * MOST_IN_A_BATCH, (nth + 1) * MOST_IN_A_BATCH),
  );
  await inParallel(batches, BATCHES_AT_ONCE, async (batch) => {
    let Keys: Record<string, unknown>[] = batch.map((key) => ({ ...key }));
    while (Keys.length > 0) {
      const { Responses, UnprocessedKeys } = await table.client.send(
        new BatchGetCommand({ RequestItems: { [table.name]: { Keys, ...asked } } }),
      );
      items.push(...(Responses?.[table.name] ?? []));
      Keys = UnprocessedKeys?.[table.name]?.Keys ?? [];
    }
  });
  return items;
}

/** A query of the table or of one of its indexes, without where it begins: the pages that came before say that. */
export type TableQuery = Omit<QueryCommandInput, 'TableName' | 'ExclusiveStartKey'> & {
  /** The values of `:downTo` and `:upTo`. The table takes no range that ends before it begins: nothing is found in one. */
  readonly between?: { readonly downTo: string; readonly upTo: string };
};

export interface TablePage {
  readonly items: readonly Item[];
  /** The key of the last item that was looked at, where there may be more behind it. */
  readonly last: Item | undefined;
  /** How many items the query's own filter left out. */
  readonly passed: number;
}

/** What a query finds, a page a request, for as long as whoever reads asks for more. */
export async function* pagesOf(table: Table, { between, ...asked }: TableQuery): AsyncGenerator<TablePage> {
  if (between !== undefined && between.upTo < between.downTo) return;
  const range = between && { ':downTo': between.downTo, ':upTo': between.upTo };
  const query = { ...asked, ExpressionAttributeValues: { ...asked.ExpressionAttributeValues, ...range } };
  let last: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({ ...query, TableName: table.name, ExclusiveStartKey: last }),
    );
    last = page.LastEvaluatedKey;
    const items = page.Items ?? [];
    yield { items, last, passed: (page.ScannedCount ?? items.length) - items.length };
  } while (last !== undefined);
}

/** One page of what a query finds: one request. */
export async function firstPage(table: Table, query: TableQuery): Promise<TablePage> {
  const { value } = await pagesOf(table, query).next();
  return value ?? { items: [], last: undefined, passed: 0 };
}

/** All that a query finds, in its order, in as many requests as that takes. */
export async function queryAll(table: Table, query: TableQuery): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of pagesOf(table, query)) for (const item of page.items) items.push(item);
  return items;
}

/** Everything in a partition, in the order of the sort keys; read afresh. */
export function readPartition(table: Table, partition: string): Promise<readonly Item[]> {
  return queryAll(table, {
    KeyConditionExpression: 'pk = :partition',
    ExpressionAttributeValues: { ':partition': partition },
    ConsistentRead: true,
  });
}
