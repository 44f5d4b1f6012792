/** Many sheets, each with some of its entries, as whoever follows a batch of changes reads them. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { headItem } from '../../shared/store/sheets/sheet-items.ts';
import { readSheetsWithSaid } from '../../shared/store/sheets/sheets.ts';
import { entryKey, type Key } from '../../shared/store/table/keys.ts';
import type { Item } from '../../shared/store/table/table.ts';
import { writtenAttributes } from '../../shared/store/table/written.ts';
import { until } from '../support/factories.ts';
import { sheetAfter } from '../support/given-when-then.ts';

const sheet = sheetAfter(...until('accepted'));
const entry = (id: string, seq: number): Item => ({
  ...entryKey(id, seq),
  ...writtenAttributes({ entry: { step: 'urge', seq, note: { '#': 'c' } }, values: {} }),
});

/** A table that gives what is there in the order in which nobody asked for it. */
function tableOf(items: readonly Item[]) {
  const asked: Key[][] = [];
  const send = async ({
    input,
  }: {
    input: { RequestItems: { t: { Keys: Key[]; ConsistentRead: boolean } } };
  }) => {
    const { Keys, ConsistentRead } = input.RequestItems.t;
    expect(ConsistentRead).toBe(true);
    asked.push(Keys);
    const found = items.filter(({ pk, sk }) => Keys.some((key) => key.pk === pk && key.sk === sk));
    return { Responses: { t: found.toReversed() } };
  };
  return { table: { name: 't', client: { send } as unknown as DynamoDBDocumentClient }, asked };
}

it('all of a batch are read in one call, with the entries that were asked for in their order', async () => {
  const ids = Array.from({ length: 25 }, (_, nth) => `SHEET${nth}`);
  const { table, asked } = tableOf(
    ids.flatMap((id) => [
      headItem({ sheet: { ...sheet, id }, hash: 'h' }),
      ...[1, 2, 3, 4].map((seq) => entry(id, seq)),
    ]),
  );
  const find = await readSheetsWithSaid(table, new Map(ids.map((id) => [id, { from: 2, upTo: 4 }])));
  for (const id of ids) {
    const found = await find(id);
    expect(found?.sheet).toEqual({ ...sheet, id });
    expect(found?.entries.map(({ seq }) => seq)).toEqual([2, 3, 4]);
  }
  expect(asked.length).toBe(1);
});

it('one that is not there is none, and one without entries has none', async () => {
  const { table } = tableOf([headItem({ sheet, hash: 'h' }), entry(sheet.id, 1)]);
  const find = await readSheetsWithSaid(
    table,
    new Map([
      [sheet.id, undefined],
      ['GONE', { from: 1, upTo: 1 }],
    ]),
  );
  expect(await find('GONE')).toBeUndefined();
  expect(await find(sheet.id)).toEqual({ sheet, entries: [] });
});

it('a head that cannot be read fails whoever asks for that sheet, and no other', async () => {
  const damaged = { ...headItem({ sheet: { ...sheet, id: 'DAMAGED' }, hash: 'h' }), sheet: 'no sheet' };
  const { table } = tableOf([headItem({ sheet, hash: 'h' }), damaged]);
  const find = await readSheetsWithSaid(table, new Map([sheet.id, 'DAMAGED'].map((id) => [id, undefined])));
  await expect(find('DAMAGED')).rejects.toThrow();
  expect((await find(sheet.id))?.sheet).toEqual(sheet);
});
