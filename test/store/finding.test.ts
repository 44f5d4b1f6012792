/** Sheets of earlier versions are found as today's are, once their rows are made, wherever that is killed. */
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { areFindable, makeFindable, partitionOf } from '../../shared/store/sheets/finding.ts';
import { findableKey, headKey } from '../../shared/store/table/keys.ts';
import { queryAll, readItem } from '../../shared/store/table/read.ts';
import { INTAKES, opened } from '../support/intakes.ts';
import { startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';
import { Crash, type ObservedTable, observedTable } from '../support/observed-table.ts';

let cloud: TestCloud;
let table: ObservedTable;
const ids: string[] = [];
beforeAll(async () => {
  cloud = await startTestCloud();
  table = observedTable(cloud);
  const against = { ...INTAKES.complaint.complaint, against: { person: 'director-wei' } };
  for (const body of [INTAKES.report, { ...INTAKES.complaint, complaint: against }]) {
    ids.push((await opened(cloud.as('receptionist-sun'), body)).id);
    await cloud.clock.advance('PT1M');
  }
  await cloud.settle();
});
afterAll(async () => {
  table.client.destroy();
  await cloud.stop();
});

async function keys() {
  const values = [
    ['tel', '13800005678'],
    ['tail', '5678'],
    ['name', '赵敏'],
    ['home', '1-2-301'],
  ] as const;
  const partitions = await Promise.all(
    values.map(([kind, value]) => partitionOf(table, 'riverside', kind, value)),
  );
  const rows = [...partitions, 'AGAINST#riverside'].map((pk) =>
    queryAll(table, {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sheet)',
      ExpressionAttributeValues: { ':pk': pk, ':sheet': 'SHEET#' },
    }),
  );
  return (await Promise.all(rows)).flat().map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
}

/** As the version before left them. */
async function without(): Promise<void> {
  const there = await keys();
  for (const Key of [...there, findableKey('riverside')]) {
    await table.client.send(new DeleteCommand({ TableName: table.name, Key }));
  }
}
const list = async (who: string, query = '') =>
  (
    await cloud.as(who).get<{ items: readonly { id: string }[] }>(`/sheets?site=riverside${query}`)
  ).json.items.map(({ id }) => id);

it('gives rows and links to what has none, wherever the pass dies', async () => {
  const expected = await keys();
  expect(expected).toHaveLength(9);
  await without();
  expect(await list('receptionist-sun', '&q=5678')).toEqual([]);
  expect(await list('overseer-han')).toEqual([ids[1]]);
  const from = table.sent.length;
  expect(await makeFindable(table, 'riverside', TEST_NOW)).toBe(true);
  const calls = table.sent.length - from;
  expect(await keys()).toEqual(expected);
  expect(await list('receptionist-sun', '&q=5678')).toEqual([...ids].reverse());
  for (const when of ['before', 'after'] as const) {
    for (let nth = 0; nth < calls; nth += 1) {
      await without();
      const begin = table.sent.length;
      table.fault = (_name, place) => (place === begin + nth ? when : undefined);
      await expect(makeFindable(table, 'riverside', TEST_NOW)).rejects.toThrow(Crash);
      table.fault = () => undefined;
      expect(await makeFindable(table, 'riverside', TEST_NOW)).toBe(true);
      expect(await keys(), `${when} call ${nth}`).toEqual(expected);
    }
  }
});

it('writes nothing for what has them, and is over a day later', async () => {
  const later = new Date(Date.parse(TEST_NOW) + 25 * 3_600_000).toISOString();
  expect(await areFindable(table, 'riverside')).toBe(false);
  const from = table.sent.length;
  expect(await makeFindable(table, 'riverside', later)).toBe(true);
  expect(table.sent.slice(from)).not.toContain('TransactWriteCommand');
  expect((await readItem(table, findableKey('riverside')))?.done).toBe(true);
  expect(await areFindable(table, 'riverside')).toBe(true);
});

it('lets the overseer pass by what is against nobody', async () => {
  expect(await list('overseer-han')).toEqual([ids[1]]);
});

it('goes on past a head that somebody damaged, and ends', async () => {
  const [damaged = '', sound = ''] = ids;
  const expected = (await keys()).filter(({ sk }) => sk.endsWith(sound));
  await without();
  const Key = headKey(damaged);
  const damage = { UpdateExpression: 'SET sheet = :none', ExpressionAttributeValues: { ':none': 'none' } };
  await table.client.send(new UpdateCommand({ TableName: table.name, Key, ...damage }));
  expect(await makeFindable(table, 'riverside', TEST_NOW)).toBe(true);
  expect(await keys()).toEqual(expected);
  expect(expected.length).toBeGreaterThan(0);
});
