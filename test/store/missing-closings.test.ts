/** Sheets that version 0.1 followed up are archived by the system too, wherever the pass over them is killed. */
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMissingClosings } from '../../shared/store/sheets/missing-closings.ts';
import { closingKey, closingsKey } from '../../shared/store/table/keys.ts';
import { readItem } from '../../shared/store/table/read.ts';
import { HAND_OVER, INTAKES, opened, REPAIRED, RESOLVED, signed } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { Crash, type ObservedTable, observedTable } from '../support/observed-table.ts';

let cloud: TestCloud;
let table: ObservedTable;
const followedUp: string[] = [];
let inHand = '';

beforeAll(async () => {
  cloud = await startTestCloud();
  table = observedTable(cloud);
  for (let nth = 0; nth < 3; nth += 1) {
    const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
    await signed(cloud, id, [...REPAIRED, ['receptionist-sun', RESOLVED]]);
    followedUp.push(id);
  }
  inHand = (await opened(cloud.as('receptionist-sun'), INTAKES.repair)).id;
  await signed(cloud, inHand, [['receptionist-sun', HAND_OVER]]);
  await cloud.settle();
});
afterAll(async () => {
  table.client.destroy();
  await cloud.stop();
});

/** As version 0.1 left them. */
async function withoutClosings(): Promise<void> {
  const keys = [...followedUp.map(closingKey), closingsKey('riverside')];
  for (const Key of keys) await table.client.send(new DeleteCommand({ TableName: table.name, Key }));
}
const closings = async () =>
  (await Promise.all([...followedUp, inHand].map((id) => readItem(table, closingKey(id))))).map(
    (item) => item?.dueSk,
  );

describe('a site whose sheets have no time to be archived at', () => {
  it('has it added to what was followed up, wherever the pass dies, and to nothing else', async () => {
    const expected = [...followedUp.map((id) => `2026-11-30T08:00:00.000Z#${id}`), undefined];
    await withoutClosings();
    const from = table.sent.length;
    expect(await addMissingClosings(table, 'riverside')).toBe(true);
    const calls = table.sent.length - from;
    expect(await closings()).toEqual(expected);
    for (const when of ['before', 'after'] as const) {
      for (let nth = 0; nth < calls; nth += 1) {
        await withoutClosings();
        const begin = table.sent.length;
        table.fault = (_name, place) => (place === begin + nth ? when : undefined);
        await expect(addMissingClosings(table, 'riverside')).rejects.toThrow(Crash);
        table.fault = () => undefined;
        expect(await addMissingClosings(table, 'riverside')).toBe(true);
        expect(await closings(), `${when} call ${nth}`).toEqual(expected);
      }
    }
  });

  it('is not gone through again', async () => {
    const from = table.sent.length;
    expect(await addMissingClosings(table, 'riverside')).toBe(true);
    expect(table.sent.slice(from)).toEqual(['GetItemCommand']);
  });
});
