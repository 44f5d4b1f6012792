import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  HAND_OVER,
  INTAKES,
  type LedgerJson,
  newKey,
  opened,
  type SheetJson,
  signed,
} from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const desk = () => cloud.as('receptionist-sun');
const atOnce = <T>(times: number, task: (nth: number) => Promise<T>) =>
  Promise.all(Array.from({ length: times }, (_, nth) => task(nth)));

it('50 intakes at once all succeed and number their day without gaps', async () => {
  const sheets = await atOnce(50, () => opened(desk(), INTAKES.repair));
  // A refused one in between takes none.
  await desk().post('/sheets', { ...INTAKES.repair, site: 'nowhere' }, newKey());
  const last = await opened(desk(), INTAKES.repair);
  const numbers = [...sheets, last].map(({ number }) => number).sort();
  expect(numbers).toEqual(
    Array.from({ length: 51 }, (_, nth) => `KF-20261123-${String(nth + 1).padStart(4, '0')}`),
  );
});

it('numbers begin anew at the site’s midnight', async () => {
  // 16:00 in Shanghai on the 23rd, plus 8 hours.
  await cloud.clock.advance('PT7H59M59S');
  expect((await opened(desk(), INTAKES.repair)).number).toBe('KF-20261123-0052');
  await cloud.clock.advance('PT1S');
  expect((await opened(desk(), INTAKES.repair)).number).toBe('KF-20261124-0001');
});

it('online requests at once share the desk fairly', async () => {
  const sheets = await atOnce(20, () => opened(cloud.as('resident-qian'), INTAKES.enquiry));
  const turns = sheets.filter(({ firstContact }) => firstContact === 'receptionist-sun').length;
  expect(turns).toBe(10);
});

it('20 writers on one sheet lose nothing and never fork the chain', async () => {
  const { id } = await opened(desk(), INTAKES.repair);
  const people = ['receptionist-sun', 'receptionist-zhou', 'cs-manager-li', 'cs-supervisor-he'];
  const replies = await atOnce(20, (nth) =>
    cloud
      .as(people[nth % 4] ?? '')
      .post(`/sheets/${id}/sign-offs`, { step: 'urge', message: `第${nth}次催办` }),
  );
  expect(replies.map(({ status }) => status)).toEqual(Array(20).fill(201));
  const ledger = (await desk().get<LedgerJson>(`/sheets/${id}/ledger`)).json;
  expect(ledger.intact).toBe(true);
  expect(ledger.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 21 }, (_, nth) => nth + 1));
  expect(new Set(ledger.entries.map((entry) => JSON.stringify(Object(entry).message))).size).toBe(21);
  expect((await desk().get<SheetJson>(`/sheets/${id}`)).json.version).toBe(21);
});

it('of two who sign the same step at once exactly one succeeds', async () => {
  const { id } = await opened(desk(), INTAKES.repair);
  await signed(cloud, id, [['receptionist-sun', HAND_OVER]]);
  const replies = await atOnce(8, (nth) =>
    cloud
      .as(nth % 2 === 0 ? 'worker-wu' : 'worker-zheng')
      .post(`/sheets/${id}/sign-offs`, { step: 'accept' }),
  );
  const won = replies.filter(({ status }) => status === 201);
  // Who lost either may not see it any more (the other worker handles it) or is too late.
  expect(won).toHaveLength(1);
  expect(replies.every(({ status }) => [201, 404, 409].includes(status))).toBe(true);
  const sheet = (await desk().get<SheetJson>(`/sheets/${id}`)).json;
  expect([sheet.status, sheet.version]).toEqual(['accepted', 3]);
});

it('with If-Match a race has one winner and the others hear of it', async () => {
  const { id } = await opened(desk(), INTAKES.repair);
  const urge = { step: 'urge', message: '请尽快' };
  const replies = await atOnce(5, () => desk().post(`/sheets/${id}/sign-offs`, urge, { 'if-match': '"1"' }));
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 412, 412, 412, 412]);
});
