/** However many sheets are overdue, what is late and yet to be noticed is found behind them. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reconcile } from '../../../functions/reconcile/reconcile.ts';
import type { Sheet } from '../../../shared/domain/model/sheet.ts';
import { cacheDirectory, directoryReader } from '../../../shared/store/organisation/directory-cache.ts';
import { headItem, headOf } from '../../../shared/store/sheets/sheet-items.ts';
import { headKey, shardOf } from '../../../shared/store/table/keys.ts';
import { readItem } from '../../../shared/store/table/read.ts';
import { repairUntil } from '../../support/domain/timeline.ts';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';
import { type ObservedTable, observedTable } from '../../support/observed-table.ts';

let cloud: TestCloud;
let table: ObservedTable;
beforeAll(async () => {
  cloud = await startTestCloud();
  table = observedTable(cloud);
});
afterAll(async () => {
  table.client.destroy();
  await cloud.stop();
});

/** A run looks at so many of a shard. */
const MOST = 500;

it('passes over what is broken already', async () => {
  const { sheet } = repairUntil('handed-over');
  const put = (id: string, states: Readonly<Record<string, 'breached' | 'running'>>, dueAt: string) => {
    const clocks = sheet.clocks.flatMap((clock) => {
      const state = states[clock.name];
      const broken = state === 'breached' ? { breachedAt: dueAt } : {};
      return state === undefined ? [] : [{ ...clock, dueAt, state, ...broken }];
    });
    const head = {
      sheet: { ...sheet, id, number: `KF-20261123-${id.slice(-5)}`, clocks } as Sheet,
      hash: 'h',
    };
    return table.client.send(
      new PutCommand({ TableName: table.name, Item: headItem({ ...head, bytes: 1 }) }),
    );
  };
  // All of one shard: the last character of an id says which.
  for (let nth = 0; nth <= MOST; nth += 1) {
    await put(
      `01KAV00000000000000${String(nth).padStart(6, '0')}0`,
      { return: 'breached' },
      '2026-11-23T07:00:00.000Z',
    );
  }
  const late = '01KAV000000000000000LATE00';
  expect(shardOf(late)).toBe(shardOf('0'));
  // By the cloud's clock that is to come, so that no timer rings.
  await put(late, { return: 'running' }, '2026-11-23T09:00:00.000Z');
  const unused = {} as never;
  const world = {
    timers: unused,
    executions: unused,
    letters: unused,
    files: unused,
    archive: unused,
    compare: unused,
    tellDiffering: unused,
  };
  const done = await reconcile(
    { ...world, table, directories: directoryReader(cacheDirectory(table)), now: '2026-11-23T10:00:00.000Z' },
    false,
  ).catch((error: unknown) => error);
  expect(done).toMatchObject({ seen: 1, late: 1 });
  const { sheet: broken } = headOf((await readItem(table, headKey(late))) ?? {});
  expect(broken.clocks[0]).toMatchObject({ name: 'return', state: 'breached' });
});
