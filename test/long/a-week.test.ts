import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { BusySite } from '../support/long/busy-site.ts';
import { checkLedgers } from '../support/long/check-ledgers.ts';

const SHEETS_A_DAY = 3;
const SEED = 7;

const errors: unknown[] = [];
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ log: (error) => errors.push(error) });
});
afterAll(() => cloud?.stop());

it('every breach of a week is the one that the ledgers tell of, computed anew', async () => {
  const site = await BusySite.at(cloud, SEED);
  for (let day = 0; day < 7; day += 1) await site.day(SHEETS_A_DAY);
  const { promises, breaches, raised, wrong } = await checkLedgers(
    site.table,
    site.sheets,
    cloud.clock.now(),
  );
  expect(wrong).toEqual([]);
  expect(site.sheets).toHaveLength(7 * SHEETS_A_DAY);
  expect(promises).toBeGreaterThan(80);
  expect(breaches).toBeGreaterThan(8);
  expect(raised).toBeGreaterThan(breaches / 2);
  expect([...errors, ...site.errors]).toEqual([]);
});
