import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handOverResponse, repairsResponse } from '../../shared/contract/assessment/register-responses.ts';
import { changed } from '../support/directory.ts';
import {
  HAND_OVER,
  INTAKES,
  opened,
  type ProblemJson,
  REPAIRED,
  RESOLVED,
  type SheetJson,
  signed,
  WORD_OF_WITHDRAWAL,
} from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
const sheets = new Map<string, SheetJson>();
const id = (name: string) => sheets.get(name)?.id ?? '';
const DAY = 'site=riverside&date=2026-11-23';

interface Row {
  readonly [name: string]: unknown;
}
interface PageJson {
  readonly items: readonly Row[];
  readonly nextCursor?: string;
}

const read = async (register: string, query = DAY, person = 'receptionist-sun') => {
  const reply = await cloud.as(person).get<PageJson>(`/registers/${register}?${query}`);
  expect(reply.status, reply.text).toBe(200);
  expect((register === 'repairs' ? repairsResponse : handOverResponse).parse(reply.json)).toBeDefined();
  return reply.json;
};
const rowsOf = (items: readonly Row[], name: string) => items.filter(({ sheet }) => sheet === id(name));

/** Yesterday evening's repair, and today: one repaired, one disputed, one reopened, one taken directly. */
beforeAll(async () => {
  // A second before midnight at the site.
  cloud = await startTestCloud({ now: '2026-11-22T15:59:59.000Z' });
  const desk = cloud.as('receptionist-sun');
  const keep = (name: string, sheet: SheetJson) => sheets.set(name, sheet);
  keep('yesterday', await opened(desk, INTAKES.repair));
  await cloud.clock.advance('PT1S');
  keep('midnight', await opened(desk, { ...INTAKES.repair, subject: '=SUM(A1:A9) 水管' }));
  await signed(cloud, id('yesterday'), [['receptionist-sun', HAND_OVER]]);
  await cloud.clock.advance('PT9H');
  keep('repaired', await opened(desk, INTAKES.repair));
  await signed(cloud, id('repaired'), REPAIRED);
  await signed(cloud, id('repaired'), [['receptionist-zhou', { step: 'receive' }]]);
  await cloud.clock.advance('PT1S');
  keep('disputed', await opened(desk, INTAKES.report));
  await signed(cloud, id('disputed'), [
    ['receptionist-sun', { ...HAND_OVER, opinion: '@请 "工程部" 处理,\n今天' }],
    ['engineering-manager-wang', { step: 'dispute', reason: '不属本部门' }],
    ['cs-manager-li', { ...HAND_OVER, section: 'cleaning' }],
  ]);
  await cloud.clock.advance('PT1S');
  keep('reopened', await opened(desk, INTAKES.repair));
  await signed(cloud, id('reopened'), [
    ...REPAIRED,
    ['receptionist-sun', { step: 'follow-up', reached: true, resolved: false, feedback: '还在漏' }],
  ]);
  await cloud.clock.advance('PT1S');
  keep('direct', await opened(cloud.as('worker-zheng'), INTAKES.direct));
  await cloud.clock.advance('PT1S');
  keep('withdrawn', await opened(desk, INTAKES.report));
  await signed(cloud, id('withdrawn'), [
    ['receptionist-sun', HAND_OVER],
    ['receptionist-sun', WORD_OF_WITHDRAWAL],
  ]);
});
afterAll(() => cloud.stop());

describe('the hand-over ledger (会签单交接记录本, B5.2a, B5.2b)', () => {
  it('has every hand-over and return with who signed for it', async () => {
    const { items } = await read('hand-over', `${DAY}&limit=100`);
    expect(rowsOf(items, 'repaired')).toMatchObject([
      {
        number: sheets.get('repaired')?.number,
        step: 'hand-over',
        by: 'receptionist-sun',
        section: 'engineering',
        opinion: HAND_OVER.opinion,
        state: 'received',
        receiver: 'worker-wu',
        receivedAt: '2026-11-23T01:00:00.000Z',
      },
      { step: 'return', by: 'worker-wu', section: 'engineering', receiver: 'receptionist-zhou' },
    ]);
  });

  it('shows a dispute as one, and what was withdrawn before anybody signed', async () => {
    const { items } = await read('hand-over', `${DAY}&limit=100`);
    expect(rowsOf(items, 'disputed')).toMatchObject([
      { section: 'engineering', state: 'disputed', disputedBy: 'engineering-manager-wang' },
      { section: 'cleaning', state: 'open', by: 'cs-manager-li' },
    ]);
    expect(rowsOf(items, 'disputed')[0]).not.toHaveProperty('receiver');
    expect(rowsOf(items, 'withdrawn')).toMatchObject([{ state: 'ended' }]);
  });

  it('has a reopening as another hand-over, and the follow-up as the signature for the return', async () => {
    const { items } = await read('hand-over', `${DAY}&limit=100`);
    expect(rowsOf(items, 'reopened')).toMatchObject([
      { step: 'hand-over', round: 1, state: 'received' },
      { step: 'return', receiver: 'receptionist-sun', state: 'received' },
      { step: 'follow-up', round: 2, section: 'engineering', state: 'open' },
    ]);
  });

  it('is of the local day of the hand-over, oldest first', async () => {
    const { items } = await read('hand-over', `${DAY}&limit=100`);
    expect(rowsOf(items, 'yesterday')).toHaveLength(1);
    const times = items.map(({ at }) => String(at));
    expect(times).toEqual(times.toSorted());
    expect((await read('hand-over', 'site=riverside&date=2026-11-22')).items).toEqual([]);
    expect((await read('hand-over', 'site=riverside&date=2031-01-01')).items).toEqual([]);
  });
});

describe('the repair register (报修登记台帐, B5.2.1a)', () => {
  it('has every repair of the day, those taken directly among them, and nothing else', async () => {
    const { items } = await read('repairs', `${DAY}&limit=100`);
    expect(items.map(({ sheet }) => sheet)).toEqual(
      ['midnight', 'repaired', 'reopened', 'direct'].map((name) => id(name)),
    );
    const before = await read('repairs', 'site=riverside&date=2026-11-22');
    expect(before.items.map(({ sheet }) => sheet)).toEqual([id('yesterday')]);
  });

  it('says what, where, for whom, by whom and when', async () => {
    const { items } = await read('repairs', `${DAY}&limit=100`, 'deputy-director-jiang');
    expect(rowsOf(items, 'repaired')[0]).toMatchObject({
      category: 'water',
      urgency: 'urgent',
      where: '1栋2单元301',
      resident: '赵敏',
      phone: '138****5678',
      handler: 'worker-wu',
      arrivedAt: '2026-11-23T01:00:00.000Z',
      completedAt: '2026-11-23T01:00:00.000Z',
      returnedAt: '2026-11-23T01:00:00.000Z',
      status: 'returned',
    });
    expect(rowsOf(items, 'direct')[0]).toMatchObject({ channel: 'direct', handler: 'worker-zheng' });
    // The second round has its own times.
    expect(rowsOf(items, 'reopened')[0]).not.toHaveProperty('arrivedAt');
  });
});

describe('both', () => {
  it.each(['hand-over', 'repairs'])('%s: pages of any size give every line once', async (register) => {
    const all = (await read(register, `${DAY}&limit=100`)).items;
    for (const limit of [1, 2, 3, all.length]) {
      const rows: Row[] = [];
      let cursor = '';
      do {
        const page = await read(register, `${DAY}&limit=${limit}${cursor}`);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        rows.push(...page.items);
        cursor = page.nextCursor === undefined ? '' : `&cursor=${page.nextCursor}`;
      } while (cursor !== '');
      expect(rows).toEqual(all);
    }
  });

  it.each(['hand-over', 'repairs'])('%s as CSV: a day whole, for Excel in Chinese', async (register) => {
    const reply = await fetch(`${cloud.url}/registers/${register}?${DAY}&limit=1`, {
      headers: { authorization: `Bearer ${await cloud.tokenFor('director-wei')}`, accept: 'text/csv' },
    });
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const bytes = Buffer.from(await reply.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = bytes.toString('utf8');
    // No line ends otherwise, but within a quoted text.
    expect(text.replaceAll(/"[^"]*"/g, '').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const rows: string[][] = parse(bytes, { bom: true });
    expect(rows[0]?.[0]).toBe('编号');
    expect(rows).toHaveLength((await read(register, `${DAY}&limit=100`)).items.length + 1);
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t]/);
    const written = rows.flat();
    if (register === 'repairs') expect(written).toContain("'=SUM(A1:A9) 水管");
    else expect(written).toContain('\'@请 "工程部" 处理,\n今天');
    expect(written).toContain(register === 'repairs' ? '138****5678' : '有异议');
  });

  it.each(['hand-over', 'repairs'])(
    '%s of several days is that of each, by the page and as CSV',
    async (register) => {
      const days = (first: string, last: string) => `site=riverside&from=${first}&to=${last}&limit=100`;
      const [before, after] = await Promise.all([
        read(register, 'site=riverside&date=2026-11-22&limit=100'),
        read(register, `${DAY}&limit=100`),
      ]);
      const both = await read(register, days('2026-11-22', '2026-11-23'));
      expect(both.items).toEqual([...before.items, ...after.items]);
      expect(await read(register, days('2026-11-23', '2026-11-23'))).toEqual(after);
      const month = await read(register, days('2026-10-24', '2026-11-23'));
      expect(month.items).toEqual(both.items);
      const { text, headers } = await cloud
        .as('director-wei')
        .get(`/registers/${register}?${days('2026-11-22', '2026-11-23')}`, { accept: 'text/csv' });
      expect(parse(text, { bom: true })).toHaveLength(both.items.length + 1);
      expect(headers.get('content-disposition')).toContain(`${register}-riverside-2026-11-22-2026-11-23`);
    },
  );

  it('say what is wrong with the days that are named', async () => {
    const faults = async (days: string, language: string) => {
      const path = `/registers/repairs?site=riverside&${days}`;
      const reply = await cloud
        .as('receptionist-sun')
        .get<ProblemJson>(path, { 'accept-language': language });
      expect(reply.status).toBe(400);
      return reply.json.errors;
    };
    const [form, order] = [
      { pointer: '/date', detail: '请指明一天（date），或起止两天（from、to）。' },
      { pointer: '/to', detail: '截止日不得早于起始日，首尾两天都算，最长 31 天。' },
    ];
    expect(await faults('limit=1', 'zh')).toEqual([form]);
    expect(await faults('from=2026-11-22', 'zh')).toEqual([form]);
    expect(await faults('date=2026-11-22&to=2026-11-23', 'zh')).toEqual([form]);
    expect(await faults('from=2026-11-23&to=2026-11-22', 'zh')).toEqual([order]);
    expect(await faults('from=2026-10-23&to=2026-11-23', 'zh')).toEqual([order]);
    for (const { detail } of (await faults('from=2026-10-23&to=2026-11-23', 'en')) ?? [])
      expect(detail).not.toMatch(/\p{Script=Han}/u);
  });

  it.each(['hand-over', 'repairs'])('%s as CSV in English for who reads English', async (register) => {
    const headers = { accept: 'text/csv', 'accept-language': 'en' };
    const reply = await cloud.as('director-wei').get(`/registers/${register}?${DAY}`, headers);
    expect(reply.headers.get('vary')).toBe('Accept, Accept-Language');
    const rows: Record<string, string>[] = parse(reply.text, { bom: true, columns: true });
    for (const heading of Object.keys(rows[0] ?? {})) expect(heading).not.toMatch(/\p{Script=Han}/u);
    const repaired = rows.filter(({ Number: number }) => number === sheets.get('repaired')?.number);
    expect(repaired).toContainEqual(
      expect.objectContaining(
        register === 'repairs'
          ? { Section: 'Engineering', Category: 'water', Urgency: 'urgent' }
          : { Section: 'Engineering', Kind: 'repair', Step: 'hand-over' },
      ),
    );
  });

  it('are for customer service and the office', async () => {
    const MAY = ['receptionist-zhou', 'cs-supervisor-he', 'cs-manager-li', 'director-wei'];
    const NOT = [
      'resident-zhao',
      'worker-wu',
      'engineering-manager-wang',
      'administrator-shen',
      'hr-yang',
      'overseer-han',
    ];
    for (const register of ['hand-over', 'repairs']) {
      const status = async (person: string) =>
        (await cloud.as(person).get(`/registers/${register}?${DAY}`)).status;
      for (const person of MAY) expect(`${person} ${await status(person)}`).toBe(`${person} 200`);
      for (const person of NOT) expect(`${person} ${await status(person)}`).toBe(`${person} 403`);
    }
    expect((await cloud.anonymous.get(`/registers/repairs?${DAY}`)).status).toBe(401);
  });

  it('refuse what is no question, before whose it is', async () => {
    const bad = [
      '',
      'site=riverside',
      'date=2026-11-23',
      'site=riverside&date=2026-11-31',
      'site=riverside&date=23.11.2026',
      `${DAY}&limit=0`,
      `${DAY}&limit=101`,
      `${DAY}&page=2`,
      `${DAY}&cursor=forged`,
    ];
    for (const query of bad) {
      for (const person of ['receptionist-sun', 'worker-wu']) {
        const reply = await cloud.as(person).get<ProblemJson>(`/registers/hand-over?${query}`);
        expect(`${query} ${reply.json.status} ${reply.json.code}`).toBe(`${query} 400 validation-failed`);
      }
    }
    const { nextCursor } = await read('hand-over', `${DAY}&limit=1`);
    const use = async (path: string, person = 'receptionist-sun') =>
      (await cloud.as(person).get(`/registers/${path}&cursor=${nextCursor}`)).status;
    expect(await use(`hand-over?${DAY}`)).toBe(200);
    expect(await use(`repairs?${DAY}`)).toBe(400);
    expect(await use('hand-over?site=riverside&date=2026-11-22')).toBe(400);
    expect(await use(`hand-over?${DAY}`, 'cs-manager-li')).toBe(400);
  });

  it('have nothing of another site', async () => {
    expect(await read('hand-over', 'site=elsewhere&date=2026-11-23')).toEqual({ items: [] });
  });

  it('show nothing of a complaint to whom it is against, and lack nothing for anybody else (B5.2.2c)', async () => {
    const { complaint, ...intake } = INTAKES.complaint;
    const against = { ...complaint, against: { person: 'cs-supervisor-he' } };
    const sheet = await opened(cloud.as('receptionist-sun'), { ...intake, complaint: against });
    sheets.set('against he', sheet);
    await signed(cloud, sheet.id, [['director-wei', { ...HAND_OVER, section: 'cleaning' }]]);
    const shown = async (person: string) =>
      rowsOf((await read('hand-over', `${DAY}&limit=100`, person)).items, 'against he');
    expect(await shown('cs-manager-li')).toMatchObject([{ by: 'director-wei', section: 'cleaning' }]);
    expect(await shown('director-wei')).toHaveLength(1);
    expect(await shown('cs-supervisor-he')).toEqual([]);
    const reply = await cloud
      .as('cs-supervisor-he')
      .get(`/registers/hand-over?${DAY}`, { accept: 'text/csv' });
    expect(reply.text).toContain(sheets.get('repaired')?.number);
    expect(reply.text).not.toContain(sheet.number);
  });

  it('lack nothing for who stands in for whom a complaint is against, and sees it of their own right', async () => {
    const { complaint, ...intake } = INTAKES.complaint;
    const against = { ...complaint, against: { person: 'director-wei' } };
    const sheet = await opened(cloud.as('receptionist-sun'), { ...intake, complaint: against });
    sheets.set('against wei', sheet);
    await signed(cloud, sheet.id, [['overseer-han', { ...HAND_OVER, section: 'cleaning' }]]);
    const wei = { name: '魏东', role: 'director', site: 'riverside', active: true };
    const standIn = {
      person: 'deputy-director-jiang',
      from: '2026-11-01T00:00:00Z',
      to: '2027-11-01T00:00:00Z',
    };
    const put = (body: object) => changed(cloud, 'director-wei', 'director-wei', body);
    expect((await put({ ...wei, standIn })).status).toBe(200);
    const shown = async (person: string) =>
      rowsOf((await read('hand-over', `${DAY}&limit=100`, person)).items, 'against wei');
    expect(await shown('deputy-director-jiang')).toHaveLength(1);
    expect(await shown('director-wei')).toEqual([]);
    expect((await put(wei)).status).toBe(200);
  });

  it('follow a sheet that goes on', async () => {
    await signed(cloud, id('reopened'), [['worker-zheng', { step: 'accept' }]]);
    await signed(cloud, id('repaired'), [['receptionist-sun', RESOLVED]]);
    const passed = rowsOf((await read('hand-over', `${DAY}&limit=100`)).items, 'reopened');
    expect(passed.at(-1)).toMatchObject({ state: 'received', receiver: 'worker-zheng' });
    const repairs = (await read('repairs', `${DAY}&limit=100`)).items;
    expect(rowsOf(repairs, 'repaired')[0]).toMatchObject({ status: 'followed-up' });
  });
});
