/** Sheets of earlier versions are listed by what is unmet as today's are, before they are placed anew and after, wherever that is killed. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withNamesOf01 } from '../../shared/domain/archive/as-of-0.1/sheet-names.ts';
import { summaryOf } from '../../shared/domain/sheets/summary.ts';
import { placeSheets } from '../../shared/store/sheets/placing.ts';
import { headOf } from '../../shared/store/sheets/sheet-items.ts';
import {
  due,
  duePartition,
  headKey,
  placedKey,
  shardOf,
  unmetPartition,
} from '../../shared/store/table/keys.ts';
import { readItem } from '../../shared/store/table/read.ts';
import { HAND_OVER, INTAKES, opened, signed } from '../support/intakes.ts';
import { startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';
import { Crash, type ObservedTable, observedTable } from '../support/observed-table.ts';

interface Listed {
  readonly items: readonly { readonly id: string; readonly unmet: readonly object[] }[];
}

let cloud: TestCloud;
let table: ObservedTable;
/** Broken and nothing else running; running; broken and running; nothing unmet. */
const ids: string[] = [];
let today: Listed['items'] = [];

beforeAll(async () => {
  cloud = await startTestCloud();
  table = observedTable(cloud);
  const keep = async (body: object, who = 'receptionist-sun') => {
    const { id } = await opened(cloud.as(who), body);
    ids.push(id);
    return id;
  };
  await keep(INTAKES.enquiry, 'resident-qian');
  await signed(cloud, await keep(INTAKES.repair), [['receptionist-sun', HAND_OVER]]);
  await keep(INTAKES.report);
  const withdrawn = await keep(INTAKES.enquiry, 'resident-zhao');
  await signed(cloud, withdrawn, [['resident-zhao', { step: 'withdraw', reason: '不问了' }]]);
  await cloud.clock.advance('PT25H');
  await keep(INTAKES.repair);
  today = await byDue('director-wei');
});
afterAll(async () => {
  table.client.destroy();
  await cloud.stop();
});

async function byDue(who: string): Promise<Listed['items']> {
  const reply = await cloud.as(who).get<Listed>('/sheets?site=riverside&sort=due');
  expect(reply.status, reply.text).toBe(200);
  return reply.json.items;
}

/** As the version before wrote it: placed by the earliest deadline that runs, among all else that falls due. */
async function asBefore(id: string): Promise<void> {
  const item = (await readItem(table, headKey(id))) ?? {};
  const { sheet } = headOf(item);
  const { unmet: _unmet, parts: _parts, ...summary } = summaryOf(sheet);
  const [nextDue] = sheet.clocks.flatMap(({ state, dueAt }) => (state === 'running' ? dueAt : [])).sort();
  const { duePk: _pk, dueSk: _sk, ...rest } = item;
  const Item = {
    ...rest,
    ...{ shape: 3, sheet: JSON.stringify(withNamesOf01(sheet)) },
    summary: JSON.stringify({ ...summary, ...(nextDue === undefined ? {} : { nextDue }) }),
    ...(nextDue === undefined
      ? {}
      : { duePk: duePartition('riverside', shardOf(id)), dueSk: due(nextDue, id) }),
  };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
}
const places = async () =>
  Promise.all(
    ids.map(async (id) => {
      const { duePk, dueSk } = (await readItem(table, headKey(id))) ?? {};
      return [duePk, dueSk];
    }),
  );

describe('sheets of earlier versions', () => {
  it('are told of in full, each once, before they are placed anew', async () => {
    for (const id of ids) await asBefore(id);
    const sorted = (items: Listed['items']) => [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const who of ['director-wei', 'engineering-manager-wang', 'resident-zhao']) {
      const before = await byDue(who);
      const whole = today.filter(({ id }) => before.some((each) => each.id === id));
      expect(sorted(before), who).toEqual(sorted(whole));
      if (who === 'director-wei') expect(before).toHaveLength(ids.length);
    }
  });

  it('are placed by what is unmet, wherever the pass dies', async () => {
    const from = table.sent.length;
    expect(await placeSheets(table, 'riverside', TEST_NOW)).toBe(true);
    const calls = table.sent.length - from;
    const expected = await places();
    expect(expected.map(([duePk]) => duePk === undefined)).toEqual([false, false, false, true, false]);
    for (const [nth, [duePk]] of expected.entries()) {
      if (duePk !== undefined) expect(duePk).toBe(unmetPartition('riverside', shardOf(ids[nth] ?? '')));
    }
    expect(await byDue('director-wei')).toEqual(today);
    for (const when of ['before', 'after'] as const) {
      for (let nth = 0; nth < calls; nth += 1) {
        for (const id of ids) await asBefore(id);
        const begin = table.sent.length;
        table.fault = (_name, place) => (place === begin + nth ? when : undefined);
        await expect(placeSheets(table, 'riverside', TEST_NOW)).rejects.toThrow(Crash);
        table.fault = () => undefined;
        expect(await placeSheets(table, 'riverside', TEST_NOW)).toBe(true);
        expect(await places(), `${when} call ${nth}`).toEqual(expected);
      }
    }
  });

  it('are gone through once more a day later, for what is written meanwhile, and then no more', async () => {
    const [first = ''] = ids;
    await asBefore(first);
    const later = new Date(Date.parse(TEST_NOW) + 25 * 3_600_000).toISOString();
    expect(await placeSheets(table, 'riverside', later)).toBe(true);
    expect((await readItem(table, placedKey('riverside')))?.done).toBe(true);
    expect(await byDue('director-wei')).toEqual(today);
    const from = table.sent.length;
    expect(await placeSheets(table, 'riverside', later)).toBe(true);
    expect(table.sent.slice(from)).toEqual(['GetItemCommand']);
  });
});
