import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  HAND_OVER,
  INTAKES,
  type ListJson,
  newKey,
  opened,
  type ProblemJson,
  SIGNED,
  ZHAO,
} from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const desk = () => cloud.as('receptionist-sun');
const { repair } = INTAKES;

async function pointers(body: unknown, headers = newKey()): Promise<readonly string[]> {
  const reply = await desk().post<ProblemJson>('/sheets', body, headers);
  expect(reply.status).toBe(400);
  expect(reply.headers.get('content-type')).toBe('application/problem+json');
  expect(reply.json).toMatchObject({ code: 'validation-failed', status: 400 });
  return (reply.json.errors ?? []).map(({ pointer }) => pointer);
}

function without<T extends object>(body: T, member: keyof T): object {
  const { [member]: _left, ...rest } = body;
  return rest;
}

describe('a bad intake is told member by member and takes no number', () => {
  // biome-ignore format: a table reads best with one row a line
  const CASES: readonly (readonly [string, unknown, readonly string[]])[] = [
    ['no site', without(repair, 'site'), ['/site']],
    ['a subject that reads backwards', { ...repair, subject: '水管漏水\u202e了' }, ['/subject']],
    ['details that are turned around', { ...repair, details: '第一行\n\u2067第二行\u2069' }, ['/details']],
    ['a name with a mark of direction', { ...repair, resident: { ...ZHAO, name: '赵\u200f敏' } }, ['/resident/name']],
    ['an unknown site', { ...repair, site: 'nowhere' }, ['/site']],
    ['no subject', without(repair, 'subject'), ['/subject']],
    ['a short subject', { ...repair, subject: '漏水了' }, ['/subject']],
    ['a long subject', { ...repair, subject: '漏'.repeat(201) }, ['/subject']],
    ['a blank subject', { ...repair, subject: '      ' }, ['/subject']],
    ['two lines', { ...repair, subject: '厨房\n水管漏水' }, ['/subject']],
    ['long details', { ...repair, details: '漏'.repeat(4001) }, ['/details']],
    ['details that blanks make long', { ...repair, details: `漏${' '.repeat(4000)}` }, ['/details']],
    ['a number for text', { ...repair, details: 7 }, ['/details']],
    ['null', { ...repair, details: null }, ['/details']],
    ['an unknown kind', { ...repair, kind: 'wish' }, ['/kind']],
    ['an unknown channel', { ...repair, channel: 'fax' }, ['/channel']],
    ['a repair without category', without(repair, 'category'), ['/category']],
    ['an unknown category', { ...repair, category: 'roof' }, ['/category']],
    ['a category on a report', { ...INTAKES.report, category: 'water' }, ['/category']],
    ['urgent on a report', { ...INTAKES.report, urgent: true }, ['/urgent']],
    ['a complaint without its details', without(INTAKES.complaint, 'complaint'), ['/complaint']],
    ['complaint details on a report', { ...INTAKES.report, complaint: INTAKES.complaint.complaint }, ['/complaint']],
    ['a complaint without a course', { ...INTAKES.complaint, complaint: without(INTAKES.complaint.complaint, 'course') }, ['/complaint/course']],
    ['a complaint against nobody known', { ...INTAKES.complaint, complaint: { ...INTAKES.complaint.complaint, against: { person: 'nobody' } } }, ['/complaint/against/person']],
    ['a complaint against no section', { ...INTAKES.complaint, complaint: { ...INTAKES.complaint.complaint, against: {} } }, ['/complaint/against']],
    ['an answer to a repair', { ...repair, answer: '好' }, ['/answer']],
    ['no resident', without(repair, 'resident'), ['/resident']],
    ['no phone', { ...repair, resident: without(ZHAO, 'phone') }, ['/resident/phone']],
    ['an odd phone', { ...repair, resident: { ...ZHAO, phone: 'call me' } }, ['/resident/phone']],
    ['an unknown resident id', { ...repair, resident: { ...ZHAO, id: 'resident-nobody' } }, ['/resident/id']],
    ['staff as resident', { ...repair, resident: { ...ZHAO, id: 'worker-wu' } }, ['/resident/id']],
    ['resident and requester', { ...repair, requester: { person: 'guard-chu' } }, ['/requester']],
    ['an unknown requester', { ...without(repair, 'resident'), requester: { person: 'nobody' } }, ['/requester/person']],
    ['a visitor who did not sign', without(repair, 'signature'), ['/signature']],
    ['markup for a path', { ...repair, signature: { ...SIGNED, path: 'M1 1"/><script>' } }, ['/signature/path']],
    ['a path of over 8 KiB', { ...repair, signature: { ...SIGNED, path: `M1 1${' L2 2'.repeat(1700)}` } }, ['/signature/path']],
    ['an unknown file', { ...repair, files: ['no-such-file'] }, ['/files/0']],
    ['21 files', { ...repair, files: Array.from({ length: 21 }, (_, nth) => `file-${nth}`) }, ['/files']],
    ['unknown members', { ...repair, colour: 'red', 'a/b~c': 1 }, ['/colour', '/a~1b~0c']],
    ['an unknown member within', { ...repair, resident: { ...ZHAO, age: 40 } }, ['/resident/age']],
    ['a lone surrogate', { ...repair, subject: '厨房水管\ud800漏水' }, ['/subject']],
    ['a NUL', { ...repair, details: 'a\u0000b' }, ['/details']],
    ['a list', [repair], ['']],
    ['a string', '"repair"', ['']],
    ['broken JSON', '{"site":', ['']],
    ['no body', '   ', ['']],
    ['__proto__', `{"__proto__":{},${JSON.stringify(repair).slice(1)}`, ['/__proto__']],
    ['lists in lists in lists', `{"site":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, ['/site']],
    ['members of members of members', `${'{"site":'.repeat(20_000)}1${'}'.repeat(20_000)}`, ['/site']],
  ];
  it.each(CASES)('%s', async (_name, body, expected) => {
    const found = await pointers(body);
    expect(found).toEqual(expect.arrayContaining([...expected]));
    if (expected.length > 0 && typeof body === 'object') expect(found).toHaveLength(expected.length);
  });

  it('and none of it took a number or stored a sheet', async () => {
    const list = await desk().get<ListJson>('/sheets?site=riverside');
    expect(list.json.items).toEqual([]);
    expect((await opened(desk(), repair)).number).toBe('KF-20261123-0001');
  });
});

it.each([
  ['nothing', {}, ['/fields']],
  ['an unknown field', { kind: 'enquiry' }, ['/fields/kind']],
  ['an unknown field beside a known', { subject: '厨房水管漏水', kind: 'enquiry' }, ['/fields/kind']],
])('an amendment of %s is told once', async (_name, fields, expected) => {
  const { id } = await opened(desk(), repair);
  const reply = await desk().post<ProblemJson>(`/sheets/${id}/sign-offs`, {
    step: 'amend',
    fields,
    reason: '记错了',
  });
  expect([reply.status, reply.json.errors?.map(({ pointer }) => pointer)]).toEqual([400, expected]);
});

it.each([
  ['clock', { step: 'grant-exemption', clock: '\ud800', reason: '好' }, '/clock'],
  ['clock', { step: 'grant-exemption', clock: 'dispatch', reason: '好' }, '/clock'],
  ['file', { step: 'urge', message: '请快些', files: ['\ud800'] }, '/files/0'],
])('the id of a %s is one that can be written', async (_name, body, pointer) => {
  const { id } = await opened(desk(), repair);
  const reply = await desk().post<ProblemJson>(`/sheets/${id}/sign-offs`, body, newKey());
  expect([reply.status, reply.json.errors?.map((error) => error.pointer)]).toEqual([400, [pointer]]);
});

describe('the contract’s order of checks', () => {
  const post = (body: string | undefined, headers: Record<string, string>) =>
    desk().request<ProblemJson>('POST', '/sheets', body, { ...newKey(), ...headers });

  it('401 comes first, then 415, 413, 400', async () => {
    const huge = JSON.stringify({ ...repair, details: 'x'.repeat(300_000) });
    const answers = await Promise.all([
      cloud.anonymous.request<ProblemJson>('POST', '/sheets', huge, { 'content-type': 'text/plain' }),
      post(huge, { 'content-type': 'text/plain' }),
      post(huge, {}),
      post('{', { 'content-type': 'application/json; charset=utf-8' }),
    ]);
    expect(answers.map(({ status, json }) => `${status} ${json.code}`)).toEqual([
      '401 unauthenticated',
      '415 unsupported-media-type',
      '413 payload-too-large',
      '400 validation-failed',
    ]);
  });

  it('takes JSON in UTF-8 only', async () => {
    const types = ['application/json; charset=gbk', 'text/json', 'application/x-www-form-urlencoded', ''];
    for (const type of types) {
      expect((await post(JSON.stringify(repair), { 'content-type': type })).status).toBe(415);
    }
    expect(
      (await post(JSON.stringify(repair), { 'content-type': 'Application/JSON;charset="UTF-8"' })).status,
    ).toBe(201);
  });

  it('needs a key of 1 to 128 visible ASCII characters', async () => {
    // A header carries bytes; this is what a Hanzi's three look like to the client that sends them.
    const hanzi = Buffer.from('键').toString('latin1');
    for (const key of ['a b', hanzi, 'x'.repeat(129)]) {
      const reply = await desk().post<ProblemJson>('/sheets', repair, { 'idempotency-key': key });
      expect(reply.status).toBe(400);
      expect(reply.json.errors?.[0]?.pointer).toBe('/Idempotency-Key');
    }
    expect((await desk().post('/sheets', repair)).status).toBe(400);
    expect((await desk().post('/sheets', repair, { 'idempotency-key': '!~'.repeat(64) })).status).toBe(201);
  });

  it('404 before 403, 403 before 412, 412 before what the directory alone shows, and before 409', async () => {
    const { id } = await opened(desk(), repair);
    const stale = { 'if-match': '"9"' };
    const sign = (person: string, body: object, headers = {}) =>
      cloud.as(person).post<ProblemJson>(`/sheets/${id}/sign-offs`, body, headers);
    const answers = [
      await sign('worker-wu', { step: 'dance' }),
      await sign('worker-wu', { step: 'arrive' }, stale),
      await sign('resident-zhao', HAND_OVER, stale),
      await sign('receptionist-sun', { step: 'receive' }, stale),
      await sign('receptionist-sun', { step: 'receive' }, { 'if-match': '"1"' }),
      await sign('receptionist-sun', { ...HAND_OVER, section: 'kitchen' }, stale),
      await sign('receptionist-sun', HAND_OVER, { 'if-match': 'W/"1"' }),
      await cloud
        .as('receptionist-sun')
        .post<ProblemJson>('/sheets/01ARZ3NDEKTSV4RRFFQ69G5FAV/sign-offs', HAND_OVER),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 404, 403, 412, 409, 412, 400, 404]);
    expect((await sign('receptionist-sun', HAND_OVER, { 'if-match': '"1"' })).status).toBe(201);
  });

  it('says 404 and 405 as problems, with what is allowed', async () => {
    const path = await desk().get<ProblemJson>('/nowhere');
    const method = await desk().request<ProblemJson>('DELETE', '/sheets');
    expect([path.status, path.json.code]).toEqual([404, 'not-found']);
    expect([method.status, method.json.code, method.headers.get('allow')]).toEqual([
      405,
      'method-not-allowed',
      'GET, POST',
    ]);
  });

  it('knows no sheet by an id that no key could hold', async () => {
    const path = `/sheets/${'x'.repeat(3_000)}`;
    const answers = [
      await desk().get<ProblemJson>(path),
      await desk().get<ProblemJson>(`${path}/ledger`),
      await desk().get<ProblemJson>(`${path}/copies/archive`),
      await desk().post<ProblemJson>(`${path}/sign-offs`, HAND_OVER),
    ];
    expect(answers.map(({ json }) => json.code)).toEqual(answers.map(() => 'not-found'));
  });

  it('speaks the reader’s language', async () => {
    const said = async (language?: string) =>
      (
        await desk().get<ProblemJson>(
          '/nowhere',
          language === undefined ? {} : { 'accept-language': language },
        )
      ).json.title;
    expect(await said()).toBe('没有找到');
    expect(await said('en')).toBe('Not found');
    expect(await said('en-GB,en;q=0.9')).toBe('Not found');
    expect(await said('fr')).toBe('没有找到');
    expect(await said('zh-TW;q=0.5, en;q=0.4')).toBe('没有找到');
  });
});

describe('bad questions', () => {
  it.each([
    ['limit=0', '/limit'],
    ['limit=101', '/limit'],
    ['limit=ten', '/limit'],
    ['limit=1&limit=2', '/limit'],
    ['status=done', '/status'],
    ['kind=wish', '/kind'],
    ['breached=false', '/breached'],
    ['sort=name', '/sort'],
    ['from=yesterday', '/from'],
    ['colour=red', '/colour'],
    ['cursor=made-up', '/cursor'],
  ])('%s', async (query, pointer) => {
    const reply = await desk().get<ProblemJson>(`/sheets?site=riverside&${query}`);
    expect(reply.status).toBe(400);
    expect(reply.json.errors?.map((error) => error.pointer)).toEqual([pointer]);
  });

  it('staff name the site; residents need not', async () => {
    expect((await desk().get('/sheets')).status).toBe(400);
    expect((await cloud.as('resident-zhao').get('/sheets')).status).toBe(200);
    expect((await desk().get('/organisation')).status).toBe(400);
    expect((await desk().get('/me?x=1')).status).toBe(400);
    expect((await desk().get('/organisation?site=nowhere')).status).toBe(404);
  });
});
