import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  HAND_OVER,
  INTAKES,
  type LedgerJson,
  newKey,
  opened,
  type ProblemJson,
  type SheetJson,
} from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const desk = () => cloud.as('receptionist-sun');

it('the same request again gives the first answer byte for byte and changes nothing', async () => {
  const key = newKey();
  const first = await desk().post<SheetJson>('/sheets', INTAKES.repair, key);
  // The same body, its members in another order.
  const shuffled = Object.fromEntries(Object.entries(INTAKES.repair).reverse());
  const again = await desk().post('/sheets', shuffled, key);
  expect([again.status, again.text, again.headers.get('etag'), again.headers.get('location')]).toEqual([
    201,
    first.text,
    '"1"',
    `/sheets/${first.json.id}`,
  ]);
  expect((await opened(desk(), INTAKES.repair)).number).toBe('KF-20261123-0002');
});

it('is replayed after the sheet has moved on, whatever If-Match says now', async () => {
  const { id } = await opened(desk(), INTAKES.repair);
  const key = { ...newKey(), 'if-match': '"1"' };
  const path = `/sheets/${id}/sign-offs`;
  const first = await desk().post(path, HAND_OVER, key);
  await cloud.as('worker-wu').post(path, { step: 'accept' });
  const again = await desk().post(path, HAND_OVER, key);
  expect([again.status, again.text]).toEqual([201, first.text]);
  const ledger = await desk().get<LedgerJson>(`/sheets/${id}/ledger`);
  expect(ledger.json.entries.map(({ step }) => step)).toEqual(['open', 'hand-over', 'accept']);
});

it('is replayed where the step could be done once more', async () => {
  const { id } = await opened(desk(), INTAKES.repair);
  const key = newKey();
  const urge = { step: 'urge', message: '请尽快' };
  const texts = new Set<string>();
  for (let time = 0; time < 3; time += 1)
    texts.add((await desk().post(`/sheets/${id}/sign-offs`, urge, key)).text);
  expect(texts.size).toBe(1);
  expect((await desk().get<LedgerJson>(`/sheets/${id}/ledger`)).json.entries).toHaveLength(2);
});

it('the same key with another body is a mismatch, unless the body is bad in itself', async () => {
  const key = newKey();
  await desk().post('/sheets', INTAKES.repair, key);
  const other = await desk().post<ProblemJson>(
    '/sheets',
    { ...INTAKES.repair, subject: '卧室窗户关不上' },
    key,
  );
  expect([other.status, other.json.code]).toEqual([422, 'idempotency-mismatch']);
  expect((await desk().post('/sheets', { ...INTAKES.repair, subject: '短' }, key)).status).toBe(400);
});

it('a key belongs to its caller and its path', async () => {
  const key = newKey();
  const [a, b] = await Promise.all([
    desk().post<SheetJson>('/sheets', INTAKES.repair, key),
    cloud.as('receptionist-zhou').post<SheetJson>('/sheets', INTAKES.repair, key),
  ]);
  expect(a.json.id).not.toBe(b.json.id);
  expect((await desk().post(`/sheets/${a.json.id}/sign-offs`, HAND_OVER, key)).status).toBe(201);
});

it('what was refused is not remembered', async () => {
  const { id } = await opened(desk(), INTAKES.repair);
  const key = newKey();
  const path = `/sheets/${id}/sign-offs`;
  expect((await cloud.as('receptionist-sun').post(path, { step: 'receive' }, key)).status).toBe(409);
  expect((await cloud.as('receptionist-sun').post(path, HAND_OVER, key)).status).toBe(201);
});

it('twenty at once with one key are one', async () => {
  const key = newKey();
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => desk().post('/sheets', INTAKES.report, key)),
  );
  expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
});

it('is remembered for seven days, by the cloud’s clock', async () => {
  const key = newKey();
  const first = await desk().post<SheetJson>('/sheets', INTAKES.report, key);
  await cloud.clock.advance('P6DT23H');
  expect((await desk().post('/sheets', INTAKES.report, key)).text).toBe(first.text);
  await cloud.clock.advance('PT2H');
  expect((await desk().post<SheetJson>('/sheets', INTAKES.report, key)).json.id).not.toBe(first.json.id);
});
