/** The resident's link (contract section 10): read, signed by, ended; over HTTP, on a local cloud. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STEPS } from '../../shared/domain/sheets/steps.ts';
import { INTAKES, newKey, opened, ZHAO } from '../support/intakes.ts';
import { startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';

/** Somebody whom the directory does not know, as most who call are. */
const LIU = { name: '刘洋', phone: '13900001234', address: '3栋1单元102' };
const DRAWN = { signer: '刘洋', path: 'M 10 10 L 20 20 L 30 5' };
const RECORD = { at: '2026-11-23T07:50:00Z', words: '厨房水管一直滴水，请尽快来人。' };
const CALLED = {
  ...{
    site: 'riverside',
    kind: 'repair',
    channel: 'phone',
    subject: '厨房水管漏水',
    category: 'door-window',
  },
  ...{ resident: LIU, record: RECORD },
} as const;

const BY_LINK: readonly string[] = ['countersign', 'urge', 'rate', 'object', 'withdraw'];
const STEP_NAMES = Object.keys(STEPS);

interface Shown {
  readonly number: string;
  readonly status: string;
  readonly may: readonly string[];
  readonly promised: readonly { readonly clock: string; readonly title: string; readonly state: string }[];
  readonly comes?: { readonly name: string; readonly dueAt: string };
}
interface LedgerJson {
  readonly intact: boolean;
  readonly entries: readonly {
    readonly seq: number;
    readonly step: string;
    readonly actor: { readonly id: string; readonly name: unknown; readonly role: string };
    readonly via?: string;
    readonly generation?: number;
  }[];
  readonly values: Readonly<Record<string, Readonly<Record<string, { readonly value: unknown }>>>>;
}

let cloud: TestCloud;
beforeAll(async () => {
  // With the limits in force, which tests otherwise go without.
  cloud = await startTestCloud({ limits: '{}' });
});
afterAll(() => cloud.stop());

const desk = () => cloud.as('receptionist-sun');
const advance = (by: string) => cloud.anonymous.post('/_local/clock', { advance: by });
const open = (body: object = CALLED) => opened(desk(), body);
const ledger = async (id: string) =>
  (await cloud.as('cs-manager-li').get<LedgerJson>(`/sheets/${id}/ledger`)).json;
const copyOf = async (id: string, who = 'receptionist-sun', copy = 'resident') =>
  (await cloud.as(who).get(`/sheets/${id}/copies/${copy}`)).text;
const PATH = /\/r\/[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])/;
/** The path of the link that a copy bears as text. */
const printed = async (id: string) => PATH.exec(await copyOf(id))?.[0] ?? '';
const made = async (id: string) => {
  const { json } = await desk().post<{ url: string }>(`/sheets/${id}/links`, {});
  return new URL(json.url).pathname;
};
const read = (path: string) => cloud.anonymous.get<Shown>(path);
const sign = (path: string, body: object, headers = newKey()) =>
  cloud.anonymous.post<{ number: string; status: string }>(path, body, headers);
const staff = async (who: string, id: string, body: object) => {
  const { status, text } = await cloud.as(who).post(`/sheets/${id}/sign-offs`, body, newKey());
  expect(status, text).toBe(201);
};
/** Takes a sheet to its return. */
async function done(id: string, worker = 'worker-wu'): Promise<void> {
  await staff('receptionist-sun', id, { step: 'hand-over', section: 'engineering', opinion: '请上门' });
  await staff(worker, id, { step: 'accept' });
  await staff(worker, id, { step: 'arrive' });
  await staff(worker, id, { step: 'complete', outcome: '已更换水管接头' });
  await staff(worker, id, { step: 'return', opinion: '已修好' });
}
const followUp = (id: string, more: object = {}) =>
  staff('receptionist-sun', id, {
    ...{ step: 'follow-up', reached: true, resolved: true, satisfaction: 5, attitude: 5 },
    ...more,
  });

describe('the link of an intake', () => {
  it('stands on the resident’s copy as text and as a code, and shows what the resident may know, of nobody else anything', async () => {
    const sheet = await open();
    const page = await copyOf(sheet.id);
    expect(page).toMatch(/<div class="qr"><svg viewBox="0 0 \d+ \d+"/);
    const path = await printed(sheet.id);
    expect(path).not.toBe('');
    const { status, json, headers, text } = await read(path);
    expect(status).toBe(200);
    expect(json).toEqual({
      now: TEST_NOW,
      site: { name: expect.any(String), zh: expect.any(String), timeZone: 'Asia/Shanghai' },
      ...{ number: sheet.number, subject: CALLED.subject, status: 'registered' },
      firstContact: { name: expect.any(String) },
      promised: expect.arrayContaining([
        {
          ...{ clock: 'return-1-1', name: 'return', clause: 'B5.2.1c', title: '维修单 24 小时内交回' },
          ...{ dueAt: '2026-11-24T08:00:00.000Z', state: 'running' },
        },
      ]),
      record: { ...RECORD, at: '2026-11-23T07:50:00.000Z' },
      may: ['countersign', 'urge', 'withdraw'],
      data: { resident: LIU, signedAt: [], objections: [] },
    });
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    for (const secret of ['receptionist-sun', sheet.id, 'engineering']) expect(text).not.toContain(secret);
  });

  it('is a page that is read without script in a browser, in the reader’s language, with the office’s telephone number', async () => {
    const site = { name: 'Riverside', zh: '滨河花园', timeZone: 'Asia/Shanghai', phone: '021-55550000' };
    const put = await cloud.as('director-wei').request('PUT', '/sites/riverside', site);
    expect(put.status, put.text).toBe(200);
    const path = await printed((await open({ ...CALLED, subject: '<script>漏水</script>' })).id);
    const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    const zh = await cloud.anonymous.get(path, browser);
    expect(zh.headers.get('content-type')).toContain('text/html');
    const policy = zh.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(zh.text).toContain('<html lang="zh-CN">');
    expect(zh.text.replace('<script type="module" src="/app/link.js"></script>', '')).not.toContain(
      '<script',
    );
    expect(zh.text).not.toMatch(/ (?:style|on\w+)=/);
    for (const words of ['刘洋', '021-55550000', RECORD.words, '补签']) expect(zh.text).toContain(words);
    const en = await cloud.anonymous.get(path, { ...browser, 'accept-language': 'en' });
    expect(en.text).toContain('Promised to you');
    expect(en.text.replace(/刘洋|滨河花园|漏水|厨房[^<]*|3栋[^<]*/g, '')).not.toMatch(
      /<(dt|th|h1|h2|p)[^>]*>[^<]*[一-龥]/,
    );
    expect(await read(path)).toMatchObject({ json: { officePhone: '021-55550000' } });
  });

  it('changes nothing when it is opened, however often and by whom', async () => {
    const sheet = await open();
    const path = await printed(sheet.id);
    const state = async () => [(await desk().get(`/sheets/${sheet.id}`)).json, await ledger(sheet.id)];
    const before = await state();
    for (const accept of ['*/*', 'text/html', 'application/json', 'image/png']) {
      await Promise.all([1, 2, 3].map(() => cloud.anonymous.get(path, { accept })));
    }
    await cloud.anonymous.request('HEAD', path);
    expect(await state()).toEqual(before);
  });

  it('is made for no online request and no anonymous complaint', async () => {
    const online = await opened(cloud.as('resident-zhao'), INTAKES.enquiry);
    expect(await copyOf(online.id)).not.toMatch(PATH);
    const anonymous = await open({
      ...INTAKES.complaint,
      complaint: { ...INTAKES.complaint.complaint, anonymous: true },
    });
    expect(await copyOf(anonymous.id)).not.toMatch(PATH);
    expect(await copyOf(anonymous.id)).toContain(
      `/sheets/${anonymous.id}`.replace(/\/sheets.*/, 'class="qr"'),
    );
    const refused = await desk().post(`/sheets/${anonymous.id}/links`, {});
    expect(refused).toMatchObject({ status: 409, json: { code: 'step-not-allowed' } });
  });
});

describe('a step by the link', () => {
  it('countersigns with a drawn signature, as the resident, whose name stands in the ledger as a commitment', async () => {
    const sheet = await open();
    const path = await printed(sheet.id);
    expect(await sign(path, { step: 'countersign' })).toMatchObject({ status: 400 });
    expect(await sign(path, { step: 'countersign', signature: { ...DRAWN, signer: '王五' } })).toMatchObject({
      status: 400,
      json: { errors: [{ pointer: '/signature/signer' }] },
    });
    const { status, json } = await sign(path, { step: 'countersign', signature: DRAWN });
    expect([status, json]).toEqual([201, { number: sheet.number, status: 'registered' }]);
    const { entries, values, intact } = await ledger(sheet.id);
    const last = entries.at(-1);
    expect(last).toMatchObject({ step: 'countersign', generation: 1 });
    expect(last).not.toHaveProperty('via');
    expect(last?.actor).toEqual({ id: 'link', name: { commitment: expect.any(String) }, role: 'resident' });
    expect(values[String(last?.seq)]?.['/actor/name']?.value).toBe('刘洋');
    expect(intact).toBe(true);
    expect((await read(path)).json.may).toEqual(['urge', 'withdraw']);
  });

  it('urges once an hour', async () => {
    const path = await printed((await open()).id);
    expect((await sign(path, { step: 'urge', message: '请快一点' })).status).toBe(201);
    const again = await sign(path, { step: 'urge', message: '请快一点' });
    expect([again.status, again.headers.get('retry-after')]).toEqual([429, '3600']);
  });

  it('needs a key, and with it is done once', async () => {
    const sheet = await open();
    const path = await printed(sheet.id);
    const body = { step: 'urge', message: '请快一点' };
    expect(await sign(path, body, {})).toMatchObject({ status: 400, json: { code: 'validation-failed' } });
    const key = newKey();
    const [first, ...more] = await Promise.all([1, 2, 3].map(() => sign(path, body, key)));
    expect(first?.status).toBe(201);
    for (const each of more) expect([each.status, each.text]).toEqual([201, first?.text]);
    expect((await ledger(sheet.id)).entries.filter(({ step }) => step === 'urge')).toHaveLength(1);
    expect(await sign(path, { ...body, message: '别的' }, key)).toMatchObject({ status: 422 });
  });

  it('is one of five', async () => {
    const path = await printed((await open()).id);
    const others = [...STEP_NAMES.filter((step) => !BY_LINK.includes(step)), 'nonsense'];
    for (const step of others) {
      const reply = await sign(path, { step, reason: 'x', message: 'x', text: 'x' });
      expect([step, reply.status]).toEqual([step, 400]);
    }
  });

  it('takes back a request, and no complaint', async () => {
    const repair = await printed((await open()).id);
    expect((await sign(repair, { step: 'withdraw', reason: '自己修好了' })).json).toMatchObject({
      status: 'withdrawn',
    });
    const complaint = await printed((await open(INTAKES.complaint)).id);
    expect((await read(complaint)).json.may).not.toContain('withdraw');
    expect(await sign(complaint, { step: 'withdraw', reason: '算了' })).toMatchObject({
      status: 403,
      json: { code: 'forbidden' },
    });
  });

  it('objects to how it was settled', async () => {
    const sheet = await open();
    const path = await printed(sheet.id);
    await done(sheet.id);
    await followUp(sheet.id);
    expect((await read(path)).json.may).toEqual(['countersign', 'rate', 'object']);
    expect((await sign(path, { step: 'object', reason: '还在漏' })).json).toMatchObject({
      status: 'handed-over',
    });
  });
});

describe('what the assessment counts', () => {
  const satisfied = async () => {
    const { json } = await cloud.as('director-wei').get<{
      people: { id: string; figures: Record<string, { numerator: number; denominator: number }> }[];
    }>('/assessments/2026-11?site=riverside');
    return json.people.find(({ id }) => id === 'worker-zheng')?.figures.satisfied;
  };

  it('is the resident’s own rating by the link of the intake, and not one by a link that staff made', async () => {
    const sheet = await open();
    const own = await printed(sheet.id);
    await done(sheet.id, 'worker-zheng');
    await followUp(sheet.id);
    const staffs = await made(sheet.id);
    // Somebody at the desk marks themselves well.
    expect((await sign(staffs, { step: 'rate', satisfaction: 5 })).status).toBe(201);
    expect((await sign(staffs, { step: 'rate', satisfaction: 5 })).status).toBe(409);
    expect((await read(own)).status).toBe(404);
    const { json } = await desk().get<{ followUp: { rated: object } }>(`/sheets/${sheet.id}`);
    expect(json.followUp.rated).toEqual({ satisfaction: 5, at: TEST_NOW, via: 'staff' });
    // It does not count, so the sheet waits for its resident.
    const early = await desk().post(`/sheets/${sheet.id}/sign-offs`, { step: 'archive' });
    expect(early.status).toBe(409);

    const other = await open();
    const path = await printed(other.id);
    await done(other.id, 'worker-zheng');
    await followUp(other.id);
    expect((await sign(path, { step: 'rate', satisfaction: 1, feedback: '还在漏' })).status).toBe(201);
    await cloud.settle();
    // Both follow-ups wrote down a five: it stays where nobody rated whose rating counts.
    expect(await satisfied()).toMatchObject({ numerator: 1, denominator: 2 });
  });
});

describe('who comes', () => {
  it('is told by name with the time, and the outcome once there is one', async () => {
    const sheet = await open();
    const path = await printed(sheet.id);
    await staff('receptionist-sun', sheet.id, {
      step: 'hand-over',
      section: 'engineering',
      opinion: '请上门',
    });
    expect((await read(path)).json.comes).toBeUndefined();
    await staff('worker-wu', sheet.id, { step: 'accept' });
    const { comes } = (await read(path)).json;
    expect(comes).toEqual({ name: expect.stringMatching(/./), dueAt: expect.stringMatching(/Z$/) });
    expect(comes?.name).not.toBe('worker-wu');
    await staff('worker-wu', sheet.id, { step: 'arrive' });
    await staff('worker-wu', sheet.id, { step: 'complete', outcome: '已更换水管接头' });
    const { json } = await read(path);
    expect(json).toMatchObject({ outcome: '已更换水管接头' });
    expect(json.comes).toBeUndefined();
  });
});

describe('a later link', () => {
  it('is made by the first contact and customer service, with an entry of the ledger, and the old one goes on for a day', async () => {
    const sheet = await open();
    const old = await printed(sheet.id);
    const before = await desk().get<{ version: number }>(`/sheets/${sheet.id}`);
    const answer = await desk().post<{ url: string; expiresAt: null }>(`/sheets/${sheet.id}/links`);
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({ url: expect.stringMatching(PATH), expiresAt: null });
    expect(new URL(answer.json.url).pathname).not.toBe(old);
    expect((await ledger(sheet.id)).entries.at(-1)).toMatchObject({
      ...{ step: 'link', generation: 2, actor: { id: 'receptionist-sun' } },
    });
    expect((await desk().get<{ version: number }>(`/sheets/${sheet.id}`)).json.version).toBe(
      before.json.version,
    );
    expect((await read(old)).status).toBe(200);
    expect((await read(new URL(answer.json.url).pathname)).status).toBe(200);
    const refused = await Promise.all(
      ['worker-wu', 'resident-zhao'].map((who) => cloud.as(who).post(`/sheets/${sheet.id}/links`, {})),
    );
    expect(refused.map(({ status }) => status)).toEqual([404, 404]);
    expect((await cloud.as('director-wei').post(`/sheets/${sheet.id}/links`, {})).status).toBe(403);
    expect((await cloud.anonymous.post(`/sheets/${sheet.id}/links`, {})).status).toBe(401);
  });

  it('ends the old one when a step is first signed by it', async () => {
    const sheet = await open();
    const old = await printed(sheet.id);
    const path = await made(sheet.id);
    expect((await sign(path, { step: 'urge', message: '请快一点' })).status).toBe(201);
    expect((await read(old)).status).toBe(404);
    expect((await read(path)).status).toBe(200);
    expect((await ledger(sheet.id)).entries.at(-1)).toMatchObject({ via: 'staff', generation: 2 });
  });

  it('is remembered by its generation: the same request gives the same link, which the table does not hold', async () => {
    const sheet = await open();
    const key = newKey();
    const [one, two] = await Promise.all(
      [1, 2].map(() => desk().post<{ url: string }>(`/sheets/${sheet.id}/links`, {}, key)),
    );
    expect(two?.text).toBe(one?.text);
    expect((await ledger(sheet.id)).entries.filter(({ step }) => step === 'link')).toHaveLength(1);
  });

  it('is what a copy bears that is printed later than an hour after the intake', async () => {
    const sheet = await open();
    const first = await printed(sheet.id);
    expect(await printed(sheet.id)).toBe(first);
    await advance('PT61M');
    const later = await printed(sheet.id);
    expect(later).not.toBe(first);
    expect((await ledger(sheet.id)).entries.at(-1)).toMatchObject({ step: 'link', generation: 2 });
    // A copy that is not the resident's leads to the console.
    expect(await copyOf(sheet.id, 'receptionist-sun', 'customer-service')).not.toMatch(PATH);
    await advance('PT24H');
    expect([(await read(first)).status, (await read(later)).status]).toEqual([404, 200]);
  });
});

describe('a link that opens nothing', () => {
  it('is told alike, whether it has ended, was forged or never was', async () => {
    const sheet = await open();
    const old = await printed(sheet.id);
    await staff('receptionist-sun', sheet.id, {
      ...{ step: 'amend', reason: '姓名写错' },
      fields: { resident: { ...LIU, name: '刘阳' } },
    });
    const forged = `${old.slice(0, -1)}${old.endsWith('A') ? 'B' : 'A'}`;
    const paths = [old, forged, '/r/x', `/r/${'x'.repeat(300)}`, '/r/%00'];
    for (const accept of ['application/json', 'text/html']) {
      const answers = await Promise.all(paths.map((path) => cloud.anonymous.get(path, { accept })));
      expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 404));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      const seen = answers.map(({ headers }) =>
        JSON.stringify([...headers].filter(([name]) => !['date', 'x-request-id'].includes(name))),
      );
      expect(new Set(seen).size).toBe(1);
    }
    const posts = await Promise.all(paths.map((path) => sign(path, { step: 'urge', message: '快' })));
    expect(posts.map(({ status }) => status)).toEqual(paths.map(() => 404));
    expect(new Set(posts.map(({ text }) => text)).size).toBe(1);
  });

  it('goes on giving the first answer to a step that was signed before it ended', async () => {
    const sheet = await open();
    const path = await printed(sheet.id);
    const key = newKey();
    const first = await sign(path, { step: 'urge', message: '请快一点' }, key);
    await staff('receptionist-sun', sheet.id, {
      ...{ step: 'amend', reason: '姓名写错' },
      fields: { resident: { ...LIU, name: '刘阳' } },
    });
    expect((await sign(path, { step: 'urge', message: '请快一点' }, key)).text).toBe(first.text);
    expect((await sign(path, { step: 'withdraw', reason: '算了' })).status).toBe(404);
  });

  it('is one of a sheet that was archived thirty days ago', async () => {
    const sheet = await open();
    const path = await printed(sheet.id);
    await sign(path, { step: 'withdraw', reason: '自己修好了' });
    await staff('receptionist-sun', sheet.id, { step: 'archive' });
    const { json } = await desk().post<{ url: string; expiresAt: string }>(`/sheets/${sheet.id}/links`, {});
    const { now } = (await cloud.anonymous.get<{ now: string }>('/_local/clock')).json;
    expect(Date.parse(json.expiresAt) - Date.parse(now)).toBe(30 * 86_400_000);
    await advance('P29D');
    const [late, again] = [new URL(json.url).pathname, path];
    expect([(await read(late)).status, (await read(again)).status]).toEqual([200, 404]);
    await advance('P1D');
    expect((await read(late)).status).toBe(404);
    expect((await desk().post(`/sheets/${sheet.id}/links`, {})).status).toBe(409);
  });
});

describe('what nobody may learn of a link', () => {
  it('stands in no log and not in the table', async () => {
    const sheet = await open();
    const path = await printed(sheet.id);
    await read(path);
    await cloud.anonymous.get(`${path}?a=b`);
    await cloud.as('director-wei').get(path);
    await sign(path, { step: 'urge', message: '请快一点' });
    await cloud.settle();
    const lines = (await readFile(join(cloud.dataDir, 'access.log'), 'utf8')).trim().split('\n');
    const token = path.slice('/r/'.length);
    expect(lines.join('\n')).not.toContain(token);
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({
        reader: 'link',
        route: 'GET /r/{token}',
        sheet: sheet.id,
        number: sheet.number,
      }),
    );
  });
});

it('goes out in letters to the resident', async () => {
  const director = cloud.as('administrator-shen');
  const { json, headers } = await director.get<Record<string, unknown>>('/people/resident-zhao');
  const { id: _id, version: _version, ...person } = json;
  await director.request(
    'PUT',
    '/people/resident-zhao',
    { ...person, email: 'zhao@riverside.example' },
    {
      'if-match': headers.get('etag') ?? '',
    },
  );
  const sheet = await open({ ...CALLED, resident: ZHAO });
  await advance('PT2M');
  await cloud.settle();
  const { items } = (
    await cloud.anonymous.get<{ items: { text: string; html: string }[] }>(
      '/_local/mail?to=zhao@riverside.example',
    )
  ).json;
  const letter = items.find(({ text }) => text.includes(sheet.number));
  const path = PATH.exec(letter?.text ?? '')?.[0] ?? '';
  expect(letter?.html).toContain(path);
  expect((await cloud.anonymous.get(path, { accept: 'text/html' })).text).toContain(sheet.number);
});
