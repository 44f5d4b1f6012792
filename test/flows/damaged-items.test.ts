/** One bad item of the table stays one bad item (decision 61): each test damages some, and what stands beside them goes on. */
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { caseHeadKey, entryKey, headKey, type Key, noticesPartition } from '../../shared/store/table/keys.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { HAND_OVER, INTAKES, type LedgerJson, newKey, opened, signed } from '../support/intakes.ts';
import { type Json, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { tableOf } from '../support/table-of.ts';

const [WU, WEI, HAN, HR] = ['worker-wu', 'director-wei', 'overseer-han', 'hr-yang'];
const [LI, HE] = ['cs-manager-li', 'cs-supervisor-he'];
/** The beginning of a text, as a tool that broke off would leave it. */
const CUT = '{"id":"';

let cloud: TestCloud;
let table: Table;
const told: string[] = [];
beforeAll(async () => {
  cloud = await startTestCloud({ log: (error) => void told.push(String(error)) });
  table = tableOf(cloud);
});
afterAll(() => cloud.stop());

type Item = Record<string, unknown>;
const itemAt = async (Key: Key): Promise<Item> =>
  (await table.client.send(new GetCommand({ TableName: table.name, Key: { ...Key } }))).Item ?? {};
const put = (item: Item) => table.client.send(new PutCommand({ TableName: table.name, Item: item }));

const before: Item[] = [];
/** Changes attributes of an item, until the test is over. */
async function damage(key: Key, change: Item): Promise<void> {
  const item = await itemAt(key);
  before.push(item);
  await put({ ...item, ...change });
}
afterEach(async () => {
  for (const item of before.splice(0)) await put(item);
});

const get = <T = Json>(who: string, path: string) => cloud.as(who).get<T>(path);
const ledgerOf = async (path: string, who = WEI) => {
  const { status, json } = await get<LedgerJson>(who ?? '', `${path}/ledger`);
  return [status, json.intact];
};
const idsIn = async (who: string, path: string) => {
  const { status, json } = await get<{ items: readonly { id?: string; sheet?: string }[] }>(who, path);
  return [status, json.items?.map(({ id, sheet }) => id ?? sheet)] as const;
};
const handedOver = async () => {
  const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.report);
  await signed(cloud, id, [['receptionist-sun', { ...HAND_OVER, section: 'security' }]]);
  return id;
};
const openedCase = async () => {
  const body = { about: 'worker-wu', rule: 'A1.3', allegation: '推诿扯皮' };
  return (await cloud.as('director-wei').post<{ id: string }>('/cases', body, newKey())).json.id;
};

it('a head that cannot be read is left out of lists and registers, and the rest of them is given', async () => {
  const [bad, good] = [await handedOver(), await handedOver()];
  const lists = [
    ['receptionist-sun', '/sheets?site=riverside'],
    ['receptionist-sun', '/sheets?site=riverside&sort=due'],
    ['security-manager-chen', '/sheets?site=riverside'],
    ['receptionist-sun', '/registers/hand-over?site=riverside&date=2026-11-23'],
  ] as const;
  for (const [who, path] of lists) {
    const [, whole] = await idsIn(who, path);
    expect(whole).toEqual(expect.arrayContaining([bad, good]));
  }
  for (const change of [
    { sheet: CUT, summary: CUT },
    { sheet: 'null', summary: 'null' },
  ]) {
    await damage(headKey(bad), change);
    for (const [who, path] of lists) {
      const [status, ids] = await idsIn(who, path);
      expect([status, ids?.includes(good), ids?.includes(bad)], path).toEqual([200, true, false]);
    }
  }
});

it('a head that cannot be read is what its ledger comes to, and the next step writes it anew', async () => {
  const id = await handedOver();
  const whole = await get('receptionist-sun', `/sheets/${id}`);
  await damage(headKey(id), { sheet: CUT });
  expect((await get('receptionist-sun', `/sheets/${id}`)).json).toEqual(whole.json);
  expect(await ledgerOf(`/sheets/${id}`)).toEqual([200, false]);
  expect((await get('receptionist-sun', `/sheets/${id}/copies/archive`)).text).toContain('不完整');

  const accepted = await cloud
    .as('security-manager-chen')
    .post(`/sheets/${id}/sign-offs`, { step: 'accept', handler: 'guard-chu' }, newKey());
  expect(accepted.status).toBe(201);
  before.splice(0);
  expect(await ledgerOf(`/sheets/${id}`)).toEqual([200, true]);
});

it('a broken promise of a sheet whose head cannot be read is recorded all the same', async () => {
  const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
  await damage(headKey(id), { sheet: CUT });
  await cloud.clock.advance('PT10M');
  before.splice(0);
  const { json } = await get<{ clocks: readonly { id: string; state: string }[] }>(
    'director-wei',
    `/sheets/${id}`,
  );
  expect(json.clocks.find((clock) => clock.id === 'dispatch-1-1')?.state).toBe('breached');
});

// biome-ignore format: a table reads best with one row a line
const ENTRIES: readonly (readonly [what: string, change: Item])[] = [
  ['cut off', { entry: CUT }],
  ['no entry', { entry: 'null' }],
  ['another thing', { entry: '{"a":1}' }],
  ['an entry without an actor', { entry: '{"seq":2,"step":"hand-over"}' }],
  ['without its values', { values: undefined }],
  ['with values that are cut off', { values: CUT }],
  ['with values that are none', { values: '{"/opinion":null}' }],
];
it.each(ENTRIES)('a ledger with an entry that is %s is shown, and is not intact', async (_what, change) => {
  const id = await handedOver();
  await damage(entryKey(id, 2), change);
  expect(await ledgerOf(`/sheets/${id}`)).toEqual([200, false]);
  expect(await ledgerOf(`/sheets/${id}`, 'resident-zhao')).toEqual([200, false]);
  const copy = await get('receptionist-sun', `/sheets/${id}/copies/archive`);
  expect([copy.status, copy.text.includes('不完整')]).toEqual([200, true]);
});

it('a case is read, listed and judged in the same manner', async () => {
  const [bad, good] = [await openedCase(), await openedCase()];
  expect(await ledgerOf(`/cases/${bad}`, HR)).toEqual([200, true]);
  const whole = await get('hr-yang', `/cases/${bad}`);
  await damage(caseHeadKey(bad), { case: CUT, summary: CUT });
  const [status, ids] = await idsIn('hr-yang', '/cases?status=opened');
  expect([status, ids?.includes(good), ids?.includes(bad)]).toEqual([200, true, false]);
  expect((await get('hr-yang', `/cases/${bad}`)).json).toEqual(whole.json);
  expect(await ledgerOf(`/cases/${bad}`, HR)).toEqual([200, false]);
});

it('a notice of a kind that nobody knows is a general line in its reader’s letter, and one that is none keeps no other back', async () => {
  const { id, number } = await opened(cloud.as('receptionist-sun'), {
    ...INTAKES.direct,
    channel: 'walk-in',
    signature: INTAKES.repair.signature,
    category: 'door-window',
  });
  await cloud.settle();
  const at = new Date(cloud.clock.now()).toISOString();
  const notice = {
    person: WU,
    kind: 'carry-out-soon',
    sheet: id,
    number,
    site: 'riverside',
    subject: '电梯按钮失灵',
    at,
    seq: 90,
  };
  const waits = (seq: number, text: string) =>
    put({ pk: noticesPartition('worker-wu'), sk: `WAITING#${at}#${id}#${seq}`, notice: text });
  await waits(90, JSON.stringify(notice));
  await waits(91, CUT);
  await signed(cloud, id, [
    ['receptionist-sun', HAND_OVER],
    ['engineering-manager-wang', { step: 'accept', handler: WU }],
  ]);
  await cloud.clock.advance('PT1M');
  const letter = cloud.effects.mail.mail('worker-wu@riverside.example').at(-1)?.text ?? '';
  expect(letter).toContain('有一条与您有关的新消息');
  expect(letter).toContain(number);
  expect(letter).toContain('2. ');
});

describe('by a sheet whose head cannot be read is decided as by any other', () => {
  const complaint = (person?: string) => ({
    ...INTAKES.complaint,
    complaint: { ...INTAKES.complaint.complaint, ...(person === undefined ? {} : { against: { person } }) },
  });
  const lettersOf = (who: string, number: string) =>
    cloud.effects.mail.mail(`${who}@riverside.example`).filter(({ text }) => text.includes(number)).length;

  /** A complaint that is against the manager of customer service before anybody has a letter of it. */
  async function amended() {
    const sheet = await opened(cloud.as('receptionist-sun'), complaint());
    await cloud.settle();
    const fields = { complaint: complaint(LI).complaint };
    await signed(cloud, sheet.id, [['receptionist-sun', { step: 'amend', fields, reason: '补记' }]]);
    return sheet;
  }

  it('who is sent a letter of it', async () => {
    const { id, number } = await amended();
    await damage(headKey(id), { sheet: CUT });
    await cloud.clock.advance('PT1M');
    expect([LI, HE, WEI].map((who) => lettersOf(who, number))).toEqual([0, 1, 1]);
  });

  it('who is sent none, where its ledger cannot be read either; what else they are told goes out', async () => {
    const { id, number } = await amended();
    const other = await opened(cloud.as('receptionist-sun'), complaint());
    await damage(headKey(id), { sheet: CUT });
    await damage(entryKey(id, 1), { entry: CUT });
    await cloud.clock.advance('PT1M');
    expect([LI, HE, WEI].map((who) => lettersOf(who, number))).toEqual([0, 0, 0]);
    expect(lettersOf(LI, other.number)).toBe(1);
  });

  it('whether somebody is all forgotten', async () => {
    const qian = { id: 'resident-qian', name: '钱志强', phone: '13800000002', address: '3栋1单元502' };
    const signature = { signer: qian.name, path: 'M 1 1 L 9 2 L 3 8' };
    const intake = { ...INTAKES.report, resident: qian, signature };
    const { id } = await opened(cloud.as('receptionist-sun'), intake);
    const ask = () => cloud.as('administrator-shen').post<Asked>(asking, { reason: '本人申请' }, newKey());
    type Asked = { readonly change: { readonly id: string } };
    const asking = '/people/resident-qian/erasures';
    const change = (await ask()).json.change?.id;
    await signed(cloud, id, [
      ['receptionist-sun', { step: 'withdraw', reason: '不用了', signature }],
      ['receptionist-sun', { step: 'archive' }],
    ]);
    await cloud.settle();
    await damage(headKey(id), { sheet: CUT });
    const confirm = `/people/resident-qian/changes/${change}/confirm`;
    expect((await cloud.as(WEI).post(confirm, {}, newKey())).status).toBe(200);
    before.splice(0);
    await cloud.settle();
    const left = await get(WEI, `/sheets/${id}`);
    expect(left.json).toMatchObject({ erased: true });
    expect(left.text).not.toContain(qian.phone);
  });

  it('to whom a case is proposed', async () => {
    const { id } = await opened(cloud.as('receptionist-sun'), complaint(WEI));
    await signed(cloud, id, [[HAN, { ...HAND_OVER, section: 'security' }]]);
    await cloud.clock.advance('PT27H');
    await damage(headKey(id), { sheet: CUT });
    const proposed = async (who: string) => {
      const { json } = await get<{ proposedCases: readonly { sheet: string }[] }>(who, '/me');
      return json.proposedCases.map(({ sheet }) => sheet);
    };
    expect(await proposed(HAN)).toContain(id);
    expect(await proposed(WEI)).not.toContain(id);
  });
});

it('a record of the stream that cannot be read keeps no other from its effects', async () => {
  const [bad, good] = [await handedOver(), await handedOver()];
  await cloud.settle();
  const letters = () => cloud.effects.mail.mail('security-manager-chen@riverside.example').length;
  // Both stand in one batch: what the stream tells of the first is no entry.
  const key = { pk: headKey(bad).pk, sk: 'ENTRY#000077' };
  await put({ ...key, entry: CUT });
  await damage(headKey(bad), { sheet: CUT });
  const sent = letters();
  await cloud
    .as('receptionist-sun')
    .post(`/sheets/${good}/sign-offs`, { step: 'urge', message: '请尽快' }, newKey());
  await cloud.clock.advance('PT1M');
  expect(letters()).toBe(sent + 1);
});

it('the local cloud starts though a sheet cannot be put right, and says which', async () => {
  const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
  const good = await handedOver();
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: { ...headKey(id) },
      UpdateExpression: 'SET sheet = :cut',
      ExpressionAttributeValues: { ':cut': CUT },
    }),
  );
  await put({ ...(await itemAt(entryKey(id, 1))), entry: CUT });
  // Whether anything runs on the good one is not known either.
  await damage(headKey(good), { summary: CUT });
  before.splice(0);
  told.splice(0);
  cloud = await cloud.restart();
  table = tableOf(cloud);
  expect(told.join('\n')).toContain(id);
  expect((await get('receptionist-sun', `/sheets/${good}`)).status).toBe(200);
  expect((await get('receptionist-sun', `/sheets/${id}`)).status).toBe(500);
});
