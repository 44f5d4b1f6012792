import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerResponse, sheetResponse, signOffResponse } from '../../shared/contract/responses.ts';
import {
  HAND_OVER,
  INTAKES,
  type LedgerJson,
  newKey,
  opened,
  type ProblemJson,
  RATED,
  REPAIRED,
  RESOLVED,
  type SheetJson,
  type SignedJson,
  signed,
} from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ limits: '{}' });
});
afterAll(() => cloud.stop());

const desk = () => cloud.as('receptionist-sun');

async function ledgerOf(id: string): Promise<LedgerJson> {
  return (await cloud.as('director-wei').get<LedgerJson>(`/sheets/${id}/ledger`)).json;
}

async function refused(person: string, id: string, body: object): Promise<string> {
  const reply = await cloud.as(person).post<ProblemJson>(`/sheets/${id}/sign-offs`, body, newKey());
  return `${reply.status} ${reply.json.code}`;
}

describe('a repair from the first word to the archive', () => {
  it('is opened, passed on, worked on, returned, followed up and archived, each step signed', async () => {
    const open = await desk().post<SheetJson>('/sheets', INTAKES.repair, newKey());
    expect(open.status).toBe(201);
    expect(open.headers.get('etag')).toBe('"1"');
    expect(open.headers.get('location')).toBe(`/sheets/${open.json.id}`);
    expect(sheetResponse.parse(open.json)).toBeDefined();
    expect(open.json).toMatchObject({
      number: 'KF-20261123-0001',
      status: 'registered',
      urgency: 'urgent',
      firstContact: 'receptionist-sun',
      clocks: [{ id: 'dispatch-1-1' }, { id: 'return-1-1' }],
      escalations: [],
    });
    const { id } = open.json;

    const statuses: string[] = [];
    for (const step of [
      ...REPAIRED,
      ['receptionist-zhou', RESOLVED],
      RATED,
      ['cs-manager-li', { step: 'archive' }],
    ] as const) {
      const reply = await cloud.as(step[0]).post<SignedJson>(`/sheets/${id}/sign-offs`, step[1], newKey());
      expect(reply.status).toBe(201);
      expect(signOffResponse.parse(reply.json)).toBeDefined();
      expect(reply.json.entry).toMatchObject({ step: step[1].step, actor: { id: step[0] } });
      expect(reply.headers.get('etag')).toBe(`"${reply.json.sheet.version}"`);
      expect(reply.json.sheet.firstContact).toBe('receptionist-sun');
      statuses.push(reply.json.sheet.status);
    }
    expect(statuses).toEqual([
      'handed-over',
      'accepted',
      'on-site',
      'completed',
      'returned',
      ...['followed-up', 'followed-up'],
      'archived',
    ]);

    const ledger = await ledgerOf(id);
    expect(ledgerResponse.parse(ledger)).toBeDefined();
    // The follow-up signs for the return as well (B5.2b).
    expect(ledger.entries.map(({ step }) => step)).toEqual([
      ...['open', 'hand-over', 'accept', 'arrive', 'complete', 'return', 'receive', 'follow-up'],
      ...['rate', 'archive'],
    ]);
    expect(ledger.intact).toBe(true);
    expect(ledger.head).toBe(ledger.entries.at(-1)?.hash);
    const read = await desk().get<SheetJson>(`/sheets/${id}`);
    expect(read.headers.get('etag')).toBe('"9"');
    expect(read.json).toMatchObject({ status: 'archived', followUp: { attempts: 1, outcome: 'resolved' } });
    expect(read.json.opinions.map(({ section, text }) => `${section}: ${text}`)).toEqual([
      'customer-service: 请尽快处理',
      'engineering: 修好，试水正常',
    ]);
  });

  it('keeps drawn paths out of the sheet and in the ledger', async () => {
    const sheet = await opened(desk(), INTAKES.repair);
    expect(sheet.signatures).toMatchObject([{ signer: '赵敏', entry: 1 }]);
    expect(sheet.signatures[0]?.of[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(sheet)).not.toContain(INTAKES.repair.signature.path);
    expect(JSON.stringify(await ledgerOf(sheet.id))).toContain(INTAKES.repair.signature.path);
  });
});

describe('other ways in', () => {
  it('a worker takes a repair directly and has thereby accepted it (B5.2.1a)', async () => {
    const sheet = await opened(cloud.as('worker-wu'), INTAKES.direct);
    expect(sheet).toMatchObject({
      status: 'accepted',
      section: 'engineering',
      handler: 'worker-wu',
      firstContact: 'worker-wu',
      urgency: 'ordinary',
    });
    const done = await signed(cloud, sheet.id, [...REPAIRED.slice(2), ['receptionist-sun', RESOLVED]]);
    expect(done.status).toBe('followed-up');
    const other = await opened(cloud.as('worker-wu'), INTAKES.direct);
    await signed(cloud, other.id, REPAIRED.slice(2));
    expect(await refused('worker-wu', other.id, RESOLVED)).toBe('403 forbidden');
  });

  it('residents ask online for themselves, receptionists take turns (A1.6a)', async () => {
    const first = await opened(cloud.as('resident-qian'), INTAKES.enquiry);
    const second = await opened(cloud.as('resident-qian'), INTAKES.enquiry);
    const third = await opened(cloud.as('resident-qian'), INTAKES.enquiry);
    expect(first.resident?.id).toBe('resident-qian');
    expect(first.resident?.address).not.toBe('');
    expect(first.firstContact).not.toBe(second.firstContact);
    expect(third.firstContact).toBe(first.firstContact);
    expect(first.signatures).toHaveLength(1);
  });

  it('staff ask for something themselves, without a signature (B5.2.1a)', async () => {
    const { resident: _resident, signature: _signature, ...intake } = INTAKES.repair;
    const sheet = await opened(desk(), { ...intake, requester: { person: 'guard-chu' } });
    expect(sheet.resident).toBeUndefined();
    expect((await cloud.as('guard-chu').get(`/sheets/${sheet.id}`)).status).toBe(200);
  });

  it('what can be answered on the spot is answered at once (A1.6b)', async () => {
    const sheet = await opened(desk(), { ...INTAKES.report, answer: '已通知，今晚更换。' });
    expect(sheet.status).toBe('answered');
    const later = await opened(desk(), INTAKES.report);
    expect(
      (await signed(cloud, later.id, [['cs-supervisor-he', { step: 'answer', answer: '已更换' }]])).status,
    ).toBe('answered');
  });

  it('a complaint is accepted, stored and visible', async () => {
    const sheet = await opened(desk(), INTAKES.complaint);
    expect(sheet.status).toBe('registered');
    expect((await cloud.as('resident-zhao').get(`/sheets/${sheet.id}`)).status).toBe(200);
  });

  it('a call or a letter without its record is refused (B5.1d)', async () => {
    for (const channel of ['phone', 'letter']) {
      const { signature: _signature, ...intake } = INTAKES.repair;
      const reply = await desk().post<ProblemJson>('/sheets', { ...intake, channel }, newKey());
      expect(reply.status).toBe(400);
      expect(reply.json.errors?.map(({ pointer }) => pointer)).toEqual(['/files']);
    }
  });

  it('channels belong to those whom the contract names', async () => {
    const ways = [
      ['worker-wu', INTAKES.repair],
      ['resident-zhao', INTAKES.repair],
      ['receptionist-sun', INTAKES.enquiry],
      ['receptionist-sun', INTAKES.direct],
      ['worker-wu', { ...INTAKES.direct, kind: 'report', category: undefined }],
      ['director-wei', INTAKES.repair],
      ['hr-yang', INTAKES.repair],
    ] as const;
    for (const [person, intake] of ways) {
      const reply = await cloud.as(person).post<ProblemJson>('/sheets', intake, newKey());
      expect(`${person} ${reply.status} ${reply.json.code}`).toBe(`${person} 403 forbidden`);
    }
  });
});

describe('what can happen on the way', () => {
  it('a dispute gives it back; the manager hands over next, and that binds (A1.3)', async () => {
    const { id } = await opened(desk(), INTAKES.report);
    const back = await signed(cloud, id, [
      ['receptionist-sun', HAND_OVER],
      ['engineering-supervisor-feng', { step: 'dispute', reason: '属保洁部范围' }],
    ]);
    expect(back.status).toBe('registered');
    expect(back.section).toBeUndefined();
    expect(await refused('receptionist-sun', id, HAND_OVER)).toBe('403 forbidden');
    await signed(cloud, id, [['cs-manager-li', { ...HAND_OVER, section: 'cleaning' }]]);
    expect(await refused('cleaning-manager-kong', id, { step: 'dispute', reason: '不是我们' })).toBe(
      '409 step-not-allowed',
    );
    // It was the section's once, so its lead still sees it (section 2), but it is theirs no more.
    expect((await cloud.as('engineering-supervisor-feng').get(`/sheets/${id}`)).status).toBe(200);
  });

  it('goes through several departments in one round (B4a)', async () => {
    const { id } = await opened(desk(), INTAKES.repair);
    await signed(cloud, id, [
      ...REPAIRED,
      ['receptionist-sun', { step: 'hand-over', section: 'cleaning', opinion: '清理现场' }],
    ]);
    const done = await signed(cloud, id, [
      ['cleaner-shi', { step: 'accept' }],
      ['cleaner-shi', { step: 'arrive' }],
      ['cleaner-shi', { step: 'complete', outcome: '已清理' }],
      ['cleaning-manager-kong', { step: 'return', opinion: '已清理' }],
      ['receptionist-sun', { step: 'receive' }],
    ]);
    expect(done).toMatchObject({ status: 'returned', round: 1, section: 'cleaning', handler: 'cleaner-shi' });
    expect(await refused('receptionist-sun', id, { step: 'receive' })).toBe('409 step-not-allowed');
    expect((await ledgerOf(id)).entries.filter(({ step }) => step === 'receive')).toHaveLength(2);
  });

  it('is reopened when it was not resolved', async () => {
    const { id } = await opened(desk(), INTAKES.repair);
    const again = await signed(cloud, id, [
      ...REPAIRED,
      ['receptionist-sun', { step: 'follow-up', reached: true, resolved: false, feedback: '还在漏' }],
    ]);
    expect(again).toMatchObject({ status: 'handed-over', round: 2, section: 'engineering' });
    expect(again.handler).toBeUndefined();
  });

  it('is amended, and urgency follows (B5.1a)', async () => {
    const { id } = await opened(desk(), { ...INTAKES.repair, category: 'other', simple: true });
    const sheet = await signed(cloud, id, [
      [
        'receptionist-sun',
        { step: 'amend', fields: { category: 'gas', subject: '厨房闻到煤气味' }, reason: '复核' },
      ],
    ]);
    expect(sheet).toMatchObject({ urgency: 'urgent', subject: '厨房闻到煤气味' });
    const { entries, values } = await ledgerOf(id);
    expect(entries.at(-1)).toMatchObject({ step: 'amend', old: { category: 'other' } });
    expect(values?.['2']?.['/old/subject']?.value).toBe('厨房水管漏水');
  });

  it('the resident urges once an hour and may withdraw', async () => {
    const { id } = await opened(desk(), INTAKES.report);
    const urge = { step: 'urge', message: '请快一点' };
    await signed(cloud, id, [['resident-zhao', urge]]);
    const soon = await cloud.as('resident-zhao').post<ProblemJson>(`/sheets/${id}/sign-offs`, urge);
    expect(`${soon.status} ${soon.json.code}`).toBe('429 too-many-requests');
    expect(Number(soon.headers.get('retry-after'))).toBeGreaterThan(3500);
    await cloud.clock.advance('PT1H');
    await signed(cloud, id, [['resident-zhao', urge]]);
    const end = await signed(cloud, id, [
      ['resident-zhao', { step: 'withdraw', reason: '灯自己亮了' }],
      ['receptionist-sun', { step: 'archive' }],
    ]);
    expect(end.status).toBe('archived');
    expect(await refused('resident-zhao', id, urge)).toBe('409 step-not-allowed');
  });

  it('a manager completes a repair without a visit, nobody else does', async () => {
    const { id } = await opened(desk(), INTAKES.repair);
    await signed(cloud, id, REPAIRED.slice(0, 2));
    const body = { step: 'complete', outcome: '电话指导后恢复', noVisit: true };
    expect(await refused('worker-wu', id, body)).toBe('403 forbidden');
    expect((await signed(cloud, id, [['engineering-manager-wang', body]])).status).toBe('completed');
  });

  it('survives a restart of the cloud', async () => {
    const { id } = await opened(desk(), INTAKES.report);
    const before = (await desk().get(`/sheets/${id}`)).json;
    cloud = await cloud.restart();
    expect((await desk().get(`/sheets/${id}`)).json).toEqual(before);
    expect((await ledgerOf(id)).intact).toBe(true);
  });
});

describe('a follow-up that reaches nobody', () => {
  it('ends with the third try, two hours apart, by day and not all on one day', async () => {
    const { id } = await opened(desk(), INTAKES.report);
    await signed(cloud, id, [
      ['receptionist-sun', HAND_OVER],
      ['engineering-manager-wang', { step: 'accept' }],
      ['engineering-manager-wang', { step: 'complete', outcome: '已换灯泡' }],
      ['engineering-manager-wang', { step: 'return', opinion: '已换' }],
    ]);
    const missed = { step: 'follow-up', reached: false };
    const tries = [];
    // 16:00, 18:00, 20:00 and 22:00 at the site, and 9:00 the next morning.
    for (const wait of ['PT0S', 'PT2H', 'PT2H', 'PT2H', 'PT11H']) {
      await cloud.clock.advance(wait);
      const { status, json } = await cloud
        .as('receptionist-zhou')
        .post<SignedJson & ProblemJson>(`/sheets/${id}/sign-offs`, missed, newKey());
      const { sheet } = json;
      tries.push(status === 201 ? `${sheet.status} ${sheet.followUp?.attempts}` : json.code);
      if (status === 201) expect(await refused('receptionist-sun', id, missed)).toBe('409 step-not-allowed');
    }
    expect(tries).toEqual([
      ...['returned 1', 'returned 2', 'step-not-allowed', 'step-not-allowed'],
      'followed-up 3',
    ]);
    const { json } = await desk().get<SheetJson & { clocks: readonly { id: string; state: string }[] }>(
      `/sheets/${id}`,
    );
    expect(json.followUp?.outcome).toBe('unreachable');
    expect(json.clocks.find((clock) => clock.id === 'answer-1-1')?.state).toBe('exempt');
  });
});
