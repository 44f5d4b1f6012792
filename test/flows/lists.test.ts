import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listResponse, meResponse, organisationResponse } from '../../shared/contract/responses.ts';
import { openCursors } from '../../shared/store/table/cursor.ts';
import { openTable } from '../../shared/store/table/table.ts';
import {
  HAND_OVER,
  INTAKES,
  type ListJson,
  opened,
  type ProblemJson,
  REPAIRED,
  type SheetJson,
  signed,
} from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
const ids: string[] = [];
const named = new Map<string, string>();

/** Twelve sheets a minute apart: what each is, is in `named`. */
beforeAll(async () => {
  cloud = await startTestCloud();
  const desk = cloud.as('receptionist-sun');
  const keep = (name: string, sheet: SheetJson) => {
    named.set(name, sheet.id);
    ids.push(sheet.id);
  };
  keep('registered', await opened(desk, INTAKES.repair));
  await cloud.clock.advance('PT1M');
  keep('waiting in engineering', await opened(desk, INTAKES.repair));
  await cloud.clock.advance('PT1M');
  keep('handled by wu', await opened(desk, INTAKES.repair));
  await cloud.clock.advance('PT1M');
  keep('moved to cleaning', await opened(desk, INTAKES.report));
  await cloud.clock.advance('PT1M');
  keep('online by qian', await opened(cloud.as('resident-qian'), INTAKES.enquiry));
  await cloud.clock.advance('PT1M');
  keep(
    'direct by zheng',
    await opened(cloud.as('worker-zheng'), {
      ...INTAKES.direct,
      resident: { ...INTAKES.direct.resident, id: undefined },
    }),
  );
  for (let nth = 0; nth < 6; nth += 1) {
    await cloud.clock.advance('PT1M');
    keep(`more ${nth}`, await opened(cloud.as('receptionist-zhou'), INTAKES.complaint));
  }
  const id = (name: string) => named.get(name) ?? '';
  await signed(cloud, id('waiting in engineering'), [['receptionist-sun', HAND_OVER]]);
  await signed(cloud, id('handled by wu'), REPAIRED.slice(0, 3));
  await signed(cloud, id('moved to cleaning'), [
    ['receptionist-sun', HAND_OVER],
    ['engineering-manager-wang', { step: 'dispute', reason: '不属本部门' }],
    ['cs-manager-li', { ...HAND_OVER, section: 'cleaning' }],
  ]);
});
afterAll(() => cloud.stop());

async function list(person: string, query = 'site=riverside'): Promise<readonly string[]> {
  const reply = await cloud.as(person).get<ListJson>(`/sheets?${query}`);
  expect(reply.status, reply.text).toBe(200);
  expect(listResponse.parse(reply.json)).toBeDefined();
  return reply.json.items.map(({ id }) => [...named.entries()].find(([, known]) => known === id)?.[0] ?? id);
}

const ALL = [
  'more 5',
  'more 4',
  'more 3',
  'more 2',
  'more 1',
  'more 0',
  'direct by zheng',
  'online by qian',
  'moved to cleaning',
  'handled by wu',
  'waiting in engineering',
  'registered',
];

describe('who sees what (contract section 2), in lists and one by one', () => {
  const SIGHT: Readonly<Record<string, readonly string[]>> = {
    'receptionist-sun': ALL,
    'receptionist-zhou': ALL,
    'cs-supervisor-he': ALL,
    'cs-manager-li': ALL,
    'director-wei': ALL,
    'deputy-director-jiang': ALL,
    'resident-zhao': ALL.filter((name) => !['direct by zheng', 'online by qian'].includes(name)),
    'resident-qian': ['online by qian'],
    'worker-wu': ['handled by wu', 'waiting in engineering'],
    'worker-zheng': ['direct by zheng', 'waiting in engineering'],
    'engineering-supervisor-feng': [
      'direct by zheng',
      'moved to cleaning',
      'handled by wu',
      'waiting in engineering',
    ],
    'engineering-manager-wang': [
      'direct by zheng',
      'moved to cleaning',
      'handled by wu',
      'waiting in engineering',
    ],
    'cleaning-manager-kong': ['moved to cleaning'],
    'cleaner-shi': ['moved to cleaning'],
    'guard-chu': [],
    'security-supervisor-lu': [],
    'security-manager-chen': [],
    'administrator-shen': [],
    'hr-yang': [],
    'overseer-han': [],
  };
  it.each(Object.entries(SIGHT))('%s', async (person, seen) => {
    expect(await list(person)).toEqual(seen);
    for (const name of ALL) {
      const id = named.get(name);
      const expected = seen.includes(name) ? 200 : 404;
      for (const path of [`/sheets/${id}`, `/sheets/${id}/ledger`]) {
        expect(`${name} ${(await cloud.as(person).get(path)).status}`).toBe(`${name} ${expected}`);
      }
    }
  });

  it('another site is nothing to see', async () => {
    expect(await list('receptionist-sun', 'site=elsewhere')).toEqual([]);
  });
});

describe('questions', () => {
  const QUESTIONS: readonly (readonly [string, readonly string[]])[] = [
    [
      'status=registered',
      ['more 5', 'more 4', 'more 3', 'more 2', 'more 1', 'more 0', 'online by qian', 'registered'],
    ],
    ['status=handed-over', ['moved to cleaning', 'waiting in engineering']],
    ['section=engineering', ['direct by zheng', 'handled by wu', 'waiting in engineering']],
    ['section=engineering&status=handed-over', ['waiting in engineering']],
    ['section=cleaning&kind=report', ['moved to cleaning']],
    ['section=cleaning&kind=repair', []],
    ['kind=enquiry', ['online by qian']],
    ['handler=worker-wu', ['handled by wu']],
    ['handler=worker-wu&status=accepted', []],
    ['firstContact=worker-zheng', ['direct by zheng']],
    [
      'firstContact=receptionist-zhou&status=registered',
      ['more 5', 'more 4', 'more 3', 'more 2', 'more 1', 'more 0'],
    ],
    ['resident=resident-qian', ['online by qian']],
    ['number=KF-20261123-0003', ['handled by wu']],
    ['number=KF-20261123-0099', []],
    // Nobody handed them over within three minutes, and they are urgent.
    ['breached=true', ['handled by wu', 'waiting in engineering', 'registered']],
    ['dueBefore=2027-01-01T00:00:00Z', ALL],
    // Its hand-over was due at 08:03 and is not made yet.
    ['dueBefore=2026-11-23T08:05:00Z', ['registered']],
    ['from=2026-11-23T08:04:00Z&to=2026-11-23T08:06:00Z', ['direct by zheng', 'online by qian']],
    ['from=2027-01-01T00:00:00Z', []],
    // No instant is in it.
    ['from=2026-11-24T00:00:00Z&to=2026-11-23T00:00:00Z', []],
    ['from=2026-11-24T00:00:00Z&to=2026-11-23T00:00:00Z&sort=due', []],
    ['from=2026-11-24T00:00:00Z&to=2026-11-23T00:00:00Z&kind=repair&q=KF-20261123-0001', []],
  ];
  it.each(QUESTIONS)('%s', async (query, expected) => {
    expect(await list('receptionist-sun', `site=riverside&${query}`)).toEqual(expected);
    expect(await list('director-wei', `site=riverside&${query}`)).toEqual(expected);
  });

  it('narrow what one sees, never widen it', async () => {
    expect(await list('engineering-manager-wang', 'site=riverside&section=cleaning')).toEqual([
      'moved to cleaning',
    ]);
    expect(
      await list('engineering-manager-wang', 'site=riverside&section=engineering&status=on-site'),
    ).toEqual(['handled by wu']);
    expect(await list('worker-wu', 'site=riverside&handler=worker-zheng')).toEqual([]);
    expect(await list('resident-qian', 'resident=resident-zhao')).toEqual([]);
    expect(await list('cleaner-shi', 'site=riverside&section=cleaning&status=handed-over')).toEqual([
      'moved to cleaning',
    ]);
  });

  it('mask phones', async () => {
    const reply = await cloud.as('receptionist-sun').get('/sheets?site=riverside');
    expect(reply.text).toContain('138****5678');
    expect(reply.text).not.toContain('13800005678');
  });
});

describe('pages', () => {
  const walk = async (person: string, query: string) => {
    const pages: string[][] = [];
    let cursor = '';
    do {
      const reply = await cloud.as(person).get<ListJson>(`/sheets?${query}${cursor}`);
      expect(reply.status).toBe(200);
      pages.push(reply.json.items.map(({ id }) => id));
      cursor = reply.json.nextCursor === undefined ? '' : `&cursor=${reply.json.nextCursor}`;
    } while (cursor !== '' && pages.length < 50);
    return pages.flat();
  };
  const newest = () => [...ids].reverse();

  it.each([1, 2, 5, 11, 12, 100])('of %i rows give every sheet once, newest first', async (limit) => {
    expect(await walk('director-wei', `site=riverside&limit=${limit}`)).toEqual(newest());
    const mine = await walk('engineering-manager-wang', `site=riverside&limit=${limit}`);
    expect(mine).toEqual(newest().filter((id) => mine.includes(id)));
    expect(mine).toHaveLength(4);
    expect(await walk('worker-wu', `site=riverside&limit=${limit}`)).toHaveLength(2);
    expect(await walk('director-wei', `site=riverside&kind=complaint&limit=${limit}`)).toHaveLength(6);
  });

  it('the table keeps nothing that opens cursors, and what it kept before opens none', async () => {
    const { client, name: TableName } = openTable({ name: cloud.tableName });
    const Key = { pk: 'SECRET#cursor', sk: 'SECRET' };
    const first = await cloud.as('director-wei').get<ListJson>('/sheets?site=riverside&limit=2');
    expect(first.json.nextCursor).toBeDefined();
    expect((await client.send(new GetCommand({ TableName, Key }))).Item).toBeUndefined();

    const secret = Buffer.alloc(32, 7);
    await client.send(new PutCommand({ TableName, Item: { ...Key, secret } }));
    const before = (await openCursors(async () => secret)()).seal('', [
      'director-wei',
      { site: 'riverside' },
    ]);
    const reply = await cloud.as('director-wei').get<ProblemJson>(`/sheets?site=riverside&cursor=${before}`);
    expect([reply.status, reply.json.errors?.[0]?.pointer]).toEqual([400, '/cursor']);
    await client.send(new DeleteCommand({ TableName, Key }));
    client.destroy();
  });

  it('a cursor is good for its own list and its own reader alone', async () => {
    const { nextCursor } = (await cloud.as('director-wei').get<ListJson>('/sheets?site=riverside&limit=2'))
      .json;
    const use = async (person: string, query: string, cursor = nextCursor ?? '') =>
      (await cloud.as(person).get<ProblemJson>(`/sheets?${query}&cursor=${cursor}`)).status;
    expect(await use('director-wei', 'site=riverside&limit=3')).toBe(200);
    expect(await use('director-wei', 'site=riverside&kind=repair')).toBe(400);
    expect(await use('receptionist-sun', 'site=riverside')).toBe(400);
    const flipped = `${nextCursor?.slice(0, -1)}${nextCursor?.endsWith('A') ? 'B' : 'A'}`;
    expect(await use('director-wei', 'site=riverside', flipped)).toBe(400);
    expect(await use('director-wei', 'site=riverside', nextCursor?.slice(1))).toBe(400);
  });
});

describe('who is who', () => {
  it('/me says who the token is', async () => {
    const worker = await cloud.as('worker-wu').get('/me');
    expect(meResponse.parse(worker.json)).toMatchObject({
      id: 'worker-wu',
      role: 'worker',
      section: 'engineering',
    });
    expect(worker.json).not.toHaveProperty('proposedCases');
    expect((await cloud.as('director-wei').get('/me')).json).toMatchObject({ proposedCases: [] });
    expect((await cloud.as('overseer-han').get('/me')).json).toMatchObject({ proposedCases: [] });
    expect((await cloud.as('nobody-at-all').get<ProblemJson>('/me')).json).toMatchObject({
      status: 401,
      code: 'unauthenticated',
    });
  });

  it('/organisation lists the staff; a resident sees no phones or mail addresses', async () => {
    const staff = await cloud.as('worker-wu').get('/organisation?site=riverside');
    const { sections, people } = organisationResponse.parse(staff.json);
    expect(sections.map(({ id }) => id).sort()).toEqual([
      'cleaning',
      'customer-service',
      'engineering',
      'security',
    ]);
    expect(people).toHaveLength(18);
    expect(people.some(({ role }) => role === 'resident')).toBe(false);
    expect(staff.text).toContain('@riverside.example');
    const resident = await cloud.as('resident-zhao').get('/organisation?site=riverside');
    expect(organisationResponse.parse(resident.json).people).toHaveLength(18);
    expect(resident.text).not.toMatch(/@|phone|email|\d{11}/);
  });

  it('health and the description need no token', async () => {
    expect((await cloud.anonymous.get('/health')).json).toMatchObject({ status: 'ok' });
    expect((await cloud.anonymous.get('/openapi.json')).json).toMatchObject({ openapi: '3.1.0' });
    for (const path of ['/me', '/sheets', '/nowhere'])
      expect((await cloud.anonymous.get(path)).status).toBe(401);
  });
});

describe('by deadline', () => {
  interface Row {
    readonly id: string;
    readonly nextDue?: string;
    readonly unmet: readonly {
      readonly id?: string;
      readonly clock: string;
      readonly state: string;
      readonly dueAt: string;
      readonly owes: object;
    }[];
  }
  const walk = async (person: string, limit: number, more = '') => {
    const rows: Row[] = [];
    let cursor = '';
    do {
      const query = `site=riverside&sort=due&limit=${limit}${more}${cursor}`;
      const reply = await cloud
        .as(person)
        .get<{ items: readonly Row[]; nextCursor?: string }>(`/sheets?${query}`);
      expect(reply.status).toBe(200);
      rows.push(...reply.json.items);
      cursor = reply.json.nextCursor === undefined ? '' : `&cursor=${reply.json.nextCursor}`;
    } while (cursor !== '');
    return rows;
  };
  const inOrder = (rows: readonly Row[]) => rows.map(({ nextDue }) => nextDue ?? '~');

  beforeAll(async () => {
    const { id } = await opened(cloud.as('resident-qian'), INTAKES.enquiry);
    await signed(cloud, id, [['resident-qian', { step: 'withdraw', reason: '不问了' }]]);
  });

  it.each([1, 3, 100])('the earliest comes first and those without last, in pages of %i', async (limit) => {
    const rows = await walk('director-wei', limit);
    expect(inOrder(rows)).toEqual(inOrder(rows).toSorted());
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThanOrEqual(ids.length + 1);
    expect(rows.at(-1)?.nextDue).toBeUndefined();
    const mine = await walk('engineering-manager-wang', limit);
    expect(inOrder(mine)).toEqual(inOrder(mine).toSorted());
    expect(mine).toHaveLength(4);
    expect(await walk('director-wei', limit, '&kind=complaint')).toHaveLength(6);
  });

  it('tells what is overdue first, and who owes what', async () => {
    const [first] = await walk('director-wei', 100);
    expect(first?.id).toBe(named.get('registered'));
    const [dispatch, ...others] = first?.unmet ?? [];
    expect(dispatch).toEqual({
      ...{ clock: 'dispatch-1-1', name: 'dispatch', state: 'breached', owes: { person: 'receptionist-sun' } },
      ...{ dueAt: '2026-11-23T08:03:00.000Z', warnAt: '2026-11-23T08:02:24.000Z' },
    });
    expect(first?.nextDue).toBe(dispatch?.dueAt);
    expect(others.map(({ clock, state }) => [clock, state])).toEqual([['return-1-1', 'running']]);
  });

  it('tells who owes it as the directory stands', async () => {
    const { json } = await cloud
      .as('director-wei')
      .get<{ items: readonly Row[] }>(`/sheets?site=riverside&number=KF-20261123-0003`);
    const [row] = json.items;
    const sheet = await cloud
      .as('director-wei')
      .get<{ clocks: readonly Row['unmet'][number][] }>(`/sheets/${named.get('handled by wu')}`);
    const owed = new Map(sheet.json.clocks.map(({ id, owes }) => [id, owes]));
    expect(row?.unmet).not.toEqual([]);
    for (const { clock, owes } of row?.unmet ?? []) expect(owes, clock).toEqual(owed.get(clock));
  });

  it.each([2, 100])('holds to when they were opened, in pages of %i', async (limit) => {
    // ALL is newest first: the minutes of `direct by zheng` up to before `more 2`.
    const openedAt = async (name: string) =>
      (await cloud.as('director-wei').get<{ openedAt: string }>(`/sheets/${named.get(name)}`)).json.openedAt;
    const [from, to] = [await openedAt('direct by zheng'), await openedAt('more 2')];
    const rows = await walk('director-wei', limit, `&from=${from}&to=${to}`);
    const wanted = ['direct by zheng', 'more 0', 'more 1'].map((name) => named.get(name));
    expect(rows.map(({ id }) => id).toSorted()).toEqual(wanted.toSorted());
  });
});
