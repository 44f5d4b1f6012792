/** Whoever calls is found by what they say of themselves (contract sections 3 and 9), and nobody finds what they are not shown. */
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listResponse, residentsResponse } from '../../shared/contract/responses.ts';
import { queryAll } from '../../shared/store/table/read.ts';
import {
  HAND_OVER,
  INTAKES,
  newKey,
  opened,
  type ProblemJson,
  REPAIRED,
  signed,
} from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { type ObservedTable, observedTable } from '../support/observed-table.ts';

const DESK = 'receptionist-sun';
const SUN = { name: '宋建华', phone: '139-1111-2222', address: '7栋2单元1203' };
const SIGNED = { signer: SUN.name, path: 'M 10 10 L 20 20 L 30 5' };

interface Listed {
  readonly items: readonly { readonly number: string; readonly id: string }[];
  readonly searchedBack?: string;
  readonly nextCursor?: string;
}
interface Residents {
  readonly items: readonly {
    readonly id?: string;
    readonly name: string;
    readonly phone: string;
    readonly open: number;
    readonly last?: { readonly number: string; readonly subject: string };
  }[];
}

let cloud: TestCloud;
let table: ObservedTable;
const numbers = new Map<string, string>();
const ids = new Map<string, string>();
const number = (name: string) => numbers.get(name) ?? '';

beforeAll(async () => {
  cloud = await startTestCloud();
  table = observedTable(cloud);
  const keep = async (name: string, who: string, body: object) => {
    const sheet = await opened(cloud.as(who), body);
    numbers.set(name, sheet.number);
    ids.set(name, sheet.id);
    await cloud.clock.advance('PT1M');
  };
  const theirs = { resident: SUN, signature: SIGNED };
  await keep('leak', DESK, { ...INTAKES.repair, ...theirs });
  await keep('lamp', DESK, { ...INTAKES.report, ...theirs });
  await keep('against li', DESK, {
    ...{ ...INTAKES.complaint, ...theirs, subject: '投诉李经理' },
    complaint: { ...INTAKES.complaint.complaint, against: { person: 'cs-manager-li' } },
  });
  await keep('anonymous', DESK, {
    ...{ ...INTAKES.complaint, ...theirs, subject: '匿名投诉保安' },
    complaint: { ...INTAKES.complaint.complaint, anonymous: true },
  });
  await keep('of zhao', DESK, INTAKES.report);
  await signed(cloud, ids.get('leak') ?? '', REPAIRED.slice(0, 2));
  await signed(cloud, ids.get('anonymous') ?? '', [['cs-manager-li', { ...HAND_OVER, section: 'security' }]]);
  await cloud.settle();
});
afterAll(async () => {
  table.client.destroy();
  await cloud.stop();
});

async function search(who: string, q: string, more = ''): Promise<Listed> {
  const reply = await cloud.as(who).get<Listed>(`/sheets?site=riverside&q=${encodeURIComponent(q)}${more}`);
  expect(reply.status, reply.text).toBe(200);
  expect(listResponse.parse(reply.json)).toBeDefined();
  return reply.json;
}
const named = (list: Listed) =>
  list.items.map((item) => [...numbers].find(([, each]) => each === item.number)?.[0]);
const residents = async (q: string, who = DESK) => {
  const reply = await cloud.as(who).get<Residents>(`/residents?site=riverside&q=${encodeURIComponent(q)}`);
  expect(reply.status, reply.text).toBe(200);
  expect(residentsResponse.parse(reply.json)).toBeDefined();
  return reply.json.items;
};

const ALL_OF_SUN = ['anonymous', 'against li', 'lamp', 'leak'];

describe('a sheet is found', () => {
  it.each([
    ['2222', ALL_OF_SUN],
    ['13911112222', ALL_OF_SUN],
    ['139 1111 2222', ALL_OF_SUN],
    ['宋建华', ALL_OF_SUN],
    ['宋 建华', ALL_OF_SUN],
    ['7栋2单元1203', ALL_OF_SUN],
    ['7-2-1203', ALL_OF_SUN],
    ['7号楼2单元1203室', ALL_OF_SUN],
    ['KF-20261123-0002', ['lamp']],
    ['2', ['lamp']],
    ['0002', ['lamp']],
    ['水管', ['leak']],
    ['漏水 厨房', ['leak']],
    ['投诉', ['anonymous', 'against li']],
    ['1111', []],
    ['139111', []],
    ['宋建', []],
    ['9', []],
  ])('by %s', async (q, expected) => {
    expect(named(await search(DESK, q))).toEqual(expected);
  });

  it('by page, with how far words were searched, and with other questions', async () => {
    const first = await search(DESK, '宋建华', '&limit=3');
    expect(named(first)).toEqual(ALL_OF_SUN.slice(0, 3));
    const second = await search(DESK, '宋建华', `&limit=3&cursor=${first.nextCursor}`);
    expect(named(second)).toEqual(['leak']);
    expect([first.searchedBack, second.searchedBack]).toEqual([
      '2026-11-23T08:01:00.000Z',
      '2026-08-25T08:05:00.000Z',
    ]);
    expect((await search(DESK, '2222')).searchedBack).toBeUndefined();
    expect(named(await search(DESK, '2222', '&status=registered,accepted&kind=repair,report'))).toEqual([
      'lamp',
      'leak',
    ]);
    expect(named(await search(DESK, '2222', '&sort=due')).toSorted()).toEqual(ALL_OF_SUN.toSorted());
  });

  it('only by what the reader is shown of it', async () => {
    // Whoever a complaint is against finds nothing of it, nor does it count.
    expect(named(await search('cs-manager-li', '2222'))).toEqual(['anonymous', 'lamp', 'leak']);
    expect(named(await search('cs-manager-li', '投诉'))).toEqual(['anonymous']);
    // Security's manager is shown the complaint, and not who complains.
    expect(named(await search('security-manager-chen', '匿名'))).toEqual(['anonymous']);
    for (const q of ['2222', '宋建华', '7-2-1203', '13911112222'])
      expect(named(await search('security-manager-chen', q)), q).toEqual([]);
    expect(named(await search('worker-wu', '2222'))).toEqual(['leak']);
    const own = await cloud.as('resident-qian').get<Listed>('/sheets?q=2222');
    expect(own.json.items).toEqual([]);
    const zhaos = await cloud.as('resident-zhao').get<Listed>(`/sheets?q=${encodeURIComponent('1-2-301')}`);
    expect(zhaos.json.items.map((item) => item.number)).toEqual([number('of zhao')]);
  });

  it('with a masked number', async () => {
    const reply = await cloud.as(DESK).get('/sheets?site=riverside&q=13911112222');
    expect(reply.text).not.toContain('1111');
  });

  it.each(['', 'x'.repeat(61), '%0A1'])('not by %s', async (q) => {
    expect((await cloud.as(DESK).get(`/sheets?site=riverside&q=${q}`)).status).toBe(400);
  });
});

describe('several statuses and kinds', () => {
  it('are any of them', async () => {
    const list = async (query: string) =>
      named((await cloud.as('director-wei').get<Listed>(`/sheets?site=riverside&${query}`)).json);
    expect(await list('status=accepted,handed-over')).toEqual(['anonymous', 'leak']);
    expect(await list('kind=repair,report')).toEqual(['of zhao', 'lamp', 'leak']);
    expect(await list('section=engineering&status=accepted,on-site')).toEqual(['leak']);
    expect((await cloud.as('director-wei').get('/sheets?site=riverside&status=accepted,gone')).status).toBe(
      400,
    );
  });
});

describe("a receptionist's call", () => {
  it('from the last four digits to the resident, their open sheets, and an urge', async () => {
    const [caller, ...others] = await residents('2222');
    expect(others).toEqual([]);
    expect(caller).toMatchObject({ name: SUN.name, phone: '139****2222', open: 4 });
    expect(caller?.last).toMatchObject({ number: number('anonymous') });
    expect(caller).not.toHaveProperty('id');
    const open = await search(
      DESK,
      '2222',
      '&status=registered,handed-over,accepted,on-site,completed,returned',
    );
    const leak = open.items.find((item) => item.number === number('leak'));
    const urged = await cloud
      .as(DESK)
      .post(`/sheets/${leak?.id}/sign-offs`, { step: 'urge', message: '住户来电催办' }, newKey());
    expect(urged.status, urged.text).toBe(201);
  });

  it('whole number for whole number, masked for anything else', async () => {
    expect((await residents('13911112222'))[0]?.phone).toBe(SUN.phone);
    expect((await residents('宋建华'))[0]?.phone).not.toContain('1111');
  });

  it('finds residents of the directory who never asked for anything', async () => {
    const [qian] = await residents('3-1-502');
    expect(qian).toMatchObject({ id: 'resident-qian', name: '钱志强', open: 0 });
    expect(qian).not.toHaveProperty('last');
    const [zhao] = await residents('赵敏');
    expect(zhao).toMatchObject({ id: 'resident-zhao', open: 1, last: { number: number('of zhao') } });
  });

  it('counts and names only what the receptionist may see', async () => {
    const [found] = await residents('2222', 'cs-manager-li');
    expect(found).toMatchObject({ open: 3, last: { number: number('anonymous') } });
  });

  it('knows whoever gave no id by name and number', async () => {
    const { id: _id, ...unnamed } = INTAKES.report.resident;
    const own = { name: '钱志强', phone: '13800000002', address: '3栋1单元502' };
    const sheet = await opened(cloud.as(DESK), {
      ...{ ...INTAKES.report, resident: { ...unnamed, ...own } },
      signature: { ...SIGNED, signer: own.name },
    });
    expect(await residents('3-1-502')).toMatchObject([
      { id: 'resident-qian', open: 1, last: { number: sheet.number } },
    ]);
  });

  it('is for customer service alone', async () => {
    for (const who of ['director-wei', 'worker-wu', 'resident-zhao', 'overseer-han', 'hr-yang']) {
      const reply = await cloud.as(who).get<ProblemJson>('/residents?site=riverside&q=2222');
      expect([who, reply.status]).toEqual([who, 403]);
    }
    expect((await cloud.as(DESK).get<Residents>('/residents?site=elsewhere&q=2222')).json.items).toEqual([]);
    expect((await cloud.as(DESK).get('/residents?site=riverside&q=2')).status).toBe(400);
    expect((await cloud.as(DESK).get('/residents?q=2222')).status).toBe(400);
  });

  it('follows the directory', async () => {
    const admin = cloud.as('administrator-shen');
    const body = { name: '孟小满', role: 'resident', site: 'riverside', active: true, phone: '13700009876' };
    expect((await admin.request('PUT', '/people/resident-meng', body)).status).toBe(201);
    await cloud.settle();
    expect(await residents('9876')).toMatchObject([{ id: 'resident-meng', open: 0 }]);
    const moved = { ...body, phone: '13700001234' };
    const put = await admin.request('PUT', '/people/resident-meng', moved, { 'if-match': '"1"' });
    expect(put.status, put.text).toBe(200);
    await cloud.settle();
    expect(await residents('9876')).toEqual([]);
    expect(await residents('1234')).toMatchObject([{ id: 'resident-meng' }]);
    const rows = await queryAllRows();
    expect(rows.filter((row) => row.id === 'resident-meng')).toHaveLength(3);
  });
});

/** All rows that sheets and residents are found by. */
async function queryAllRows() {
  const { ScanCommand } = await import('@aws-sdk/lib-dynamodb');
  const { Items = [] } = await table.client.send(
    new ScanCommand({
      TableName: table.name,
      FilterExpression: 'begins_with(pk, :find)',
      ExpressionAttributeValues: { ':find': 'FIND#' },
    }),
  );
  return Items;
}

describe('what is open at the address', () => {
  it('stands in the answer of an intake, itself apart', async () => {
    const body = {
      ...INTAKES.report,
      subject: '同一户又来',
      resident: { ...SUN, address: '7-2-1203' },
      signature: SIGNED,
    };
    const asked = async (who: string, channel: object = {}) => {
      const reply = await cloud
        .as(who)
        .post<{ openAtThisAddress: readonly string[]; id: string; number: string }>(
          '/sheets',
          { ...body, ...channel },
          newKey(),
        );
      expect(reply.status, reply.text).toBe(201);
      return reply.json;
    };
    const first = await asked(DESK);
    expect(first.openAtThisAddress).toEqual(ALL_OF_SUN.map(number));
    // At once, whatever has been worked on meanwhile; and not what is withdrawn.
    await signed(cloud, first.id, [
      [DESK, { step: 'withdraw', reason: '说错了', record: { at: '2026-11-23T08:00:00Z', words: '不用了' } }],
    ]);
    const second = await asked(DESK);
    expect(second.openAtThisAddress).toEqual(ALL_OF_SUN.map(number));
    const third = await asked('receptionist-zhou');
    expect(third.openAtThisAddress).toEqual([second.number, ...ALL_OF_SUN.map(number)]);
    // The engineer is not told of complaints, nor of what other sections have.
    const own = await asked('worker-wu', {
      ...{ kind: 'repair', category: 'other', channel: 'direct', signature: undefined },
    });
    expect(own.openAtThisAddress).toEqual([number('leak')]);
    const online = await cloud
      .as('resident-zhao')
      .post<{ openAtThisAddress: readonly string[] }>('/sheets', INTAKES.enquiry, newKey());
    expect(online.json.openAtThisAddress).toEqual([number('of zhao')]);
  });
});

describe('rows', () => {
  it('hold digests, and go with what they were made of', async () => {
    const sheet = await opened(cloud.as(DESK), {
      ...INTAKES.report,
      resident: { ...SUN, phone: '13600007777' },
      signature: SIGNED,
    });
    const own = async () => (await queryAllRows()).filter(({ id }) => id === sheet.id);
    expect(await own()).toHaveLength(4);
    const text = JSON.stringify(await queryAllRows());
    for (const value of ['7777', '2222', SUN.name, '1203']) expect(text).not.toContain(value);
    await signed(cloud, sheet.id, [
      [DESK, { step: 'amend', fields: { resident: { ...SUN, phone: '13600008888' } }, reason: '更正电话' }],
    ]);
    expect(await own()).toHaveLength(4);
    expect((await search(DESK, '7777')).items).toEqual([]);
    expect((await search(DESK, '8888')).items.map(({ id }) => id)).toEqual([sheet.id]);
    // Nothing else is in the partition of the number that is gone.
    const { partitionOf } = await import('../../shared/store/sheets/finding.ts');
    const partition = await partitionOf(table, 'riverside', 'tel', '13600007777');
    const left = await queryAll(table, {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partition },
    });
    expect(left).toEqual([]);
  });
});

describe('a list as CSV', () => {
  const SPAN = 'from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z';
  const asCsv = (query: string, language = 'zh-CN', who = 'director-wei') =>
    cloud.as(who).get<ProblemJson>(`/sheets?site=riverside&${query}`, {
      accept: 'text/csv',
      'accept-language': language,
    });

  it('is whole, in the reader’s language, with masked numbers', async () => {
    const reply = await asCsv(`${SPAN}&limit=1&kind=repair,report`);
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const rows: string[][] = parse(reply.text, { bom: true });
    expect(rows[0]?.slice(0, 3)).toEqual(['编号', '登记时间', '类别']);
    expect(rows.at(-1)?.slice(0, 3)).toEqual([number('leak'), '2026-11-23 16:00', '报修']);
    expect(reply.text).not.toContain('1111');
    const english = await asCsv(SPAN, 'en');
    const [headings, ...others]: string[][] = parse(english.text, { bom: true });
    expect(headings?.join(' ')).toMatch(/^[\x20-\x7e]+$/);
    expect(others.some((row) => row[2] === 'repair')).toBe(true);
    const list = await cloud.as('director-wei').get<Listed>('/sheets?site=riverside&limit=100');
    expect(others).toHaveLength(list.json.items.length);
  });

  it.each([
    'from=2026-11-01T00:00:00Z',
    'to=2026-11-01T00:00:00Z',
    'q=2222',
    'from=2026-11-01T00:00:00Z&to=2026-12-03T00:00:00Z',
  ])('needs a span of at most 31 days: not %s', async (query) => {
    expect((await asCsv(query)).status).toBe(400);
  });
});
