import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personResponse } from '../../shared/contract/organisation/organisation-responses.ts';
import { organisationResponse } from '../../shared/contract/responses.ts';
import { asked, confirmed, versionOf } from '../support/directory.ts';
import { INTAKES, opened, type ProblemJson, REPAIRED, signed } from '../support/intakes.ts';
import {
  type ApiClient,
  type Json,
  type Reply,
  type RequestHeaders,
  startTestCloud,
  type TestCloud,
} from '../support/local-cloud.ts';
import { PICTURE, uploaded } from '../support/uploads.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const director = () => cloud.as('director-wei');
const administrator = () => cloud.as('administrator-shen');
/** People are put on the version that is there unless another is said, and confirmed where it takes four eyes. */
async function put(client: ApiClient, path: string, body: object, headers?: RequestHeaders) {
  const id = path.startsWith('/people/') ? path.slice('/people/'.length) : undefined;
  const known = headers ?? (id === undefined ? {} : await versionOf(cloud, id, 'overseer-han'));
  const reply = await client.request<Json & ProblemJson>('PUT', path, body, known);
  return reply.status === 202 ? confirmed<Json & ProblemJson>(cloud, reply) : reply;
}
const said = ({ status, json }: Reply<Json & ProblemJson>) =>
  `${status}${json.errors?.[0] === undefined ? '' : ` ${json.errors[0].pointer}`}`;

const worker = (more: object = {}) => ({
  ...{ name: '陈伟', role: 'worker', site: 'riverside', section: 'engineering', active: true },
  ...more,
});

interface ChangeJson extends Json {
  readonly change: { readonly id: string; readonly subject: string };
}

/** The company's people above its sites. */
const ABOVE = [
  ['administrator-shen', '沈洁', 'administrator'],
  ['overseer-han', '韩正', 'overseer'],
] as const;

interface OrganisationJson {
  readonly site: Json;
  readonly sections: readonly Json[];
  readonly people: readonly (Json & { readonly id: string })[];
}
const organisation = async () =>
  (await director().get<OrganisationJson>('/organisation?site=riverside')).json;

describe('the directory', () => {
  it('takes a site, its sections and its people, who can act at once', async () => {
    // Of their own site alone, until they work for others too.
    const site = { name: 'Lakeside', zh: '湖畔苑', timeZone: 'Asia/Urumqi' };
    expect((await put(administrator(), '/sites/lakeside', site)).status).toBe(403);
    for (const [id, name, role] of ABOVE) {
      const body = { name, role, site: 'riverside', sites: ['*'], active: true };
      expect(
        (await put(director(), `/people/${id}`, { ...body, email: `${id}@riverside.example` })).status,
      ).toBe(200);
    }
    const made = await put(administrator(), '/sites/lakeside', site);
    expect([made.status, made.headers.get('etag'), made.json]).toMatchObject([
      201,
      '"1"',
      { id: 'lakeside', ...site },
    ]);
    const section = { name: 'Reception', zh: '客服部', function: 'customer-service' };
    expect((await put(director(), '/sites/lakeside/sections/reception', section)).status).toBe(404);
    expect((await put(administrator(), '/sites/lakeside/sections/reception', section)).status).toBe(201);
    expect((await director().get('/organisation?site=lakeside')).status).toBe(404);
    const unknown = await cloud.as('desk-lin').get('/me');
    expect(unknown.status).toBe(401);
    const person = {
      name: '林青',
      role: 'receptionist',
      site: 'lakeside',
      section: 'reception',
      active: true,
    };
    expect((await put(administrator(), '/people/desk-lin', person)).status).toBe(201);
    expect((await cloud.as('desk-lin').get('/me')).json).toMatchObject({ id: 'desk-lin', name: '林青' });
    const sheet = await opened(cloud.as('desk-lin'), {
      ...INTAKES.report,
      site: 'lakeside',
      resident: { name: '赵敏', phone: '13800005678', address: '1栋' },
    });
    expect(sheet.firstContact).toBe('desk-lin');
  });

  it('counts versions, and changes only what it is asked to', async () => {
    const first = await put(administrator(), '/people/worker-chen', worker());
    personResponse.parse(first.json);
    expect([first.status, first.headers.get('etag')]).toEqual([201, '"1"']);
    const same = await put(administrator(), '/people/worker-chen', worker());
    expect([same.status, same.headers.get('etag')]).toEqual([200, '"1"']);
    const stale = await put(administrator(), '/people/worker-chen', worker({ name: '陈强' }), {
      'if-match': '"7"',
    });
    expect([stale.status, stale.json.code]).toEqual([412, 'version-conflict']);
    const next = await put(
      administrator(),
      '/people/worker-chen',
      worker({ name: '陈强', phone: '13900000000', language: 'en' }),
      { 'if-match': '"1"' },
    );
    expect([next.status, next.headers.get('etag')]).toEqual([200, '"2"']);
    const { people } = await organisation();
    expect(people.find(({ id }) => id === 'worker-chen')).toMatchObject({ name: '陈强', version: 2 });
    expect((await put(director(), '/people/nobody', worker(), { 'if-match': '"1"' })).status).toBe(412);
  });

  it('loses no update when many come at once', async () => {
    const names = Array.from({ length: 12 }, (_, nth) => `crew-${nth}`);
    const answers = await Promise.all(
      names.map((name) => put(director(), `/people/${name}`, worker({ name }))),
    );
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 201));
    const { people } = await organisation();
    expect(people.filter(({ id }) => id.startsWith('crew-'))).toHaveLength(12);
  });

  it('lets one of two last directors go, not both at once', async () => {
    const second = { name: '唐宁', role: 'director', site: 'riverside', active: true };
    expect((await put(director(), '/people/director-tang', second)).status).toBe(200);
    const wei = { name: '魏东', role: 'director', site: 'riverside', active: false };
    const waiting = [
      await asked<ChangeJson>(cloud, 'director-tang', 'director-wei', wei),
      await asked<ChangeJson>(cloud, 'director-wei', 'director-tang', { ...second, active: false }),
    ];
    expect(waiting.map(({ status }) => status)).toEqual([202, 202]);
    const answers = await Promise.all(
      waiting.map(({ json: { change } }) =>
        cloud
          .as('overseer-han')
          .post<Json & ProblemJson>(`/people/${change.subject}/changes/${change.id}/confirm`),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const back = { ...wei, active: true, email: 'director-wei@riverside.example', phone: '13800000016' };
    if (answers[0]?.status === 200) {
      expect((await put(cloud.as('director-tang'), '/people/director-wei', back)).status).toBe(200);
    }
    expect((await put(director(), '/people/director-tang', { ...second, active: false })).status).toBe(200);
  });
});

describe('whose it is to change', () => {
  const rows = [
    ['worker-wu', 'worker-zheng', worker()],
    ['resident-zhao', 'resident-qian', worker()],
    ['deputy-director-jiang', 'worker-zheng', worker()],
    [
      'administrator-shen',
      'director-wei',
      { name: 'x', role: 'worker', site: 'riverside', section: 'engineering', active: true },
    ],
    ['administrator-shen', 'hr-yang', { name: '杨帆', role: 'hr', site: 'riverside', active: false }],
    [
      'administrator-shen',
      'overseer-han',
      { name: '韩正', role: 'overseer', site: 'riverside', active: false },
    ],
    [
      'administrator-shen',
      'administrator-shen',
      { name: '沈洁洁', role: 'administrator', site: 'riverside', active: true },
    ],
    [
      'administrator-shen',
      'newcomer',
      { name: '新人', role: 'deputy-director', site: 'riverside', active: true },
    ],
    ['administrator-shen', 'newcomer', { name: '新人', role: 'director', site: 'riverside', active: true }],
    [
      'administrator-shen',
      'engineering-manager-wang',
      {
        ...{ name: '王志明', role: 'manager', site: 'riverside', section: 'engineering', active: true },
        standIn: { person: 'administrator-shen', from: '2026-11-24T00:00:00Z', to: '2026-11-25T00:00:00Z' },
      },
    ],
  ] as const;
  it.each(rows)('%s does not write %s', async (who, whom, body) => {
    const before = await organisation();
    const answer = await put(cloud.as(who), `/people/${whom}`, body);
    expect([answer.status, answer.json.code]).toEqual([403, 'forbidden']);
    expect(await organisation()).toEqual(before);
  });
});

describe('bad input', () => {
  const during = { from: '2026-12-01T00:00:00Z', to: '2026-12-05T00:00:00Z' };
  const rows = [
    ['/people/worker-bai', { ...worker(), role: 'chief' }, '400 /role'],
    ['/people/worker-bai', { ...worker(), active: undefined }, '400 /active'],
    ['/people/worker-bai', worker({ salary: 1 }), '400 /salary'],
    ['/people/worker-bai', worker({ section: 'kitchen' }), '400 /section'],
    ['/people/worker-bai', worker({ section: undefined }), '400 /section'],
    ['/people/worker-bai', worker({ role: 'hr' }), '400 /section'],
    ['/people/worker-bai', worker({ site: 'nowhere' }), '400 /site'],
    ['/people/worker-bai', worker({ email: 'at home' }), '400 /email'],
    ['/people/worker-bai', worker({ phone: 'none' }), '400 /phone'],
    ['/people/system', worker(), '400 /id'],
    ['/people/%20', worker(), '400 /id'],
    ['/people/worker-bai', worker({ standIn: { person: 'worker-bai', ...during } }), '400 /standIn/person'],
    ['/people/worker-bai', worker({ standIn: { person: 'nobody', ...during } }), '400 /standIn/person'],
    [
      '/people/worker-bai',
      worker({ standIn: { person: 'worker-wu', from: during.to, to: during.from } }),
      '400 /standIn/to',
    ],
    ['/sites/hillside', { name: 'Hillside', zh: '山居', timeZone: 'Mars/Base' }, '400 /timeZone'],
    ['/sites/hillside', { name: '', zh: '山居', timeZone: 'Asia/Shanghai' }, '400 /name'],
    ['/sites/nowhere/sections/garden', { name: 'Garden', zh: '绿化部' }, '404'],
    [
      '/sites/riverside/sections/garden',
      { name: 'Garden', zh: '绿化部', function: 'garden' },
      '400 /function',
    ],
    [
      '/sites/riverside/sections/garden',
      { name: 'Garden', zh: '绿化部', function: 'customer-service' },
      '409',
    ],
    ['/sites/riverside/sections/customer-service', { name: 'Desk', zh: '客服部' }, '409'],
  ] as const;
  it.each(rows)('PUT %s %j is %s', async (path, body, expected) => {
    const before = await organisation();
    expect(said(await put(director(), path, body))).toBe(expected);
    expect(await organisation()).toEqual(before);
  });

  it('people who would stand in for each other at one time, in a circle', async () => {
    const standIn = (person: string, from: string, to: string) => ({ standIn: { person, from, to } });
    const guard = { name: '褚勇', role: 'worker', site: 'riverside', section: 'security', active: true };
    const cleaner = { name: '施桂英', role: 'worker', site: 'riverside', section: 'cleaning', active: true };
    const first = { ...guard, ...standIn('cleaner-shi', '2026-12-01T00:00:00Z', '2026-12-05T00:00:00Z') };
    expect((await put(director(), '/people/guard-chu', first)).status).toBe(200);
    const back = { ...cleaner, ...standIn('guard-chu', '2026-12-04T00:00:00Z', '2026-12-09T00:00:00Z') };
    expect(said(await put(director(), '/people/cleaner-shi', back))).toBe('400 /standIn/person');
    const later = { ...cleaner, ...standIn('guard-chu', '2026-12-05T00:00:00Z', '2026-12-09T00:00:00Z') };
    expect((await put(director(), '/people/cleaner-shi', later)).status).toBe(200);
  });
});

describe('a change holds for the very next read', () => {
  const lu = { name: '吕军', role: 'supervisor', site: 'riverside', section: 'security', active: true };
  const chu = { name: '褚勇', role: 'worker', site: 'riverside', section: 'security', active: true };
  const read = async (person: string, id: string) => (await cloud.as(person).get(`/sheets/${id}`)).status;

  it('of whom somebody names to stand in for them', async () => {
    const sheet = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
    await signed(cloud, sheet.id, [
      ['receptionist-sun', { step: 'hand-over', section: 'security', opinion: '请处理' }],
    ]);
    expect(await read('cleaning-manager-kong', sheet.id)).toBe(404);
    const standIn = {
      person: 'cleaning-manager-kong',
      from: '2026-11-01T00:00:00Z',
      to: '2027-11-01T00:00:00Z',
    };
    expect((await put(director(), '/people/security-supervisor-lu', { ...lu, standIn })).status).toBe(200);
    expect(await read('cleaning-manager-kong', sheet.id)).toBe(200);
    expect((await put(director(), '/people/security-supervisor-lu', lu)).status).toBe(200);
  });

  it('of who is promoted, and of the files that they may now see', async () => {
    const desk = cloud.as('receptionist-sun');
    const file = await uploaded(desk, PICTURE);
    const sheet = await opened(desk, { ...INTAKES.repair, files: [file] });
    await signed(cloud, sheet.id, [
      ['receptionist-sun', { step: 'hand-over', section: 'security', opinion: '请处理' }],
      ['security-manager-chen', { step: 'accept', handler: 'security-supervisor-lu' }],
    ]);
    // The client follows the link to the file itself.
    const link = async () => (await cloud.as('guard-chu').get(`/files/${file}`)).status;
    expect([await read('guard-chu', sheet.id), await link()]).toEqual([404, 404]);
    await put(director(), '/people/guard-chu', { ...chu, role: 'supervisor' });
    expect([await link(), await read('guard-chu', sheet.id)]).toEqual([200, 200]);
    await put(director(), '/people/guard-chu', chu);
  });
});

it('a register is open at once to who joins customer service', async () => {
  const shi = { name: '施桂英', role: 'worker', site: 'riverside', section: 'cleaning', active: true };
  const read = async () =>
    (await cloud.as('cleaner-shi').get('/registers/repairs?site=riverside&date=2026-11-23')).status;
  expect(await read()).toBe(403);
  const desk = { ...shi, role: 'receptionist', section: 'customer-service' };
  expect((await put(director(), '/people/cleaner-shi', desk)).status).toBe(200);
  expect(await read()).toBe(200);
  await put(director(), '/people/cleaner-shi', shi);
});

describe('work in hand', () => {
  it('keeps somebody from leaving until it is assigned to another', async () => {
    const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
    await signed(cloud, id, REPAIRED.slice(0, 2));
    const wu = worker({ name: '吴建国' });
    const refused = [
      await put(administrator(), '/people/worker-wu', { ...wu, active: false }),
      await put(administrator(), '/people/worker-wu', { ...wu, section: 'security' }),
      await put(administrator(), '/people/worker-wu', { ...wu, role: 'supervisor' }),
    ];
    expect(refused.map(({ status, json }) => `${status} ${json.code}`)).toEqual([
      '409 step-not-allowed',
      '409 step-not-allowed',
      '409 step-not-allowed',
    ]);
    expect((await put(administrator(), '/people/worker-wu', { ...wu, phone: '13900000001' })).status).toBe(
      200,
    );
    await signed(cloud, id, [['engineering-supervisor-feng', { step: 'assign', handler: 'worker-zheng' }]]);
    expect((await put(administrator(), '/people/worker-wu', { ...wu, active: false })).status).toBe(200);
    const { people } = await organisation();
    expect(people.find(({ id: each }) => each === 'worker-wu')).toMatchObject({ active: false });
  });

  it('the last director stays', async () => {
    const wei = { name: '魏东', role: 'director', site: 'riverside', active: false };
    const tang = { name: '唐宁', role: 'director', site: 'riverside', active: false };
    await put(director(), '/people/director-tang', tang);
    const answers = [
      await put(director(), '/people/director-wei', wei),
      await put(director(), '/people/director-wei', { ...wei, active: true, role: 'hr' }),
      await put(cloud.as('overseer-han'), '/people/director-wei', { ...wei, active: true, site: 'lakeside' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409]);
    expect((await director().get('/me')).json).toMatchObject({ role: 'director', active: true });
  });
});

it('somebody who moves to another site leaves the first', async () => {
  const moved = { ...worker({ name: 'crew-0', site: 'lakeside', section: 'reception' }) };
  expect((await put(administrator(), '/people/crew-0', moved)).status).toBe(200);
  expect((await organisation()).people.some(({ id }) => id === 'crew-0')).toBe(false);
  const there = await administrator().get<OrganisationJson>('/organisation?site=lakeside');
  expect(there.json.people.map(({ id }) => id)).toContain('crew-0');
  organisationResponse.parse(there.json);
});

it('a resident can be written, and belongs to no staff', async () => {
  const wang = {
    name: '王芳',
    role: 'resident',
    site: 'riverside',
    phone: '13700000000',
    address: '5栋101',
    active: true,
  };
  expect((await put(administrator(), '/people/resident-wang', wang)).status).toBe(201);
  expect((await organisation()).people.some(({ id }) => id === 'resident-wang')).toBe(false);
  const { resident } = await opened(cloud.as('resident-wang'), INTAKES.enquiry);
  expect(resident).toMatchObject({ id: 'resident-wang', address: '5栋101' });
  // Taken on as staff and gone again: the site's list follows.
  const staff = { name: '王芳', role: 'worker', site: 'riverside', section: 'cleaning', active: true };
  expect((await put(administrator(), '/people/resident-wang', staff)).status).toBe(200);
  expect((await organisation()).people.some(({ id }) => id === 'resident-wang')).toBe(true);
  expect((await put(administrator(), '/people/resident-wang', wang)).status).toBe(200);
  expect((await organisation()).people.some(({ id }) => id === 'resident-wang')).toBe(false);
});
