/** Forgetting as people ask for it, by four eyes, what is kept for its time, and a ledger in pages (contract sections 3 and 12). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFacts } from '../../shared/store/assessment/facts.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { CONCLUDE, openedCase, signedCase } from '../support/cases.ts';
import {
  INTAKES,
  type LedgerJson,
  newKey,
  opened,
  type ProblemJson,
  type SheetJson,
  signed,
  ZHAO,
} from '../support/intakes.ts';
import { type Json, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { tableOf } from '../support/table-of.ts';

const [DESK, SHEN, WEI, HAN] = ['receptionist-sun', 'administrator-shen', 'director-wei', 'overseer-han'];

let cloud: TestCloud;
let table: Table;
beforeAll(async () => {
  cloud = await startTestCloud({ retention: '{"sheets":"P30D"}' });
  table = tableOf(cloud);
});
afterAll(async () => {
  table.client.destroy();
  await cloud.stop();
});

interface AskedJson {
  readonly change: { readonly id: string; readonly by: string; readonly complaints: boolean };
}
const post = <T = Json>(who: string, path: string, body: object = {}) =>
  cloud.as(who).post<T>(path, body, newKey());
const ask = (who: string, path: string) =>
  post<AskedJson & ProblemJson>(who, `${path}/erasures`, { reason: '本人申请' });
const settle = (who: string, path: string, change: string, how = 'confirm') =>
  post<ProblemJson & Json>(who, `${path}/changes/${change}/${how}`);

/** A sheet of that resident, withdrawn and archived; what is signed before comes first. */
async function archived(
  resident: object = ZHAO,
  intake: object = INTAKES.report,
  before: readonly (readonly [who: string, body: object])[] = [],
): Promise<SheetJson> {
  const sheet = await opened(cloud.as(DESK), { ...intake, resident });
  const signature = { signer: (resident as { name: string }).name, path: 'M 1 1 L 9 2 L 3 8' };
  await signed(cloud, sheet.id, [
    ...before,
    [DESK, { step: 'withdraw', reason: '不用了', signature }],
    [DESK, { step: 'archive' }],
  ]);
  await cloud.settle();
  return sheet;
}
const read = async (id: string) => (await cloud.as(WEI).get<SheetJson & Json>(`/sheets/${id}`)).json;

describe('a sheet of somebody without a login', () => {
  const LIU = { name: '刘一', phone: '13900001111', address: '2栋101' };
  const SIGNED = { signature: { signer: '刘一', path: 'M 1 1 L 9 2 L 3 8' } };

  it('is erased once another role has confirmed what the administrator asked', async () => {
    const { id } = await archived(LIU, { ...INTAKES.report, ...SIGNED });
    expect((await ask(DESK, `/sheets/${id}`)).json.code).toBe('forbidden');
    expect((await ask(SHEN, '/sheets/01KAV0000000000000000000ZZ')).json.code).toBe('not-found');
    const asked = await ask(SHEN, `/sheets/${id}`);
    expect([asked.status, asked.json.change]).toMatchObject([202, { by: SHEN, complaints: false }]);
    expect((await ask(SHEN, `/sheets/${id}`)).json.change.id).toBe(asked.json.change.id);
    const { items } = (await cloud.as(WEI).get<{ items: Json[] }>('/organisation/changes?site=riverside'))
      .json;
    expect(items).toMatchObject([{ kind: 'erasure', subject: id }]);
    expect((await settle(SHEN, `/sheets/${id}`, asked.json.change.id)).json.code).toBe('forbidden');
    expect((await settle(DESK, `/sheets/${id}`, asked.json.change.id)).json.code).toBe('not-found');
    expect((await read(id)).erased).toBeUndefined();
    const confirmed = await settle(WEI, `/sheets/${id}`, asked.json.change.id);
    expect([confirmed.status, confirmed.json]).toMatchObject([200, { id, erased: true }]);
    expect(JSON.stringify(await read(id))).not.toMatch(/刘一|13900001111|2栋101/);
    expect((await settle(WEI, `/sheets/${id}`, asked.json.change.id)).status).toBe(409);
    expect((await ask(SHEN, `/sheets/${id}`)).status).toBe(409);
  });

  it('says nothing of a complaint to whom it is against, who is not asked to confirm it', async () => {
    const against = { ...INTAKES.complaint.complaint, against: { person: WEI } };
    const { id } = await archived(LIU, { ...INTAKES.complaint, ...SIGNED, complaint: against });
    const { change } = (await ask(SHEN, `/sheets/${id}`)).json;
    const listed = async (who: string) =>
      (await cloud.as(who).get<{ items: Json[] }>('/organisation/changes?site=riverside')).json.items.filter(
        ({ subject }) => subject === id,
      );
    expect([await listed(WEI), (await listed(HAN)).length, (await listed(SHEN)).length]).toEqual([[], 1, 1]);
    for (const how of ['confirm', 'dismiss'])
      expect((await settle(WEI, `/sheets/${id}`, change.id, how)).json.code).toBe('not-found');
    expect((await settle(HAN, `/sheets/${id}`, change.id)).status).toBe(200);
  });

  it('is not erased while an open case needs it', async () => {
    const { id } = await archived(LIU, { ...INTAKES.report, ...SIGNED });
    const about = { about: 'guard-chu', rule: 'B3a', allegation: '未及时受理', origin: { sheet: id } };
    const opening = await openedCase(cloud, 'cs-manager-li', about);
    expect((await ask(SHEN, `/sheets/${id}`)).json.code).toBe('step-not-allowed');
    const unfounded = { ...CONCLUDE, grade: 'unfounded' };
    await signedCase(cloud, opening.id, [['security-supervisor-lu', unfounded]]);
    expect((await ask(SHEN, `/sheets/${id}`)).status).toBe(202);
  });

  it('is not erased before it is archived, or where it was dismissed', async () => {
    const open = await opened(cloud.as(DESK), { ...INTAKES.report, ...SIGNED, resident: LIU });
    expect((await ask(SHEN, `/sheets/${open.id}`)).json.code).toBe('step-not-allowed');
    const { id } = await archived(LIU, { ...INTAKES.report, ...SIGNED });
    const { change } = (await ask(SHEN, `/sheets/${id}`)).json;
    expect((await settle(SHEN, `/sheets/${id}`, change.id, 'dismiss')).status).toBe(200);
    expect((await read(id)).erased).toBeUndefined();
  });
});

describe('a resident', () => {
  it('has all of theirs given, and complaints among it forgotten by the overseer alone', async () => {
    const report = await archived();
    const handOver = { step: 'hand-over', section: 'security', opinion: '请查' };
    const complaint = await archived(ZHAO, INTAKES.complaint, [['cs-manager-li', handOver]]);
    const data = await cloud
      .as('resident-zhao')
      .get<{ sheets: { sheet: SheetJson }[]; person: Json }>('/me/data');
    expect(data.status).toBe(200);
    expect(data.json.person).toMatchObject({ id: 'resident-zhao' });
    expect(data.json.sheets.map(({ sheet }) => sheet.id)).toEqual([report.id, complaint.id].sort());
    expect(data.text).toContain(ZHAO.phone);
    expect((await ask(SHEN, `/sheets/${report.id}`)).json.code).toBe('step-not-allowed');

    const facts = () => readFacts(table, 'riverside', '2026-11');
    const counted = await facts();
    expect(counted.some(({ facts: own }) => own.some(({ kind }) => kind === 'complaint'))).toBe(true);
    const { change } = (await ask(SHEN, '/people/resident-zhao')).json;
    expect(change.complaints).toBe(true);
    expect((await settle(WEI, '/people/resident-zhao', change.id)).json.code).toBe('forbidden');
    const done = await settle(HAN, '/people/resident-zhao', change.id);
    expect([done.status, done.json]).toMatchObject([
      200,
      { id: 'resident-zhao', erased: true, active: false },
    ]);
    await cloud.settle();
    for (const { id } of [report, complaint]) {
      const sheet = await read(id);
      expect(sheet).toMatchObject({ erased: true, status: 'archived' });
      expect(JSON.stringify(sheet)).not.toContain(ZHAO.phone);
      const ledger = await cloud.as(DESK).get<LedgerJson>(`/sheets/${id}/ledger`);
      expect(ledger.json).toMatchObject({ erased: true, values: {}, intact: true });
    }
    // What is counted from them stays as it was.
    expect(await facts()).toEqual(counted);
    const directory = await cloud.as(WEI).get<LedgerJson>('/people/resident-zhao/ledger');
    expect(directory.json).toMatchObject({ values: {}, intact: true });
    expect(directory.text).not.toContain(ZHAO.phone);
  });

  it('stays in the directory while something of theirs is open', async () => {
    const qian = { ...ZHAO, id: 'resident-qian', name: '钱芳' };
    const own = { ...INTAKES.report, signature: { signer: '钱芳', path: 'M 1 1 L 9 2 L 3 8' } };
    const closed = await archived(qian, own);
    const open = await opened(cloud.as(DESK), { ...own, resident: qian });
    const { change } = (await ask(SHEN, '/people/resident-qian')).json;
    const done = await settle(WEI, '/people/resident-qian', change.id);
    expect([done.status, done.json.active]).toEqual([200, true]);
    expect([(await read(closed.id)).erased, (await read(open.id)).erased]).toEqual([true, undefined]);
  });
});

it('what was archived long enough ago is erased by itself', async () => {
  const one = await archived(
    { name: '周二', phone: '13900002222', address: '3栋102' },
    { ...INTAKES.report, signature: { signer: '周二', path: 'M 1 1 L 9 2 L 3 8' } },
  );
  await cloud.clock.advance('P29D');
  expect((await read(one.id)).erased).toBeUndefined();
  await cloud.clock.advance('P2D');
  const ledger = await cloud.as(WEI).get<LedgerJson>(`/sheets/${one.id}/ledger`);
  expect(ledger.json).toMatchObject({ erased: true, values: {}, intact: true });
  expect(ledger.json.entries.at(-1)).toMatchObject({ step: 'erase', actor: { id: 'system' } });
});

it('a ledger is read in pages, each with the state of the whole', async () => {
  const { id } = await archived(
    { name: '吴三', phone: '13900003333', address: '3栋103' },
    { ...INTAKES.report, signature: { signer: '吴三', path: 'M 1 1 L 9 2 L 3 8' } },
  );
  const page = async (query: string) =>
    (await cloud.as(WEI).get<LedgerJson & { nextFrom?: number }>(`/sheets/${id}/ledger?${query}`)).json;
  const [first, second] = [await page('limit=2'), await page('from=3&limit=2')];
  expect(first.entries.map(({ seq }) => seq)).toEqual([1, 2]);
  expect(second.entries.map(({ seq }) => seq)).toEqual([3]);
  expect([first.nextFrom, second.nextFrom]).toEqual([3, undefined]);
  for (const { intact, head } of [first, second]) expect([intact, head]).toEqual([true, second.head]);
  expect((await cloud.as(WEI).get(`/sheets/${id}/ledger?limit=0`)).status).toBe(400);
});
