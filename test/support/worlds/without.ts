/** A table as it would be if some things had never been: they are taken out, and put back. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Item, Table } from '../../../shared/store/table/table.ts';
import { writeItems } from '../../../shared/store/table/write.ts';

/** Everything in a table. */
export async function allItems(table: Table): Promise<readonly Item[]> {
  const items: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await table.client.send(new ScanCommand({ TableName: table.name, ExclusiveStartKey }));
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return items;
}

/** Takes items out of a table for as long as something is done. */
export async function withoutItems<T>(
  table: Table,
  items: readonly Item[],
  run: () => Promise<T>,
): Promise<T> {
  const keys = items.map(({ pk, sk }) => ({ pk, sk }));
  await writeItems(
    table,
    keys.map((Key) => ({ DeleteRequest: { Key } })),
  );
  try {
    return await run();
  } finally {
    await writeItems(
      table,
      items.map((Item) => ({ PutRequest: { Item } })),
    );
  }
}

/** Whether an item tells of any of these things, wherever it has the id. */
export function tellsOf(things: readonly { readonly id: string }[]): (item: Item) => boolean {
  return (item) => {
    const text = JSON.stringify(item);
    return things.some(({ id }) => text.includes(id));
  };
}
