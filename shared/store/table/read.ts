/** Reads of the table: one item, many items by their keys, and whatever a query finds. */
import { BatchGetCommand, GetCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { defined } from '../../domain/kernel/defined.ts';
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

/** The items with these keys that are there, in any order; `consistent` where a lagging copy will not do. */
export async function readItems(
  table: Table,
  wanted: readonly Key[],
  consistent = false,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  const keys: Record<string, unknown>[] = wanted.map((key) => ({ ...key }));
  while (keys.length > 0) {
    const Keys = keys.splice(0, MOST_IN_A_BATCH);
    const { Responses, UnprocessedKeys } = await table.client.send(
      new BatchGetCommand({ RequestItems: { [table.name]: { Keys, ConsistentRead: consistent } } }),
    );
    items.push(...(Responses?.[table.name] ?? []));
    keys.push(...(UnprocessedKeys?.[table.name]?.Keys ?? []));
  }
  return items;
}

/** A query of the table or of one of its indexes, without where it begins: the pages that came before say that. */
export type TableQuery = Omit<QueryCommandInput, 'TableName' | 'ExclusiveStartKey'>;

export interface TablePage {
  readonly items: readonly Item[];
  /** The key of the last item that was looked at, where there may be more behind it. */
  readonly last: Item | undefined;
}

/** What a query finds, a page a request, for as long as whoever reads asks for more. */
export async function* pagesOf(table: Table, query: TableQuery): AsyncGenerator<TablePage> {
  let last: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({ ...query, TableName: table.name, ExclusiveStartKey: last }),
    );
    last = page.LastEvaluatedKey;
    yield { items: page.Items ?? [], last };
  } while (last !== undefined);
}

/** One page of what a query finds: one request. */
export async function firstPage(table: Table, query: TableQuery): Promise<TablePage> {
  const { value } = await pagesOf(table, query).next();
  return value ?? { items: [], last: undefined };
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
