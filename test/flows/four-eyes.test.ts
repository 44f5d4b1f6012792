/** Four eyes and the ledger of the directory (contract section 2): each hole that was found, and who closes it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  askedResponse,
  changesResponse,
  directoryLedgerResponse,
  settledResponse,
} from '../../shared/contract/organisation/organisation-responses.ts';
import { sha256 } from '../../shared/domain/kernel/ledger.ts';
import { asked, changed, versionOf } from '../support/directory.ts';
import { HAND_OVER, INTAKES, opened, type ProblemJson, signed } from '../support/intakes.ts';
import { type Json, type Reply, startTestCloud, type TestCloud } from '../support/local-cloud.ts';

interface ChangeJson {
  readonly id: string;
  readonly subject: string;
  readonly by: string;
}
interface AskedJson extends ProblemJson {
  readonly change: ChangeJson;
}
interface LedgerJson {
  readonly entries: readonly Json[];
  readonly values: Readonly<Record<string, Readonly<Record<string, { salt: string; value: unknown }>>>>;
  readonly intact: boolean;
  readonly head: string;
}

let cloud: TestCloud;
function onOneCloud(): void {
  beforeAll(async () => {
    cloud = await startTestCloud();
  });
  afterAll(() => cloud.stop());
}

const WEI = { name: '魏东', role: 'director', site: 'riverside', phone: '13800000016', active: true };
const HAN = {
  ...{ name: '韩正', role: 'overseer', site: 'riverside', email: 'overseer-han@riverside.example' },
  ...{ phone: '13800000020', language: 'zh-CN', active: true },
};
const MANAGER = {
  ...{ name: '林青', role: 'manager', site: 'riverside', section: 'customer-service', active: true },
};
const said = ({ status, json }: Reply<ProblemJson>) => `${status} ${json.code ?? ''}`.trim();
const path = ({ subject, id }: ChangeJson, how: string) => `/people/${subject}/changes/${id}/${how}`;
const settle = (who: string, change: ChangeJson, how: string, headers = {}) =>
  cloud.as(who).post<Json & ProblemJson>(path(change, how), undefined, headers);
const waits = async (who: string, id: string, body: object): Promise<ChangeJson> => {
  const reply = await asked<AskedJson>(cloud, who, id, body);
  expect([reply.status, reply.json.change?.subject, reply.json.change?.by]).toEqual([202, id, who]);
  askedResponse.parse(reply.json);
  return reply.json.change;
};
const listed = async (who: string) =>
  (await cloud.as(who).get<{ items: readonly ChangeJson[] }>('/organisation/changes?site=riverside')).json
    .items;
const ledgerOf = async (id: string, who = 'hr-yang') => {
  const { json } = await cloud.as(who).get<LedgerJson>(`/people/${id}/ledger`);
  return directoryLedgerResponse.parse(json) && json;
};
const letters = (to: string) => cloud.effects.mail.mail(to).map((letter) => JSON.stringify(letter));
const nextMinute = async () => {
  await cloud.settle();
  await cloud.clock.advance('PT1M');
};
const against = async (person: string) => {
  const { complaint, ...intake } = INTAKES.complaint;
  return opened(cloud.as('receptionist-sun'), {
    ...intake,
    complaint: { ...complaint, against: { person } },
  });
};

describe('an accused director', () => {
  onOneCloud();

  it('takes neither the overseer’s mail nor makes an overseer of their own', async () => {
    const { id: sheet } = await against('director-wei');
    const mail = await waits('director-wei', 'overseer-han', { ...HAN, email: 'wei@private.example' });
    const second = { ...HAN, name: '唐宁', email: 'tang@private.example' };
    const friend = await waits('director-wei', 'overseer-tang', second);
    // Neither holds: the complaint's letter goes to the overseer, and the friend is nobody.
    await nextMinute();
    expect(letters('wei@private.example')).toEqual([]);
    expect(letters('overseer-han@riverside.example').some((letter) => letter.includes(sheet))).toBe(true);
    expect((await cloud.as('overseer-tang').get(`/sheets/${sheet}`)).status).toBe(401);
    // Nor does the director confirm it, nor the administrator for them; the overseer herself may not confirm what is about her.
    for (const change of [mail, friend]) {
      expect(said(await settle('director-wei', change, 'confirm'))).toBe('403 forbidden');
      expect(said(await settle('administrator-shen', change, 'confirm'))).toBe('403 forbidden');
    }
    expect(said(await settle('overseer-han', mail, 'confirm'))).toBe('403 forbidden');
    expect((await settle('overseer-han', friend, 'dismiss')).status).toBe(200);
    expect(said(await settle('overseer-han', friend, 'confirm'))).toBe('409 step-not-allowed');
    expect(said(await settle('hr-yang', mail, 'confirm'))).toBe('404 not-found');
    expect((await settle('deputy-director-jiang', mail, 'dismiss')).status).toBe(200);
    expect((await cloud.as('overseer-han').get<Json>('/people/overseer-han')).json).toMatchObject({
      email: 'overseer-han@riverside.example',
    });
    expect((await ledgerOf('overseer-han')).entries).toEqual([]);
  });
});

describe('an administrator', () => {
  onOneCloud();

  it('makes nobody of customer service alone, who would read an anonymous complaint', async () => {
    const { complaint, ...intake } = INTAKES.complaint;
    const sheet = await opened(cloud.as('receptionist-sun'), {
      ...intake,
      complaint: { ...complaint, anonymous: true },
    });
    const change = await waits('administrator-shen', 'cs-manager-lin', MANAGER);
    expect((await cloud.as('cs-manager-lin').get(`/sheets/${sheet.id}`)).status).toBe(401);
    // Nor by way of a stand-in from outside, nor of somebody who is there already.
    const li = { ...MANAGER, name: '李慧', email: 'cs-manager-li@riverside.example' };
    const standIn = { person: 'guard-chu', from: '2026-11-23T00:00:00Z', to: '2027-11-23T00:00:00Z' };
    await waits('administrator-shen', 'cs-manager-li', { ...li, standIn });
    const guard = {
      name: '褚勇',
      role: 'receptionist',
      site: 'riverside',
      section: 'customer-service',
      active: true,
    };
    await waits('administrator-shen', 'guard-chu', guard);
    expect((await cloud.as('guard-chu').get(`/sheets/${sheet.id}`)).status).toBe(404);
    expect(said(await settle('administrator-shen', change, 'confirm'))).toBe('403 forbidden');
    expect(said(await settle('cs-manager-li', change, 'confirm'))).toBe('404 not-found');

    const done = await settle('director-wei', change, 'confirm');
    settledResponse.parse(done.json);
    expect([done.status, done.headers.get('etag'), done.json]).toMatchObject([
      200,
      '"1"',
      { id: 'cs-manager-lin', ...MANAGER, version: 1 },
    ]);
    expect((await cloud.as('cs-manager-lin').get(`/sheets/${sheet.id}`)).status).toBe(200);
    expect((await ledgerOf('cs-manager-lin')).entries).toMatchObject([
      { seq: 1, actor: { id: 'administrator-shen' }, confirmedBy: { id: 'director-wei' }, before: null },
    ]);
  });
});

describe('what waits', () => {
  onOneCloud();
  const sun = {
    name: '孙丽',
    role: 'receptionist',
    site: 'riverside',
    section: 'customer-service',
    active: true,
  };

  it('is listed for director, administrator and overseer of the site', async () => {
    const change = await waits('director-wei', 'receptionist-sun', { ...sun, email: 'sun@new.example' });
    for (const who of ['director-wei', 'administrator-shen', 'overseer-han']) {
      expect(
        (await listed(who)).map(({ id }) => id),
        who,
      ).toEqual([change.id]);
    }
    const get = (who: string, query: string) =>
      cloud.as(who).get<ProblemJson>(`/organisation/changes${query}`);
    for (const who of ['hr-yang', 'deputy-director-jiang', 'cs-manager-li', 'resident-zhao']) {
      expect(said(await get(who, '?site=riverside')), who).toBe('403 forbidden');
    }
    expect(said(await get('director-wei', '?site=lakeside'))).toBe('404 not-found');
    expect(said(await get('director-wei', ''))).toBe('400 validation-failed');
    expect((await settle('director-wei', change, 'dismiss')).status).toBe(200);
    expect(await listed('overseer-han')).toEqual([]);
  });

  it('comes in pages, oldest first', async () => {
    const changes: ChangeJson[] = [];
    for (const nth of [1, 2, 3]) {
      changes.push(await waits('director-wei', `desk-${nth}`, { ...sun, name: `新人${nth}` }));
      await cloud.clock.advance('PT1S');
    }
    type Page = { items: readonly ChangeJson[]; nextCursor?: string };
    const page = async (query: string) =>
      (await cloud.as('overseer-han').get<Page>(`/organisation/changes?site=riverside&limit=2${query}`)).json;
    const first = await page('');
    changesResponse.parse(first);
    const second = await page(`&cursor=${first.nextCursor}`);
    expect([first, second].map(({ items }) => items.map(({ id }) => id))).toEqual([
      changes.slice(0, 2).map(({ id }) => id),
      changes.slice(2).map(({ id }) => id),
    ]);
    expect(second.nextCursor).toBeUndefined();
    for (const change of changes) expect((await settle('director-wei', change, 'dismiss')).status).toBe(200);
  });

  it('is asked for once, however often it is put, and is 409 once the person has changed', async () => {
    const body = { ...sun, email: 'sun@new.example' };
    const change = await waits('director-wei', 'receptionist-sun', body);
    expect((await waits('director-wei', 'receptionist-sun', body)).id).toBe(change.id);
    expect((await waits('administrator-shen', 'receptionist-sun', body)).id).not.toBe(change.id);
    const phone = {
      ...sun,
      email: 'receptionist-sun@riverside.example',
      phone: '13900000001',
      language: 'zh-CN',
    };
    expect((await asked(cloud, 'director-wei', 'receptionist-sun', phone)).status).toBe(200);
    expect(said(await settle('overseer-han', change, 'confirm'))).toBe('409 step-not-allowed');
    expect((await settle('director-wei', change, 'dismiss')).status).toBe(200);
  });

  it('is confirmed once, and the same key gives the same answer', async () => {
    const change = await waits('director-wei', 'receptionist-sun', { ...sun, email: 'sun@new.example' });
    const key = { 'idempotency-key': 'confirm-sun' };
    const first = await settle('overseer-han', change, 'confirm', key);
    const again = await settle('overseer-han', change, 'confirm', key);
    expect([first.status, again.status, again.text]).toEqual([200, 200, first.text]);
    expect(said(await settle('administrator-shen', change, 'confirm'))).toBe('409 step-not-allowed');
    expect(said(await settle('overseer-han', { ...change, id: 'another' }, 'confirm'))).toBe('404 not-found');
    const answer = await cloud
      .as('overseer-han')
      .post<ProblemJson>(path(change, 'confirm'), { reason: '同意' });
    expect(said(answer)).toBe('400 validation-failed');
  });

  it('ends after fourteen days', async () => {
    const change = await waits('director-wei', 'receptionist-zhou', {
      ...sun,
      name: '周婷',
      email: 'zhou@new.example',
    });
    await cloud.clock.advance('P13D');
    expect((await listed('overseer-han')).map(({ id }) => id)).toContain(change.id);
    await cloud.clock.advance('P1D');
    expect((await listed('overseer-han')).map(({ id }) => id)).not.toContain(change.id);
    expect(said(await settle('overseer-han', change, 'confirm'))).toBe('409 step-not-allowed');
  });

  it('is not for who has sheets in hand by the time that it is confirmed, nor for the last director', async () => {
    const desk = { ...sun, name: '郑海涛' };
    const change = await waits('director-wei', 'worker-zheng', desk);
    const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
    await signed(cloud, id, [
      ['receptionist-sun', HAND_OVER],
      ['worker-zheng', { step: 'accept' }],
    ]);
    expect(said(await settle('overseer-han', change, 'confirm'))).toBe('409 step-not-allowed');
    await signed(cloud, id, [['engineering-supervisor-feng', { step: 'assign', handler: 'worker-wu' }]]);
    expect((await settle('overseer-han', change, 'confirm')).status).toBe(200);
    expect(said(await asked(cloud, 'director-wei', 'director-wei', { ...WEI, active: false }))).toBe(
      '409 step-not-allowed',
    );
  });
});

describe('a PUT of somebody who is there', () => {
  onOneCloud();
  const wu = { name: '吴建国', role: 'worker', site: 'riverside', section: 'engineering', active: true };
  const put = (who: string, id: string, body: object, headers = {}) =>
    cloud.as(who).request<Json & ProblemJson>('PUT', `/people/${id}`, body, headers);

  it('says which version its sender read', async () => {
    expect(said(await put('director-wei', 'worker-wu', wu))).toBe('428 precondition-required');
    expect(said(await put('director-wei', 'worker-wu', wu, { 'if-match': '"7"' }))).toBe(
      '412 version-conflict',
    );
    expect(said(await put('worker-zheng', 'worker-wu', wu))).toBe('403 forbidden');
    expect((await put('director-wei', 'worker-wu', wu, { 'if-match': '"1"' })).status).toBe(200);
    // What only the directory can show comes after that.
    const bad = { ...wu, section: 'kitchen' };
    expect(said(await put('director-wei', 'worker-wu', bad))).toBe('428 precondition-required');
    const known = await versionOf(cloud, 'worker-wu');
    expect(said(await put('director-wei', 'worker-wu', bad, known))).toBe('400 validation-failed');
  });

  it('is customer service’s where it is a resident, and stays one', async () => {
    const lin = { name: '林青', role: 'resident', site: 'riverside', phone: '13700000000', active: true };
    expect((await put('receptionist-sun', 'resident-lin', lin)).status).toBe(201);
    const moved = { ...lin, address: '2栋1单元101' };
    expect((await put('cs-manager-li', 'resident-lin', moved, { 'if-match': '"1"' })).status).toBe(200);
    expect(said(await put('receptionist-sun', 'resident-lin', wu, { 'if-match': '"2"' }))).toBe(
      '403 forbidden',
    );
    expect(
      said(await put('receptionist-sun', 'worker-wu', { ...wu, role: 'resident', section: undefined })),
    ).toBe('403 forbidden');
    expect(said(await put('engineering-manager-wang', 'resident-lin', lin, { 'if-match': '"2"' }))).toBe(
      '403 forbidden',
    );
  });

  it('gives sites to those above them alone', async () => {
    const known = await versionOf(cloud, 'worker-wu');
    const refused = await put('director-wei', 'worker-wu', { ...wu, sites: ['*'] }, known);
    expect([said(refused), refused.json.errors?.[0]?.pointer]).toEqual(['400 validation-failed', '/sites']);
    const hr = { name: '杨帆', role: 'hr', site: 'riverside', active: true };
    const nowhere = await asked<ProblemJson>(cloud, 'director-wei', 'hr-yang', { ...hr, sites: ['nowhere'] });
    expect([said(nowhere), nowhere.json.errors?.[0]?.pointer]).toEqual(['400 validation-failed', '/sites/0']);
    const mixed = await asked<ProblemJson>(cloud, 'director-wei', 'hr-yang', {
      ...hr,
      sites: ['*', 'riverside'],
    });
    expect(said(mixed)).toBe('400 validation-failed');
    const all = await changed<Json>(cloud, 'director-wei', 'hr-yang', { ...hr, sites: ['*'] });
    expect([all.status, all.json.sites]).toEqual([200, ['*']]);
  });
});

describe('a ledger of the directory', () => {
  onOneCloud();
  const wu = {
    ...{ name: '吴建国', role: 'worker', site: 'riverside', section: 'engineering', active: true },
    ...{ email: 'worker-wu@riverside.example', phone: '13800000007', language: 'zh-CN' },
  };

  it('of a person says who changed what, with commitments for mail, phone and address', async () => {
    expect(await ledgerOf('worker-wu')).toEqual({
      entries: [],
      intact: true,
      head: '0'.repeat(64),
      anchored: null,
      values: {},
    });
    expect(
      (await asked(cloud, 'administrator-shen', 'worker-wu', { ...wu, phone: '13900000001' })).status,
    ).toBe(200);
    const leave = { from: '2026-12-01T00:00:00.000Z', to: '2026-12-02T00:00:00.000Z' };
    expect((await asked(cloud, 'engineering-manager-wang', 'worker-wu', leave, '/leave')).status).toBe(200);
    const ledger = await ledgerOf('worker-wu');
    const commitment = { commitment: expect.stringMatching(/^[0-9a-f]{64}$/) };
    expect(ledger.entries).toMatchObject([
      {
        ...{ seq: 1, at: new Date(cloud.clock.now()).toISOString(), kind: 'person', subject: 'worker-wu' },
        actor: { id: 'administrator-shen', role: 'administrator' },
        before: { name: '吴建国', role: 'worker', phone: commitment, email: commitment },
        after: { name: '吴建国', version: 2, phone: commitment, email: commitment },
        previousHash: '0'.repeat(64),
      },
      {
        seq: 2,
        actor: { id: 'engineering-manager-wang' },
        before: { version: 2 },
        after: { leave, version: 3 },
      },
    ]);
    expect(ledger.entries[0]).not.toHaveProperty('confirmedBy');
    expect([ledger.intact, ledger.head]).toEqual([true, ledger.entries[1]?.hash]);
    const value = ledger.values['1']?.['/after/phone'];
    expect(value?.value).toBe('13900000001');
    const hashed = { commitment: sha256(`${value?.salt}"13900000001"`) };
    expect(ledger.entries[0]).toMatchObject({ after: { phone: hashed } });
    // The values are nowhere in what is hashed.
    expect(JSON.stringify(ledger.entries)).not.toMatch(/1390000|138000|@riverside/);
    expect(await ledgerOf('worker-wu', 'worker-wu')).toEqual(ledger);
  });

  it('of a resident has their name as a commitment, too', async () => {
    const zhao = { name: '赵敏敏', role: 'resident', site: 'riverside', phone: '13800000001', active: true };
    expect((await asked(cloud, 'receptionist-sun', 'resident-zhao', zhao)).status).toBe(200);
    const { entries, values, intact } = await ledgerOf('resident-zhao');
    expect([intact, JSON.stringify(entries).includes('赵敏')]).toEqual([true, false]);
    expect(values['1']).toMatchObject({
      '/before/name': { value: '赵敏' },
      '/after/name': { value: '赵敏敏' },
    });
  });

  it('of a site says who changed it, its sections, and whose roster it was', async () => {
    const site = { name: 'Riverside Gardens', zh: '滨河花园', timeZone: 'Asia/Shanghai' };
    const section = { name: 'Garden', zh: '绿化部' };
    const shifts = [
      { from: '2026-12-01T00:00:00.000Z', to: '2026-12-01T08:00:00.000Z', people: ['worker-wu'] },
    ];
    const put = (who: string, where: string, body: object) => cloud.as(who).request('PUT', where, body);
    expect((await put('director-wei', '/sites/riverside', site)).status).toBe(200);
    expect((await put('administrator-shen', '/sites/riverside/sections/garden', section)).status).toBe(201);
    const duty = '/sites/riverside/sections/engineering/duty';
    expect((await put('engineering-manager-wang', duty, { shifts })).status).toBe(200);
    const { json } = await cloud.as('overseer-han').get<LedgerJson>('/sites/riverside/ledger');
    directoryLedgerResponse.parse(json);
    expect(json.entries).toMatchObject([
      { kind: 'site', actor: { id: 'director-wei' }, before: { name: 'Riverside' }, after: site },
      {
        kind: 'section',
        subject: 'garden',
        actor: { id: 'administrator-shen' },
        before: null,
        after: section,
      },
      { kind: 'duty', subject: 'engineering', before: null, after: { section: 'engineering', shifts: 1 } },
    ]);
    expect(json.intact).toBe(true);
  });

  it('is for director, hr, overseer, administrator, and the person theirs', async () => {
    const read = async (who: string, what: string) => (await cloud.as(who).get(what)).status;
    for (const who of ['director-wei', 'hr-yang', 'overseer-han', 'administrator-shen']) {
      expect([
        await read(who, '/people/worker-wu/ledger'),
        await read(who, '/sites/riverside/ledger'),
      ]).toEqual([200, 200]);
    }
    expect(await read('worker-wu', '/people/worker-wu/ledger')).toBe(200);
    expect(await read('resident-zhao', '/people/resident-zhao/ledger')).toBe(200);
    expect(await read('engineering-manager-wang', '/people/worker-wu/ledger')).toBe(403);
    expect(await read('worker-zheng', '/people/worker-wu/ledger')).toBe(404);
    expect(await read('worker-wu', '/sites/riverside/ledger')).toBe(403);
    expect(await read('director-wei', '/people/nobody/ledger')).toBe(404);
    expect(await read('director-wei', '/sites/nowhere/ledger')).toBe(404);
  });
});

describe('whoever is changed', () => {
  onOneCloud();

  it('is told, at the address before too', async () => {
    const han = { ...HAN, email: 'han@new.example' };
    const change = await waits('overseer-han', 'overseer-han', han);
    await nextMinute();
    expect(letters('overseer-han@riverside.example')).toEqual([]);
    expect((await settle('director-wei', change, 'confirm')).status).toBe(200);
    await nextMinute();
    for (const to of ['overseer-han@riverside.example', 'han@new.example']) {
      expect(letters(to), to).toHaveLength(1);
      expect(letters(to)[0]).toMatch(/名录中的资料已更改.*韩正、魏东.*邮箱/s);
    }
  });

  it('is told that they are deactivated, and a resident of mail and phone alone', async () => {
    const guard = { name: '褚勇', role: 'worker', site: 'riverside', section: 'security', active: false };
    expect((await asked(cloud, 'director-wei', 'guard-chu', guard)).status).toBe(200);
    const zhao = { name: '赵敏', role: 'resident', site: 'riverside', language: 'zh-CN', active: true };
    const known = { email: 'resident-zhao@riverside.example', phone: '13800000001', address: '1栋2单元301' };
    const put = (more: object) =>
      asked(cloud, 'receptionist-sun', 'resident-zhao', { ...zhao, ...known, ...more });
    expect((await put({ address: '1栋2单元302' })).status).toBe(200);
    await nextMinute();
    expect(letters('guard-chu@riverside.example')).toHaveLength(1);
    expect(letters(known.email)).toEqual([]);
    expect((await put({ phone: '13900000009' })).status).toBe(200);
    await nextMinute();
    expect(letters(known.email)).toHaveLength(1);
    expect(letters(known.email)[0]).not.toMatch(/139|302/);
  });
});
