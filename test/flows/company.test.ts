/** The company above its sites (B2; contract sections 2 and 6): two sites, every role, recusal across them, lists of both. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  assessmentResponse,
  companyResponse,
} from '../../shared/contract/assessment/assessment-responses.ts';
import { consequencesResponse } from '../../shared/contract/cases/case-responses.ts';
import { CONCLUDE, DECIDE, openedCase, signedCase } from '../support/cases.ts';
import { asked, changed } from '../support/directory.ts';
import { INTAKES, newKey, opened, type ProblemJson, signed } from '../support/intakes.ts';
import { type Json, startTestCloud, type TestCloud } from '../support/local-cloud.ts';

interface ItemsJson extends ProblemJson {
  readonly items: readonly { readonly id: string; readonly site?: string }[];
  readonly nextCursor?: string;
}

const ABOVE = ['administrator-shen', 'hr-yang', 'overseer-han'];
const BOTH = 'riverside,hillside';
const [WEI, LUO, HAN] = ['director-wei', 'director-luo', 'overseer-han'];

let cloud: TestCloud;
/** Complaints by their site and whom they are against. */
const complaints = new Map<string, string>();

const put = async (who: string, path: string, body: object) => {
  const reply = await cloud.as(who).request('PUT', path, body);
  expect([path, reply.status < 300, reply.text]).toEqual([path, true, reply.text]);
};
const against = (site: string, person: string) => ({
  ...INTAKES.complaint,
  site,
  complaint: { ...INTAKES.complaint.complaint, against: { person } },
});
async function idsOf(who: string, path: string): Promise<readonly string[]> {
  const reply = await cloud.as(who).get<ItemsJson>(path);
  expect(reply.status, reply.text).toBe(200);
  return reply.json.items.map(({ id }) => id);
}
/** Every page of a list, so many rows each. */
async function paged(who: string, path: string, limit: number): Promise<readonly string[]> {
  const found: string[] = [];
  let next = '';
  for (let page = 0; page < 50; page += 1) {
    const reply = await cloud.as(who).get<ItemsJson>(`${path}&limit=${limit}${next}`);
    expect(reply.status, reply.text).toBe(200);
    found.push(...reply.json.items.map(({ id }) => id));
    if (reply.json.nextCursor === undefined) return found;
    next = `&cursor=${reply.json.nextCursor}`;
  }
  throw new Error('a list without an end');
}

beforeAll(async () => {
  cloud = await startTestCloud();
  for (const id of ABOVE) {
    const { json } = await cloud.as(HAN).get<Json>(`/people/${id}`);
    const { id: _id, version: _version, names: _names, undeliverable: _no, ...body } = json;
    const reply = await changed(cloud, WEI, id, { ...body, sites: ['*'] });
    expect(reply.status, reply.text).toBe(200);
  }
  const shen = 'administrator-shen';
  await put(shen, '/sites/hillside', { name: 'Hillside', zh: '山景苑', timeZone: 'Asia/Tokyo' });
  const desk = { name: 'Reception', zh: '接待部', function: 'customer-service' };
  await put(shen, '/sites/hillside/sections/reception', desk);
  await put(shen, '/sites/hillside/sections/engineering', {
    name: 'Works',
    zh: '维修部',
    function: 'repair',
  });
  const at = { site: 'hillside', active: true };
  const mail = (id: string) => ({ email: `${id}@riverside.example` });
  await put(shen, '/people/desk-bai', {
    name: '白灵',
    role: 'receptionist',
    section: 'reception',
    ...at,
    ...mail('desk-bai'),
  });
  await put(shen, '/people/desk-cui', {
    name: '崔健',
    role: 'manager',
    section: 'reception',
    ...at,
    ...mail('desk-cui'),
  });
  await put(shen, '/people/works-tan', { name: '谭力', role: 'manager', section: 'engineering', ...at });
  await put(shen, '/people/works-yan', { name: '严松', role: 'supervisor', section: 'engineering', ...at });
  await put(shen, '/people/works-hao', { name: '郝勤', role: 'worker', section: 'engineering', ...at });
  await put(shen, '/people/resident-lin', { name: '林悦', role: 'resident', ...at });
  const mu = await changed(cloud, HAN, 'deputy-mu', { name: '穆青', role: 'deputy-director', ...at });
  expect(mu.status, mu.text).toBeLessThan(300);
  const luo = await changed(cloud, HAN, LUO, { name: '罗毅', role: 'director', ...at, ...mail(LUO) });
  expect(luo.status, luo.text).toBeLessThan(300);
  const resident = { name: '赵敏', phone: '13800005678', address: '1栋2单元301' };
  for (const person of [...ABOVE, LUO, 'works-tan', 'deputy-mu', 'desk-bai']) {
    await cloud.clock.advance('PT1M');
    const intake = { ...against('hillside', person), resident };
    complaints.set(`hillside ${person}`, (await opened(cloud.as('desk-cui'), intake)).id);
  }
  for (const person of ['administrator-shen', WEI]) {
    await cloud.clock.advance('PT1M');
    const { id } = await opened(cloud.as('receptionist-sun'), against('riverside', person));
    complaints.set(`riverside ${person}`, id);
  }
  await cloud.settle();
});
afterAll(() => cloud.stop());

describe('a complaint', () => {
  /** Who sees every complaint of the site that is not against them. */
  const OF_HILLSIDE = ['deputy-mu', 'desk-bai', 'desk-cui'];
  const OF_RIVERSIDE = ['deputy-director-jiang', 'receptionist-sun', 'cs-supervisor-he', 'cs-manager-li'];
  /** Who of every role of both sites sees it, by the contract and by hand. */
  const SEEN: readonly (readonly [which: string, by: readonly string[]])[] = [
    ['hillside administrator-shen', [LUO, ...OF_HILLSIDE]],
    ['hillside hr-yang', [LUO, ...OF_HILLSIDE]],
    ['hillside overseer-han', [LUO, ...OF_HILLSIDE]],
    ['hillside director-luo', [HAN, ...OF_HILLSIDE]],
    ['hillside works-tan', [LUO, ...OF_HILLSIDE]],
    ['hillside deputy-mu', [HAN, LUO, 'desk-bai', 'desk-cui']],
    ['hillside desk-bai', [LUO, 'deputy-mu', 'desk-cui']],
    ['riverside administrator-shen', [WEI, 'resident-zhao', ...OF_RIVERSIDE]],
    ['riverside director-wei', [HAN, 'resident-zhao', ...OF_RIVERSIDE]],
  ];
  const READERS = [
    ...[...ABOVE, WEI, 'deputy-director-jiang', 'receptionist-sun', 'cs-supervisor-he', 'cs-manager-li'],
    ...['engineering-manager-wang', 'engineering-supervisor-feng', 'worker-wu', 'resident-zhao'],
    ...[LUO, 'desk-bai', 'desk-cui', 'works-tan', 'deputy-mu', 'works-yan', 'works-hao', 'resident-lin'],
  ];

  it.each(SEEN)('%s is seen by these of both sites and nobody else', async (which, by) => {
    const id = complaints.get(which) ?? '';
    const seen: string[] = [];
    for (const reader of READERS) {
      const { status } = await cloud.as(reader).get(`/sheets/${id}`);
      expect([200, 404]).toContain(status);
      if (status === 200) seen.push(reader);
      expect((await cloud.as(reader).get(`/sheets/${id}/ledger`)).status).toBe(status);
      const list = await cloud.as(reader).get<ItemsJson>(`/sheets?site=${BOTH}&limit=100`);
      expect([reader, list.json.items.some((item) => item.id === id)]).toEqual([reader, status === 200]);
    }
    expect(seen.toSorted()).toEqual([...by].toSorted());
  });

  it('against the company’s administrator is told, and is for, the director of the site where it was made', async () => {
    await cloud.clock.advance('PT2M');
    const lettersTo = async (who: string) =>
      (await cloud.anonymous.get(`/_local/mail?to=${who}@riverside.example`)).text;
    const numberOf = async (which: string, reader: string) =>
      (await cloud.as(reader).get<{ number: string; subject: string }>(`/sheets/${complaints.get(which)}`))
        .json;
    const hillside = complaints.get('hillside administrator-shen') ?? '';
    await numberOf('hillside administrator-shen', LUO ?? '');
    expect(await lettersTo(LUO ?? '')).toContain(hillside);
    for (const other of [WEI ?? '', ...ABOVE])
      expect([other, await lettersTo(other)]).not.toContain(hillside);
    // The director of the other site may not sign what they may not see; the one of the site may.
    const accept = { step: 'accept', handler: LUO };
    const path = `/sheets/${hillside}/sign-offs`;
    expect((await cloud.as(WEI ?? '').post(path, accept, newKey())).status).toBe(404);
    expect((await cloud.as('administrator-shen').post(path, accept, newKey())).status).toBe(404);
    await signed(cloud, hillside, [[LUO ?? '', accept]]);
    // Against the director of that site it is the overseer's, who is above both.
    const ofLuo = complaints.get('hillside director-luo') ?? '';
    await signed(cloud, ofLuo, [[HAN ?? '', { step: 'accept', handler: HAN }]]);
  });
});

describe('lists over both sites', () => {
  it.each(['', '&sort=due', '&kind=complaint', '&status=registered'])(
    'of sheets%s are those of each, in one order',
    async (filter) => {
      const [here, there] = await Promise.all(
        ['riverside', 'hillside'].map((site) => paged(HAN ?? '', `/sheets?site=${site}${filter}`, 100)),
      );
      const whole = await paged(HAN ?? '', `/sheets?site=${BOTH}${filter}`, 100);
      expect([...whole].toSorted()).toEqual([...(here ?? []), ...(there ?? [])].toSorted());
      expect(whole.filter((id) => here?.includes(id))).toEqual(here);
      expect(whole.filter((id) => there?.includes(id))).toEqual(there);
      for (const limit of [1, 2])
        expect(await paged(HAN ?? '', `/sheets?site=${BOTH}${filter}`, limit)).toEqual(whole);
      expect(await paged(HAN ?? '', `/sheets?site=hillside,riverside${filter}`, 1)).toEqual(whole);
    },
  );

  it('tell whoever works at one of them what that one has', async () => {
    expect(await idsOf(WEI ?? '', `/sheets?site=${BOTH}&limit=100`)).toEqual(
      await idsOf(WEI ?? '', '/sheets?site=riverside&limit=100'),
    );
    expect(await idsOf(WEI ?? '', '/sheets?site=hillside')).toEqual([]);
    expect((await cloud.as(WEI ?? '').get('/sheets?site=riverside,')).status).toBe(400);
    const csv = await cloud
      .as(HAN ?? '')
      .get(`/sheets?site=${BOTH}&from=2026-11-01T00:00:00.000Z&to=2026-11-30T00:00:00.000Z`, {
        accept: 'text/csv',
      });
    expect(csv.status).toBe(200);
    expect(csv.text.trim().split('\r\n')).toHaveLength(4);
  });

  it('as a table say of which site each row is, with the clocks and sections of that; of one site nothing is new', async () => {
    const table = async (path: string) => {
      const reply = await cloud.as(HAN ?? '').get(path, { accept: 'text/csv' });
      expect(reply.status, reply.text).toBe(200);
      return reply.text.trim().split('\r\n');
    };
    const span = 'from=2026-11-01T00:00:00.000Z&to=2026-11-30T00:00:00.000Z';
    const [here = [], there = [], both = []] = await Promise.all(
      ['riverside', 'hillside', BOTH].map((site) => table(`/sheets?site=${site}&${span}`)),
    );
    expect(both[0]).toBe(`小区,${here[0]}`);
    // Each row is that of its own site's table, behind the name of that site; at Hillside it is an hour later than here.
    expect(both.slice(1).toSorted()).toEqual(
      [
        ...here.slice(1).map((line) => `滨河花园,${line}`),
        ...there.slice(1).map((line) => `山景苑,${line}`),
      ].toSorted(),
    );
    expect([here.length, there.length]).toEqual([2, 3]);
    expect(there[1]).toContain(',2026-11-23 17:');
    const month = async (site: string) => table(`/assessments/2026-11?site=${site}`);
    const [ofHere = [], ofThere = [], ofBoth = []] = await Promise.all(
      ['riverside', 'hillside', BOTH].map(month),
    );
    expect(ofBoth[0]).toBe(`小区,${ofHere[0]}`);
    expect(ofBoth.slice(1).toSorted()).toEqual(
      [
        ...ofHere.slice(1).map((line) => `滨河花园,${line}`),
        ...ofThere.slice(1).map((line) => `山景苑,${line}`),
      ].toSorted(),
    );
  });

  it('have cursors that are bound to both', async () => {
    const page = await cloud.as(HAN ?? '').get<ItemsJson>(`/sheets?site=${BOTH}&limit=1`);
    const go = (site: string) =>
      cloud.as(HAN ?? '').get(`/sheets?site=${site}&limit=1&cursor=${page.json.nextCursor}`);
    expect((await go(BOTH)).status).toBe(200);
    expect((await go('riverside')).status).toBe(400);
  });

  it('of cases, awards and work are those of each', async () => {
    const about = (person: string) => ({ about: person, rule: 'A1.3', allegation: '值班时离岗。' });
    for (const [by, person] of [
      [WEI, 'worker-wu'],
      [LUO, 'works-tan'],
      [WEI, 'guard-chu'],
    ] as const) {
      await cloud.clock.advance('PT1M');
      expect((await cloud.as(by ?? '').post('/cases', about(person), newKey())).status).toBe(201);
      const award = { about: { person }, kind: 'bonus', reason: '加班抢修。' };
      expect((await cloud.as(by ?? '').post('/awards', award, newKey())).status).toBe(201);
    }
    for (const path of ['/cases', '/awards']) {
      const [here, there] = await Promise.all(
        ['riverside', 'hillside'].map((site) => paged('hr-yang', `${path}?site=${site}`, 100)),
      );
      const whole = await paged('hr-yang', `${path}?site=${BOTH}`, 1);
      expect([path, here?.length, there?.length]).toEqual([path, 2, 1]);
      expect(whole).toEqual([here?.[0], there?.[0], here?.[1]]);
    }
    // Where none is named, cases are those of all of theirs.
    const named = await idsOf('hr-yang', `/cases?site=${BOTH}&limit=100`);
    expect(await idsOf('hr-yang', '/cases?limit=100')).toEqual(named);
    const item = (await idsOf('hr-yang', '/cases?site=hillside'))[0];
    expect((await cloud.as('hr-yang').get(`/cases/${item}`)).status).toBe(200);
    expect((await cloud.as(WEI ?? '').get(`/cases/${item}`)).status).toBe(404);
    const held = await cloud.as('hr-yang').get<{ items: readonly Json[] }>('/people/works-tan/consequences');
    expect(held.json.items).toMatchObject([{ kind: 'bonus' }]);
    // About a director of either site the overseer grants it.
    for (const person of [WEI, LUO]) {
      const award = { about: { person }, kind: 'commendation', reason: '两个小区配合得好。' };
      const granted = await cloud.as(HAN ?? '').post<{ site: string }>('/awards', award, newKey());
      expect([granted.status, granted.json.site]).toEqual([201, person === WEI ? 'riverside' : 'hillside']);
    }
    const work = async (query: string) =>
      new Set(
        (await cloud.as(HAN ?? '').get<ItemsJson>(`/work?who=me${query}&limit=200`)).json.items.map(
          ({ id }) => id,
        ),
      );
    const all = await work('');
    expect(all).toContain(complaints.get('hillside director-luo'));
    expect(all).toContain(complaints.get('riverside director-wei'));
    expect(await work('&site=hillside')).not.toContain(complaints.get('riverside director-wei'));
    expect(new Set([...(await work('&site=hillside')), ...(await work('&site=riverside'))])).toEqual(all);
  });
});

describe('figures of the company', () => {
  it('are each site’s sections side by side, for the people above the sites alone', async () => {
    for (const who of ABOVE) {
      const reply = await cloud
        .as(who)
        .get<{ sites: { id: string; sections: { id: string; figures: Json }[] }[] }>('/company/2026-11');
      expect(reply.status, reply.text).toBe(200);
      companyResponse.parse(reply.json);
      expect(reply.json.sites.map(({ id, sections }) => [id, sections.map((each) => each.id)])).toEqual([
        ['riverside', ['cleaning', 'customer-service', 'engineering', 'security']],
        ['hillside', ['engineering', 'reception']],
      ]);
      const csv = await cloud.as(who).get('/company/2026-11', { accept: 'text/csv' });
      expect(csv.text).toContain('山景苑,接待部');
      expect(csv.text).toContain('滨河花园,工程部');
    }
    for (const who of [WEI, LUO, 'deputy-director-jiang', 'cs-manager-li', 'worker-wu', 'resident-zhao']) {
      expect([who, (await cloud.as(who ?? '').get('/company/2026-11')).status]).toEqual([who, 403]);
    }
    expect((await cloud.as('hr-yang').get('/company/2027-01')).status).toBe(404);
    for (const who of ['hr-yang', 'worker-wu'])
      expect([who, (await cloud.as(who).get('/company/2026-13')).status]).toEqual([who, 400]);
  });

  it('of an assessment of both are those of each, and say of which', async () => {
    type Month = { sections: readonly Json[]; people: readonly Json[] };
    const read = async (site: string) => {
      const reply = await cloud.as(HAN ?? '').get<Month>(`/assessments/2026-11?site=${site}`);
      expect(reply.status, reply.text).toBe(200);
      assessmentResponse.parse(reply.json);
      return reply.json;
    };
    const [here, there, both] = [await read('riverside'), await read('hillside'), await read(BOTH)];
    const ofSite = (site: string, rows: readonly Json[]) => rows.map((row) => ({ site, ...row }));
    expect(both.sections).toEqual([
      ...ofSite('riverside', here.sections),
      ...ofSite('hillside', there.sections),
    ]);
    expect(both.people).toEqual([...ofSite('riverside', here.people), ...ofSite('hillside', there.people)]);
    expect((await cloud.as(WEI ?? '').get(`/assessments/2026-11?site=${BOTH}`)).status).toBe(404);
  });
});

it('changes that wait at both sites are those of each, oldest first; a director is shown those of their own', async () => {
  const moved = async (by: string, id: string) => {
    const { json } = await cloud.as(by).get<Json>(`/people/${id}`);
    const { id: _id, version: _version, names: _names, undeliverable: _no, ...body } = json;
    const reply = await asked<{ change: { id: string } }>(cloud, by, id, {
      ...body,
      email: `new-${id}@riverside.example`,
    });
    expect(reply.status, reply.text).toBe(202);
    await cloud.clock.advance('PT1M');
    return reply.json.change.id;
  };
  const here = await moved(WEI ?? '', 'receptionist-zhou');
  const there = await moved(LUO ?? '', 'desk-bai');
  const last = await moved(WEI ?? '', 'receptionist-sun');
  const waiting = (who: string, site: string) => paged(who, `/organisation/changes?site=${site}`, 1);
  expect(await waiting(HAN ?? '', BOTH)).toEqual([here, there, last]);
  expect(await waiting(HAN ?? '', 'hillside')).toEqual([there]);
  expect(await waiting(WEI ?? '', BOTH)).toEqual([here, last]);
  expect(await waiting(LUO ?? '', BOTH)).toEqual([there]);
  const elsewhere = await cloud.as(WEI ?? '').get('/organisation/changes?site=hillside');
  expect([403, 404]).toContain(elsewhere.status);
});

it('what bears on somebody goes with them to another site, and stays in the list of the one that decided it', async () => {
  const desk = { name: '潘安', role: 'worker', site: 'riverside', section: 'cleaning', active: true };
  await put('administrator-shen', '/people/cleaner-pan', desk);
  const reward = { about: { person: 'cleaner-pan' }, kind: 'model-worker', reason: '扫雪' };
  expect((await cloud.as(WEI ?? '').post('/awards', reward, newKey())).status).toBe(201);
  await cloud.clock.advance('PT1M');
  const { id } = await openedCase(cloud, WEI, { about: 'cleaner-pan', rule: 'A1.3', allegation: '离岗' });
  const signature = { signer: '潘安', path: 'M 10 40 L 60 20 L 110 40' };
  await signedCase(cloud, id, [
    ['cleaning-manager-kong', CONCLUDE],
    ['cleaner-pan', { step: 'acknowledge', signature }],
    ['cleaning-manager-kong', DECIDE],
    ['hr-yang', { step: 'deliver', means: 'in-person' }],
  ]);
  await cloud.clock.advance('P32D');
  const there = { ...desk, site: 'hillside', section: 'engineering' };
  expect((await changed(cloud, 'administrator-shen', 'cleaner-pan', there)).status).toBe(200);
  await new Promise((done) => setTimeout(done, 1_100));
  const bears = async (site: string) => {
    const reply = await cloud
      .as('hr-yang')
      .get<{ items: readonly Json[]; names: Json }>(`/consequences?site=${site}`);
    expect(reply.status, reply.text).toBe(200);
    consequencesResponse.parse(reply.json);
    return reply.json.items.filter(({ person }) => person === 'cleaner-pan');
  };
  const own = await cloud.as('hr-yang').get<{ items: readonly Json[] }>('/people/cleaner-pan/consequences');
  expect(own.json.items).toMatchObject([{ case: id }, { kind: 'model-worker' }]);
  expect(await bears('hillside')).toEqual(own.json.items);
  expect(await bears('riverside')).toEqual(own.json.items);
  expect(await bears(BOTH)).toEqual(own.json.items.map((item) => ({ site: 'riverside', ...item })));
  const csv = await cloud.as('hr-yang').get(`/consequences?site=${BOTH}`, { accept: 'text/csv' });
  expect(csv.text).toMatch(/^小区,人员/);
  expect(csv.text).toContain('滨河花园,潘安');
  expect(csv.text).toContain('山景苑,谭力');
});

it('whoever has several sites is told which; whoever loses them sees nothing there any more, at once', async () => {
  const me = await cloud.as(HAN ?? '').get<{ site: { id: string }; sites: string[] }>('/me');
  expect([me.json.site.id, me.json.sites]).toEqual(['riverside', ['riverside', 'hillside']]);
  expect((await cloud.as(LUO ?? '').get<Json>('/me')).json).not.toHaveProperty('sites');
  const { json } = await cloud.as(HAN ?? '').get<Json>('/people/hr-yang');
  const { id: _id, version: _version, names: _names, sites: _sites, undeliverable: _no, ...body } = json;
  await changed(cloud, WEI ?? '', 'hr-yang', body);
  await new Promise((done) => setTimeout(done, 1_100));
  expect(await idsOf('hr-yang', '/cases?site=hillside')).toEqual([]);
  const people = await cloud.as(LUO ?? '').get<{ people: { id: string }[] }>('/organisation?site=hillside');
  expect(people.json.people.map(({ id }) => id)).not.toContain('hr-yang');
});
