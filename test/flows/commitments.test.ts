import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  boardResponse,
  draftResponse,
  planResponse,
} from '../../shared/contract/organisation/organisation-responses.ts';
import {
  HAND_OVER,
  INTAKES,
  newKey,
  opened,
  type ProblemJson,
  REPAIRED,
  type SheetJson,
  signed,
} from '../support/intakes.ts';
import { type Json, startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';

interface TimedJson extends SheetJson {
  readonly clocks: readonly {
    readonly id: string;
    readonly dueAt: string;
    readonly plan: string;
    readonly calendar: string;
    readonly wait?: string;
  }[];
  readonly commitment?: { readonly section: string; readonly version: number };
  readonly escalations: readonly { readonly clock: string; readonly level: number; readonly at: string }[];
}
interface PlanJson {
  readonly section: string;
  readonly version: number;
  readonly state: string;
  readonly promises: readonly Json[];
  readonly compliance: null;
}
interface BoardJson {
  readonly items: readonly PlanJson[];
  readonly opinions: Json;
  readonly nextCursor?: string;
}

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const PATH = '/sites/riverside/sections/engineering/commitments';
const PLAN = {
  promises: [
    { id: 'arrive', clause: 'B5.2.1b', zh: '漏水十分钟到场 <b>', en: 'Leaks: on site in ten minutes <b>' },
  ],
  targets: { 'repair.urgent.arrival': 'PT10M', 'complaint.handling': 'P3D' },
  escalation: { arrival: 'PT15M' },
  effectiveFrom: TEST_NOW,
};
const draft = (person: string, body: object, path = PATH, headers = {}) =>
  cloud.as(person).request<Json & ProblemJson>('PUT', path, body, headers);
const publish = (person: string, headers: Readonly<Record<string, string>> = newKey(), path = PATH) =>
  cloud.as(person).request<PlanJson & ProblemJson>('POST', `${path}/publish`, undefined, headers);
const read = async (id: string) => (await cloud.as('director-wei').get<TimedJson>(`/sheets/${id}`)).json;
const clockOf = (sheet: TimedJson, id: string) => sheet.clocks.find((clock) => clock.id === id);
const board = async () => (await cloud.anonymous.get<BoardJson>('/commitments?site=riverside')).json;

async function accepted(): Promise<TimedJson> {
  const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
  await signed(cloud, id, REPAIRED.slice(0, 2));
  return read(id);
}

describe('a plan', () => {
  it('is drafted by the manager and published by the director, and holds for the next sheet', async () => {
    const before = await accepted();
    expect(clockOf(before, 'arrival-1-1')).toMatchObject({
      dueAt: '2026-11-23T08:15:00.000Z',
      plan: 'default-1',
    });
    expect(before.commitment).toBeUndefined();
    expect(await board()).toMatchObject({ items: [], opinions: { month: '2026-10', received: 0 } });
    expect((await cloud.anonymous.get(PATH)).status).toBe(404);

    for (const person of ['engineering-supervisor-feng', 'cs-manager-li', 'director-wei', 'resident-zhao']) {
      expect((await draft(person, PLAN)).status, person).toBe(403);
    }
    const made = await draft('engineering-manager-wang', PLAN);
    draftResponse.parse(made.json);
    expect([made.status, made.headers.get('etag'), made.json.state]).toEqual([201, '"1"', 'draft']);
    expect((await cloud.as('director-wei').get(`${PATH}/draft`)).json).toMatchObject({
      targets: PLAN.targets,
    });
    expect((await cloud.as('worker-wu').get(`${PATH}/draft`)).status).toBe(403);
    expect((await publish('engineering-manager-wang')).status).toBe(403);
    expect((await publish('director-wei', { ...newKey(), 'if-match': '"9"' })).status).toBe(412);
    expect((await board()).items).toEqual([]);

    const key = newKey();
    const first = await publish('director-wei', key);
    expect([first.status, first.json]).toMatchObject([
      201,
      { section: 'engineering', version: 1, state: 'in-force' },
    ]);
    const again = await publish('director-wei', key);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect((await publish('director-wei')).status).toBe(409);
    expect((await board()).items).toMatchObject([
      { section: 'engineering', version: 1, state: 'in-force', promises: PLAN.promises, compliance: null },
    ]);

    const sheet = await accepted();
    expect(clockOf(sheet, 'arrival-1-1')).toMatchObject({
      ...{ dueAt: '2026-11-23T08:10:00.000Z', plan: 'engineering@1', wait: 'PT15M' },
    });
    expect(sheet.commitment).toEqual({ section: 'engineering', version: 1 });
    // At the very instant at which it takes effect it holds already.
    await signed(cloud, before.id, [
      ['engineering-supervisor-feng', { step: 'assign', handler: 'worker-zheng' }],
    ]);
    expect(clockOf(await read(before.id), 'arrival-1-2')).toMatchObject({ plan: 'engineering@1' });
  });

  it('is followed by the sheets that are opened under it, whatever comes later', async () => {
    const sheet = await accepted();
    const before = sheet.clocks;
    const later = { ...PLAN, targets: { 'repair.urgent.arrival': 'PT5M' }, escalation: undefined };
    const from = '2026-11-23T09:00:00.000Z';
    expect((await draft('engineering-manager-wang', { ...later, effectiveFrom: from })).status).toBe(201);
    expect((await publish('director-wei')).json).toMatchObject({ version: 2, state: 'coming' });
    expect((await board()).items.map(({ version, state }) => `${version} ${state}`)).toEqual([
      '2 coming',
      '1 in-force',
    ]);
    expect((await read(sheet.id)).clocks).toEqual(before);

    await cloud.clock.advance('PT11M');
    const broken = await read(sheet.id);
    expect(broken.escalations.map(({ level }) => level)).toEqual([1]);
    await cloud.clock.advance('PT15M');
    // Its plan waits a quarter of an hour between levels, where the usual wait is half an hour.
    expect((await read(sheet.id)).escalations.map(({ level }) => level)).toEqual([1, 2]);

    await cloud.clock.advance('PT35M');
    expect((await board()).items.map(({ version, state }) => `${version} ${state}`)).toEqual([
      '2 in-force',
      '1 superseded',
    ]);
    await signed(cloud, sheet.id, [
      ['engineering-supervisor-feng', { step: 'assign', handler: 'worker-zheng' }],
    ]);
    const moved = await read(sheet.id);
    expect(clockOf(moved, 'arrival-1-2')).toMatchObject({ plan: 'engineering@1' });
    expect(moved.clocks.find(({ id }) => id === 'return-1-1')).toEqual(
      before.find(({ id }) => id === 'return-1-1'),
    );
    const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
    await signed(cloud, id, [['receptionist-sun', HAND_OVER]]);
    expect((await read(id)).commitment).toEqual({ section: 'engineering', version: 2 });
    expect((await cloud.anonymous.get<PlanJson>(PATH)).json.version).toBe(2);
    expect((await cloud.anonymous.get<PlanJson>(`${PATH}?version=1`)).json).toMatchObject({
      ...{ version: 1, state: 'superseded', targets: PLAN.targets, promises: PLAN.promises },
    });
  });

  it('counts in the hours of its own calendar', async () => {
    const path = '/sites/riverside/sections/security/commitments';
    const plan = {
      ...PLAN,
      effectiveFrom: '2026-11-24T00:00:00Z',
      targets: { 'report.acceptance': 'PT1H' },
      calendar: {
        periods: [{ from: '20:00', to: '24:00' }],
        restDays: [],
        years: { 2026: { holidays: ['2026-11-24'], workdays: [] } },
      },
    };
    expect((await draft('security-manager-chen', plan, path)).status).toBe(201);
    expect((await publish('director-wei', newKey(), path)).status).toBe(201);
    await cloud.clock.advance('PT16H');
    const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.report);
    await signed(cloud, id, [['receptionist-sun', { ...HAND_OVER, section: 'security' }]]);
    // The 24th is a holiday there; the 25th's service begins at 20:00, 12:00 in UTC.
    expect(clockOf(await read(id), 'acceptance-1-1')).toMatchObject({
      ...{ dueAt: '2026-11-25T13:00:00.000Z', plan: 'security@1', calendar: 'security@1' },
    });
  });
});

describe('at once', () => {
  it('a draft that several publish is one version, and drafts of several are one draft', async () => {
    const path = '/sites/riverside/sections/cleaning/commitments';
    const plan = { ...PLAN, effectiveFrom: '2027-01-01T00:00:00Z' };
    const drafts = await Promise.all(
      Array.from({ length: 4 }, (_, nth) =>
        draft('cleaning-manager-kong', { ...plan, targets: { 'report.acceptance': `PT${nth + 1}M` } }, path),
      ),
    );
    expect(drafts.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect(new Set(drafts.map(({ headers }) => headers.get('etag'))).size).toBe(4);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => publish('director-wei', newKey(), path)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const key = newKey();
    await draft('cleaning-manager-kong', plan, path);
    const same = await Promise.all(Array.from({ length: 3 }, () => publish('director-wei', key, path)));
    expect(same.map(({ status, text }) => `${status} ${text}`)).toEqual(
      same.map(() => `201 ${same[0]?.text}`),
    );
    const published = (await board()).items.filter(({ section }) => section === 'cleaning');
    expect(published.map(({ version }) => version)).toEqual([2, 1]);
  });
});

describe('the public page', () => {
  it('shows both languages, escaped, to everybody, and says when nothing has changed', async () => {
    const page = await cloud.anonymous.get('/commitments?site=riverside', { accept: 'text/html,*/*;q=0.8' });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toContain('max-age');
    expect(page.text).toContain('漏水十分钟到场 &lt;b&gt;');
    expect(page.text).toContain('Leaks: on site in ten minutes &lt;b&gt;');
    expect(page.text).not.toContain('<b>');
    expect(page.text).toContain('<html lang="zh-CN">');
    expect(page.text).toContain('5 minutes');
    const etag = page.headers.get('etag') ?? '';
    const same = await cloud.anonymous.get('/commitments?site=riverside', {
      ...{ accept: 'text/html', 'if-none-match': `"other", W/${etag}` },
    });
    expect([same.status, same.text]).toEqual([304, '']);
    const json = await cloud.anonymous.get('/commitments?site=riverside', { 'if-none-match': etag });
    expect([json.status, json.headers.get('vary')]).toEqual([200, 'accept, accept-language']);
    const english = await cloud.anonymous.get('/commitments?site=riverside', {
      ...{ accept: 'text/html', 'accept-language': 'en-GB,en;q=0.9,zh;q=0.5' },
    });
    expect(english.text).toContain('<html lang="en">');
    expect(english.text).toMatch(/<h1>Riverside[^<]* <span lang="zh-CN">滨河花园/);
    const one = await cloud.anonymous.get(`${PATH}?version=1`, { accept: 'text/html' });
    expect(one.text).toContain('已由新版取代');
  });

  it('is paged like any list where it is JSON', async () => {
    const first = await cloud.anonymous.get<BoardJson>('/commitments?site=riverside&limit=4');
    expect(first.json.items.map(({ section, version }) => `${section} ${version}`)).toEqual([
      'cleaning 2',
      'cleaning 1',
      'engineering 2',
      'engineering 1',
    ]);
    const next = `/commitments?site=riverside&limit=1&cursor=${first.json.nextCursor}`;
    const second = await cloud.anonymous.get<BoardJson>(next);
    expect(second.json.items.map(({ section }) => section)).toEqual(['security']);
    expect(second.json.nextCursor).toBeUndefined();
    expect((await cloud.anonymous.get(`${next}x`)).status).toBe(400);
    expect((await cloud.anonymous.get('/commitments?site=riverside&limit=0')).status).toBe(400);
  });

  it('is what the description says', async () => {
    boardResponse.parse((await cloud.anonymous.get('/commitments?site=riverside')).json);
    planResponse.parse((await cloud.anonymous.get(PATH)).json);
  });

  it.each([
    ['/commitments', 400],
    ['/commitments?site=riverside&color=red', 400],
    ['/commitments?site=nowhere', 404],
    ['/sites/riverside/sections/kitchen/commitments', 404],
    [`${PATH}?version=9`, 404],
    [`${PATH}?version=one`, 400],
    ['/sites/nowhere/sections/engineering/commitments', 404],
  ])('%s is %i', async (path, status) => {
    const answer = await cloud.anonymous.get(path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });
});

describe('bad input', () => {
  const later = '2026-12-24T00:00:00Z';
  const plan = (more: object) => ({ ...PLAN, effectiveFrom: later, ...more });
  const days = (holidays: string[], workdays: string[]) => ({ years: { 2027: { holidays, workdays } } });
  const rows = [
    [{ targets: { 'repair.urgent.arrival': 'PT16M' } }, '/targets/repair.urgent.arrival'],
    [{ targets: { 'complaint.handling': 'P6D' } }, '/targets/complaint.handling'],
    [{ targets: { 'report.dispatch': 'P1D' } }, '/targets/report.dispatch'],
    [{ targets: { 'repair.return': 'P2D' } }, '/targets/repair.return'],
    [{ targets: { 'repair.urgent.arrival': '10 minutes' } }, '/targets/repair.urgent.arrival'],
    [{ targets: { 'repair.arrival': 'PT10M' } }, '/targets/repair.arrival'],
    [{ targets: { 'complaint.arrival': 'PT10M' } }, '/targets/complaint.arrival'],
    [{ colour: 'red' }, '/colour'],
    [{ promises: [{ id: 'a', en: 'x' }] }, '/promises/0/zh'],
    [{ promises: [{ id: 'a', zh: '好', en: 'x', clause: 'B9.9' }] }, '/promises/0/clause'],
    [{ promises: ['a', 'a'].map((id) => ({ id, zh: '好', en: 'x' })) }, '/promises/1/id'],
    [{ effectiveFrom: '2026-11-23T07:59:59Z' }, '/effectiveFrom'],
    [{ effectiveFrom: 'soon' }, '/effectiveFrom'],
    [{ escalation: { arrival: 'P1D' } }, '/escalation/arrival'],
    [{ escalation: { tea: 'PT5M' } }, '/escalation/tea'],
    [
      {
        calendar: {
          periods: [
            { from: '08:00', to: '12:00' },
            { from: '11:00', to: '17:00' },
          ],
        },
      },
      '/calendar/periods/1/from',
    ],
    [{ calendar: { periods: [{ from: '08:00', to: '08:20' }] } }, '/calendar/periods'],
    [{ calendar: days(['2027-01-01'], ['2027-01-01']) }, '/calendar/years/2027/workdays/0'],
    [{ calendar: days(['2026-01-01'], []) }, '/calendar/years/2027/holidays/0'],
    [{ calendar: { timeZone: 'Mars/Base' } }, '/calendar/timeZone'],
  ] as const;
  it.each(rows)('%j is 400 at %s', async (more, pointer) => {
    const before = await board();
    const answer = await draft('engineering-manager-wang', plan(more));
    expect([answer.status, answer.json.errors?.[0]?.pointer]).toEqual([400, pointer]);
    expect((await cloud.as('director-wei').get(`${PATH}/draft`)).status).toBe(404);
    expect(await board()).toEqual(before);
  });

  it('says which clause and limit a target breaks, in the reader’s language', async () => {
    const targets = { 'repair.urgent.arrival': 'PT16M' };
    const answer = await draft('engineering-manager-wang', plan({ targets }), PATH, {
      'accept-language': 'en',
    });
    expect(answer.json.errors?.[0]?.detail).toBe('Must not be looser than the PT15M of clause B5.2.1b.');
  });

  it('is no section of the site, or a body where none belongs', async () => {
    const nowhere = '/sites/riverside/sections/kitchen/commitments';
    expect((await draft('engineering-manager-wang', plan({}), nowhere)).status).toBe(404);
    const answer = await cloud.as('director-wei').post(`${PATH}/publish`, { version: 3 }, newKey());
    expect(answer.status).toBe(400);
  });
});

it('a plan is followed also where time has leapt past what a process remembers', async () => {
  await accepted();
  const { now } = (await cloud.anonymous.get<{ now: string }>('/_local/clock')).json;
  const plan = { ...PLAN, targets: { 'repair.urgent.arrival': 'PT4M' }, effectiveFrom: now };
  expect((await draft('engineering-manager-wang', plan)).status).toBe(201);
  const { version } = (await publish('director-wei')).json;
  const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
  await cloud.clock.advance('PT1M');
  await signed(cloud, id, REPAIRED.slice(0, 2));
  expect(clockOf(await read(id), 'arrival-1-1')).toMatchObject({ plan: `engineering@${version}` });
});

describe('the office’s own plan', () => {
  const OFFICE = '/sites/riverside/commitments';
  interface OfficeJson {
    readonly office: {
      readonly version: number;
      readonly promises: readonly { readonly id: string; readonly zh: string; readonly en?: string }[];
      readonly coming?: { readonly version: number };
    };
    readonly missing: readonly string[];
    readonly items: readonly PlanJson[];
    readonly names: Readonly<Record<string, string>>;
  }
  const board = async () => {
    const reply = await cloud.anonymous.get<OfficeJson>('/commitments?site=riverside');
    expect(boardResponse.safeParse(reply.json).success, reply.text).toBe(true);
    return reply.json;
  };
  const asPage = (accept = 'text/html') =>
    cloud.anonymous.request('GET', '/commitments?site=riverside', undefined, { accept });
  const OWN = {
    promises: [{ id: 'hall', clause: 'A1.8', zh: '每月开放一次' }],
    effectiveFrom: '2029-01-01T00:00:00.000Z',
  };

  it('is A1.1 to A1.6 in the regulation’s words as it is shipped, and stands on the page', async () => {
    const { office, missing, names } = await board();
    expect(office.version).toBe(0);
    expect(office.promises.map(({ id }) => id)).toEqual([
      ...['A1.1', 'A1.2', 'A1.3', 'A1.4', 'A1.5', 'A1.6a', 'A1.6b', 'A1.6c'],
    ]);
    expect(office.promises[0]).toMatchObject({ zh: expect.stringContaining('学校发展，我有责任') });
    expect(missing).toEqual(['customer-service']);
    expect(names['customer-service']).toBeDefined();
    expect((await asPage()).text).toContain('不推诿扯皮');
  });

  it('is drafted and published by the director alone, in versions, with English where there is one', async () => {
    for (const who of [
      'engineering-manager-wang',
      'deputy-director-jiang',
      'administrator-shen',
      'overseer-han',
    ]) {
      expect((await draft(who, OWN, OFFICE)).status, who).toBe(403);
      expect((await publish(who, newKey(), OFFICE)).status, who).toBe(403);
    }
    expect((await publish('director-wei', newKey(), OFFICE)).status).toBe(409);
    const late = { ...OWN, effectiveFrom: '2020-01-01T00:00:00.000Z' };
    expect((await draft('director-wei', late, OFFICE)).json.errors?.[0]?.pointer).toBe('/effectiveFrom');
    const targets = { 'repair.urgent.arrival': 'PT10M' };
    expect((await draft('director-wei', { ...OWN, targets }, OFFICE)).status).toBe(400);
    const now = new Date(cloud.clock.now()).toISOString();
    const first = await draft('director-wei', { ...OWN, effectiveFrom: now }, OFFICE);
    expect([first.status, first.json.state], first.text).toEqual([201, 'draft']);
    expect((await board()).office.version).toBe(0);
    const done = await publish('director-wei', newKey(), OFFICE);
    expect(done.status, done.text).toBe(201);
    expect(done.json).toMatchObject({ version: 1, site: 'riverside' });
    const { office, items } = await board();
    expect(office).toMatchObject({ version: 1, promises: [{ id: 'hall', zh: '每月开放一次' }] });
    expect(items.every(({ section }) => section !== '*')).toBe(true);
    expect((await asPage()).text).toContain('每月开放一次');

    const coming = { ...OWN, effectiveFrom: '2030-01-01T00:00:00.000Z' };
    expect((await draft('director-wei', coming, OFFICE)).status).toBe(201);
    await publish('director-wei', newKey(), OFFICE);
    expect((await board()).office).toMatchObject({ version: 1, coming: { version: 2 } });
  });

  it('is nobody’s at another site, and no section’s', async () => {
    expect((await draft('director-wei', OWN, '/sites/elsewhere/commitments')).status).toBe(404);
    expect(
      (
        await draft(
          'director-wei',
          { ...PLAN, effectiveFrom: OWN.effectiveFrom },
          '/sites/riverside/sections/*/commitments',
        )
      ).status,
    ).toBe(400);
  });

  it('a section that has published is missed no more', async () => {
    const path = '/sites/riverside/sections/customer-service/commitments';
    const now = new Date(cloud.clock.now()).toISOString();
    const plan = { promises: [{ id: 'stairs', zh: '楼道每日清扫' }], targets: {}, effectiveFrom: now };
    expect((await draft('cs-manager-li', plan, path)).status).toBe(201);
    expect((await publish('director-wei', newKey(), path)).status).toBe(201);
    const { missing, items } = await board();
    expect(missing).not.toContain('customer-service');
    expect(items.find(({ section }) => section === 'customer-service')?.promises).toEqual(plan.promises);
    expect((await asPage()).text).toContain('楼道每日清扫');
  });
});
