/** A site lives for three weeks, past the end of a month, with sheets, cases and awards; then all its figures, and all that bears on its people, are counted anew. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_TERMS } from '../../shared/domain/cases/terms.ts';
import { type Json, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { BusyOffice } from '../support/long/busy-office.ts';
import { BusySite } from '../support/long/busy-site.ts';
import { recount } from '../support/long/recount.ts';

const SEED = 11;
const DAYS = 20;
/** Windows of a few days, so that cases end within the test. */
const TERMS = { ...DEFAULT_TERMS, window: 'P5D', reminder: 'P1D' };

const errors: unknown[] = [];
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ log: (error) => errors.push(error) });
});
afterAll(() => cloud?.stop());

it('every figure and everything that bears on people is what the ledgers alone come to', async () => {
  const site = await BusySite.at(cloud, SEED);
  const office = new BusyOffice(site, SEED, { terms: TERMS, slowest: 30 });
  for (let day = 0; day < DAYS; day += 1) {
    office.plan(day < 6 ? 3 : 0, 1);
    await site.day(1);
  }
  await cloud.settle();
  const now = site.now();
  const { figures, frozen, finalCases, bearing, wrong } = await recount(site, office, '2026-11', now);
  expect([...errors, ...site.errors]).toEqual([]);
  expect(wrong).toEqual([]);
  expect([figures > 300, frozen, finalCases > 5]).toEqual([true, 1, true]);

  const read = async (span = '') => {
    const reply = await cloud
      .as('hr-yang')
      .get<{ items: readonly Json[] }>(`/consequences?site=riverside${span}`);
    expect(reply.status, reply.text).toBe(200);
    return new Map(reply.json.items.map((item) => [String(item.case ?? item.award), item]));
  };
  const all = await read();
  expect([...all.keys()].toSorted()).toEqual([...bearing.keys()].toSorted());
  for (const [id, item] of bearing) expect(all.get(id)).toEqual(item);
  const carried = [...all.values()].filter(({ carriedOut }) => (carriedOut as Json[] | undefined)?.length);
  expect(carried.length).toBeGreaterThan(2);
  // Of some days, by the site's wall: what was decided or granted then.
  const [from, to] = ['2026-11-28', '2026-12-05'];
  const within = [...bearing].filter(([, item]) => {
    const { decidedAt, at } = item as { decidedAt?: string; at?: string };
    const day = new Date(Date.parse(decidedAt ?? at ?? '') + 8 * 3_600_000).toISOString().slice(0, 10);
    return day >= from && day <= to;
  });
  expect([...(await read(`&from=${from}&to=${to}`)).keys()].toSorted()).toEqual(
    within.map(([id]) => id).toSorted(),
  );
});
