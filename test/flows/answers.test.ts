/** What every answer has beside its own: who is called how, and whether the reader has it already (contract section 1). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONCLUDE, openedCase } from '../support/cases.ts';
import { asked, changed } from '../support/directory.ts';
import {
  HAND_OVER,
  INTAKES,
  newKey,
  opened,
  type ProblemJson,
  REPAIRED,
  type SheetJson,
  signed,
  ZHAO,
} from '../support/intakes.ts';
import { type Json, type RequestHeaders, startTestCloud, type TestCloud } from '../support/local-cloud.ts';

type Named = Json & { readonly names?: Readonly<Record<string, string>> };

let cloud: TestCloud;
let repair: SheetJson;
/** Every id of a person or section of the site, with its name in either language. */
const called = new Map<string, readonly string[]>();

beforeAll(async () => {
  cloud = await startTestCloud();
  const { people, sections } = (
    await cloud.as('director-wei').get<{
      people: readonly { id: string; name: string }[];
      sections: readonly { id: string; zh: string; name: string }[];
    }>('/organisation?site=riverside')
  ).json;
  for (const { id, name } of people) called.set(id, [name, name]);
  for (const { id, zh, name } of sections) called.set(id, [zh, name]);
  repair = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
  await signed(cloud, repair.id, REPAIRED);
});
afterAll(() => cloud.stop());

/** Every id of staff or of a section that is a value anywhere in an answer, but for what is about one by itself. */
function idsIn(answer: unknown): ReadonlySet<string> {
  if (typeof answer === 'string') return new Set(called.has(answer) ? [answer] : []);
  if (typeof answer !== 'object' || answer === null) return new Set();
  const held = Object.entries(answer).filter(([member]) => member !== 'names' && member !== 'values');
  return new Set(held.flatMap(([, value]) => [...idsIn(value)]));
}

function expectNamed(answer: Named, path: string, language = 0) {
  const { id: _own, ...rest } = answer;
  const ids = [...idsIn(rest)];
  expect(ids, `${path} names nobody`).not.toEqual([]);
  for (const id of ids) expect(answer.names, path).toHaveProperty([id], called.get(id)?.[language]);
}

describe('names', () => {
  it('stand in every answer that has people or sections by id', async () => {
    const state = await openedCase(cloud);
    await changed(cloud, 'overseer-han', 'deputy-director-jiang', {
      ...{
        name: '蒋红',
        role: 'deputy-director',
        site: 'riverside',
        active: true,
        email: 'j@riverside.example',
      },
    });
    const waits = await asked(cloud, 'administrator-shen', 'receptionist-sun', {
      ...{ name: '孙丽', role: 'receptionist', site: 'riverside', section: 'engineering', active: true },
    });
    expect(waits.status, waits.text).toBe(202);
    expectNamed(waits.json as Named, '202');
    const readings: readonly (readonly [string, string])[] = [
      ['receptionist-sun', '/sheets?site=riverside'],
      ['receptionist-sun', `/sheets/${repair.id}`],
      ['resident-zhao', `/sheets/${repair.id}`],
      ['engineering-manager-wang', `/sheets/${repair.id}/ledger`],
      ['resident-zhao', '/me/data'],
      ['engineering-manager-wang', '/cases'],
      ['engineering-manager-wang', `/cases/${state.id}`],
      ['hr-yang', `/cases/${state.id}/ledger`],
      ['director-wei', '/organisation?site=riverside'],
      ['resident-zhao', '/organisation?site=riverside'],
      ['director-wei', '/organisation/changes?site=riverside'],
      ['director-wei', '/people/worker-wu'],
      ['overseer-han', '/people/deputy-director-jiang/ledger'],
      ['engineering-manager-wang', '/sites/riverside/sections/engineering/duty'],
      ['receptionist-sun', '/registers/hand-over?site=riverside&date=2026-11-23'],
      ['director-wei', '/registers/repairs?site=riverside&date=2026-11-23'],
      ['director-wei', '/assessments/2026-11?site=riverside'],
      ['worker-wu', '/assessments/2026-11/people/worker-wu'],
    ];
    for (const [who, path] of readings) {
      const chinese = await cloud.as(who).get<Named>(path);
      expect(chinese.status, `${path} ${chinese.text}`).toBe(200);
      expectNamed(chinese.json, path);
      const english = await cloud.as(who).get<Named>(path, { 'accept-language': 'en' });
      expectNamed(english.json, path, 1);
    }
  });

  it('stand in the answers to a step, and a replay gives its bytes, whoever was renamed since', async () => {
    const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.report);
    const key = newKey();
    const first = await cloud.as('receptionist-sun').post<Named>(`/sheets/${id}/sign-offs`, HAND_OVER, key);
    expectNamed(first.json, 'sign-offs');
    const site = '/sites/riverside/sections/engineering';
    const renamed = { name: 'Engineering', zh: '工程维修部', function: 'repair' };
    expect((await cloud.as('director-wei').request('PUT', site, renamed)).status).toBe(200);
    const again = await cloud.as('receptionist-sun').post(`/sheets/${id}/sign-offs`, HAND_OVER, key);
    expect(again.text).toBe(first.text);
    const now = await cloud.as('receptionist-sun').get<Named>(`/sheets/${id}`);
    expect(now.json.names).toMatchObject({ engineering: '工程维修部' });
    await cloud.as('director-wei').request('PUT', site, { ...renamed, zh: '工程部' });
  });

  it('name nobody whom an anonymous complaint hides, and nothing where nobody is named', async () => {
    const anonymous = { ...INTAKES.complaint.complaint, anonymous: true };
    const { id } = await opened(cloud.as('resident-zhao'), {
      ...{ site: 'riverside', kind: 'complaint', channel: 'online', subject: '夜间施工噪声扰民' },
      complaint: anonymous,
    });
    await signed(cloud, id, [['cs-manager-li', HAND_OVER]]);
    const desk = await cloud.as('receptionist-sun').get<Named>(`/sheets/${id}`);
    expect(desk.json.names).toHaveProperty('resident-zhao', '赵敏');
    for (const path of [`/sheets/${id}`, `/sheets/${id}/ledger`]) {
      const section = await cloud.as('engineering-manager-wang').get<Named>(path);
      expect(section.status).toBe(200);
      expect(section.text).not.toContain('resident-zhao');
      expect(section.text).not.toContain('赵敏');
    }
    const none = await cloud.as('resident-qian').get('/sheets');
    expect(none.json).toEqual({ items: [] });
  });

  it('are known of staff who have left for another site', async () => {
    for (const [id, name, role] of [
      ['administrator-shen', '沈洁', 'administrator'],
      ['overseer-han', '韩正', 'overseer'],
    ] as const) {
      const above = { name, role, site: 'riverside', sites: ['*'], active: true };
      const body = { ...above, email: `${id}@riverside.example` };
      expect((await changed(cloud, 'director-wei', id, body)).status).toBe(200);
    }
    const administrator = cloud.as('administrator-shen');
    const hill = { name: 'Hill', zh: '山居', timeZone: 'Asia/Shanghai' };
    expect((await administrator.request('PUT', '/sites/hill', hill)).status).toBe(201);
    const garden = { name: 'Garden', zh: '绿化部' };
    expect((await administrator.request('PUT', '/sites/hill/sections/garden', garden)).status).toBe(201);
    const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.report);
    await signed(cloud, id, [
      ['receptionist-sun', { ...HAND_OVER, section: 'cleaning' }],
      ['cleaner-shi', { step: 'accept' }],
      ['cleaning-manager-kong', { step: 'assign', handler: 'cleaning-manager-kong' }],
    ]);
    const { json: shi } = await administrator.get<Json>('/people/cleaner-shi');
    const { id: _id, version: _version, names: _names, ...entry } = shi;
    const moved = { ...entry, site: 'hill', section: 'garden' };
    expect((await changed(cloud, 'administrator-shen', 'cleaner-shi', moved)).status).toBe(200);
    const ledger = await cloud.as('receptionist-sun').get<Named>(`/sheets/${id}/ledger`);
    expect(ledger.json.names).toHaveProperty('cleaner-shi', shi.name);
  });
});

describe('If-None-Match', () => {
  it.each([
    ['resident-zhao', () => '/me'],
    ['director-wei', () => '/me'],
    ['worker-wu', () => '/organisation?site=riverside'],
    ['receptionist-sun', () => `/sheets/${repair.id}`],
    ['receptionist-sun', () => `/sheets/${repair.id}/ledger`],
    ['director-wei', () => '/people/worker-wu/ledger'],
    ['director-wei', () => '/sites/riverside/ledger'],
  ])('of %s', async (who, path) => {
    const client = cloud.as(who);
    const whole = await client.get(path());
    const etag = whole.headers.get('etag') ?? '';
    expect([whole.status, etag]).toEqual([200, expect.stringMatching(/^"[^"]+"$/)]);
    for (const held of [etag, `W/${etag}`, '*', `"other, one", ${etag}`, `"a",W/${etag}`]) {
      const same = await client.get(path(), { 'if-none-match': held });
      expect([same.status, same.text, same.headers.get('etag')], held).toEqual([304, '', etag]);
    }
    for (const other of ['"other"', etag.slice(1, -1), '']) {
      expect((await client.get(path(), { 'if-none-match': other })).status, other).toBe(200);
    }
  });

  it('hides nothing: who may not see a thing gets 404', async () => {
    const reply = await cloud.as('resident-qian').get(`/sheets/${repair.id}`, { 'if-none-match': '*' });
    expect(reply.status).toBe(404);
  });

  it('is the version of a sheet, the number of entries of a ledger, and goes by what changes', async () => {
    const sheet = await cloud.as('receptionist-sun').get<SheetJson>(`/sheets/${repair.id}`);
    expect(sheet.headers.get('etag')).toBe(`"${sheet.json.version}"`);
    const path = `/sheets/${repair.id}/ledger`;
    const ledger = await cloud.as('receptionist-sun').get<{ entries: readonly unknown[] }>(path);
    expect(ledger.headers.get('etag')).toBe(`"${ledger.json.entries.length}"`);
    await signed(cloud, repair.id, [['receptionist-sun', { step: 'receive' }]]);
    const later = await cloud
      .as('receptionist-sun')
      .get(path, { 'if-none-match': ledger.headers.get('etag') ?? '' });
    expect(later.status).toBe(200);

    const before = await cloud.as('worker-wu').get('/me');
    await changed(cloud, 'administrator-shen', 'worker-wu', {
      ...{ name: '吴建国', role: 'worker', site: 'riverside', section: 'engineering', active: true },
      phone: '13911112222',
    });
    const held = { 'if-none-match': before.headers.get('etag') ?? '' };
    expect((await cloud.as('worker-wu').get('/me', held)).status).toBe(200);
  });

  it('does not go by the time that an answer tells', async () => {
    const held = { 'if-none-match': (await cloud.as('resident-zhao').get('/me')).headers.get('etag') ?? '' };
    await cloud.clock.advance('PT5M');
    expect((await cloud.as('resident-zhao').get('/me', held)).status).toBe(304);
  });
});

interface MeJson extends Json {
  readonly now: string;
  readonly site: Json;
  readonly preferences: Json;
  readonly sites?: readonly string[];
}

describe('GET /me', () => {
  it('tells the time, the site, and what somebody prefers', async () => {
    const { json } = await cloud.as('resident-zhao').get<MeJson>('/me');
    const { now } = (await cloud.anonymous.get('/_local/clock')).json;
    expect(json).toMatchObject({
      ...{ id: 'resident-zhao', name: '赵敏', role: 'resident', now },
      site: { id: 'riverside', zh: '滨河花园', timeZone: 'Asia/Shanghai' },
      preferences: { language: 'zh-CN', large: false },
    });
    expect(json).not.toHaveProperty('sites');
  });

  it('names every site of somebody who works for several', async () => {
    const { json } = await cloud.as('overseer-han').get<MeJson>('/me');
    expect(json.sites).toEqual(['riverside', 'hill']);
  });
});

describe('PUT /me/preferences', () => {
  const prefer = (who: string, body: object) =>
    cloud.as(who).request<ProblemJson & Json>('PUT', '/me/preferences', body);

  it('takes the place of what was chosen before, of residents as well, and no change of the directory touches it', async () => {
    const first = await prefer('resident-zhao', { language: 'en', large: true });
    expect([first.status, first.json]).toEqual([200, { language: 'en', large: true }]);
    expect((await cloud.as('resident-zhao').get<MeJson>('/me')).json.preferences).toEqual(first.json);
    const zhao = { ...ZHAO, id: undefined, role: 'resident', site: 'riverside', active: true };
    expect((await changed(cloud, 'receptionist-sun', 'resident-zhao', zhao)).status).toBe(200);
    expect((await cloud.as('resident-zhao').get<MeJson>('/me')).json.preferences).toEqual(first.json);
    const second = await prefer('resident-zhao', { large: true });
    expect(second.json).toEqual({ language: 'zh-CN', large: true });
    expect((await prefer('resident-zhao', {})).json).toEqual({ language: 'zh-CN', large: false });
  });

  it.each([
    [{ language: 'fr' }, '/language'],
    [{ large: 'yes' }, '/large'],
    [{ colour: 'red' }, '/colour'],
  ])('%j is 400', async (body, pointer) => {
    const reply = await prefer('worker-wu', body);
    expect([reply.status, reply.json.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('letters follow', async () => {
    expect((await prefer('engineering-manager-wang', { language: 'en' })).status).toBe(200);
    const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.report);
    await signed(cloud, id, [['receptionist-sun', HAND_OVER]]);
    await cloud.clock.advance('PT2M');
    const to = 'engineering-manager-wang@riverside.example';
    const { json } = await cloud.anonymous.get<{ items: readonly { html: string }[] }>(
      `/_local/mail?to=${to}`,
    );
    expect(json.items.at(-1)?.html).toContain('<html lang="en"');
  });
});

describe('present', () => {
  interface PresentJson extends ProblemJson {
    readonly code: string;
    readonly present?: Json;
    readonly names?: Json;
  }
  const refused = (who: string, path: string, body: object, headers: RequestHeaders = {}) =>
    cloud.as(who).post<PresentJson>(path, body, { ...newKey(), ...headers });

  it('says who has just taken what a colleague accepts as well', async () => {
    const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
    await signed(cloud, id, [
      ['receptionist-sun', HAND_OVER],
      ['worker-wu', { step: 'accept' }],
    ]);
    const late = await refused('worker-zheng', `/sheets/${id}/sign-offs`, { step: 'accept' });
    const now = await cloud.as('worker-wu').get<SheetJson & Json>(`/sheets/${id}`);
    const { version, status, updatedAt } = now.json;
    expect([late.status, late.json.code, late.json.present]).toEqual([
      409,
      'step-not-allowed',
      { status, version, handler: 'worker-wu', last: { step: 'accept', by: 'worker-wu', at: updatedAt } },
    ]);
    expect(late.json.names).toEqual({ 'worker-wu': '吴建国' });
    // Still nothing of it is theirs to see, and nobody of another section learns that it is there.
    expect((await cloud.as('worker-zheng').get(`/sheets/${id}`)).status).toBe(404);
    for (const [who, step] of [
      ['guard-chu', { step: 'accept' }],
      ['worker-zheng', { step: 'arrive' }],
    ] as const) {
      const hidden = await refused(who, `/sheets/${id}/sign-offs`, step);
      expect([hidden.status, hidden.json.present]).toEqual([404, undefined]);
    }
    const stale = { 'if-match': '"1"' };
    const moved = await refused('worker-wu', `/sheets/${id}/sign-offs`, { step: 'arrive' }, stale);
    expect([moved.status, moved.json.present]).toMatchObject([412, { version, handler: 'worker-wu' }]);
  });

  it('keeps a hidden resident from who is refused', async () => {
    const { id } = await opened(cloud.as('resident-zhao'), {
      ...{ site: 'riverside', kind: 'complaint', channel: 'online', subject: '夜间施工噪声扰民' },
      complaint: { ...INTAKES.complaint.complaint, anonymous: true },
    });
    await signed(cloud, id, [
      ['cs-manager-li', HAND_OVER],
      ['resident-zhao', { step: 'urge', message: '请尽快' }],
    ]);
    const early = await refused('engineering-manager-wang', `/sheets/${id}/sign-offs`, {
      ...{ step: 'return', opinion: '已处理' },
    });
    expect([early.status, early.json.present]).toMatchObject([
      409,
      { status: 'handed-over', last: { step: 'urge' } },
    ]);
    expect(early.text).not.toContain('resident-zhao');
    const desk = await refused('receptionist-sun', `/sheets/${id}/sign-offs`, {
      ...{ step: 'follow-up', reached: false },
    });
    expect(desk.json.present).toMatchObject({ last: { step: 'urge', by: 'resident-zhao' } });
  });

  it('is told of cases, too', async () => {
    const state = await openedCase(cloud);
    const path = `/cases/${state.id}/sign-offs`;
    const early = await refused('engineering-manager-wang', path, {
      ...{ step: 'decide', sanctions: [], reason: '情况属实' },
    });
    const at = expect.any(String);
    const last = { step: 'open', by: 'engineering-manager-wang', at };
    expect([early.status, early.json.present]).toEqual([409, { status: 'opened', version: 1, last }]);
    const stale = await refused('engineering-manager-wang', path, CONCLUDE, { 'if-match': '"9"' });
    expect([stale.status, stale.json.present]).toMatchObject([412, { version: 1 }]);
    expect((await refused('worker-zheng', path, CONCLUDE)).json).not.toHaveProperty('present');
  });
});

describe('whoever still handles sheets', () => {
  interface StuckJson extends ProblemJson {
    readonly sheets?: readonly { readonly id: string; readonly number: string }[];
  }
  const wu = {
    ...{ name: '吴建国', role: 'worker', site: 'riverside', section: 'engineering', active: false },
  };

  it('does not leave, and it is said which those are', async () => {
    const { json: list } = await cloud
      .as('director-wei')
      .get<{ items: readonly SheetJson[] }>('/sheets?site=riverside&handler=worker-wu&limit=100');
    const mine = list.items.filter(({ status }) => ['accepted', 'on-site', 'completed'].includes(status));
    expect(mine.length).toBeGreaterThan(0);
    const reply = await asked<StuckJson>(cloud, 'administrator-shen', 'worker-wu', wu);
    expect([reply.status, reply.json.sheets]).toEqual([409, mine.map(({ id, number }) => ({ id, number }))]);
  });
});
