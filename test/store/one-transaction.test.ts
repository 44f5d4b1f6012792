import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommandRequest, LinkContext } from '../../shared/commands/command.ts';
import { openSheet, signStep } from '../../shared/commands/sheets.ts';
import { replay } from '../../shared/domain/archive/replay.ts';
import { eventOf, isWhole } from '../../shared/domain/kernel/inscribe.ts';
import type { Person } from '../../shared/domain/model/directory.ts';
import type { Command, OpenCommand, Sheet } from '../../shared/domain/model/sheet.ts';
import { actorOf } from '../../shared/domain/organisation/organisation.ts';
import { sheetNumber } from '../../shared/domain/sheets/number.ts';
import type { DirectoryCache } from '../../shared/store/organisation/directory-cache.ts';
import { readDirectory, readPerson } from '../../shared/store/organisation/organisation.ts';
import { listSheets } from '../../shared/store/sheets/list.ts';
import { headItem } from '../../shared/store/sheets/sheet-items.ts';
import { readHead, readLedger } from '../../shared/store/sheets/sheets.ts';
import { type CommandResponse, idempotencyKey } from '../../shared/store/table/idempotency.ts';
import { counterKey } from '../../shared/store/table/keys.ts';
import { readCounter } from '../../shared/store/table/numbers.ts';
import { INTAKES } from '../support/intakes.ts';
import { startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';
import { Crash, type ObservedTable, observedTable } from '../support/observed-table.ts';
import { tokenOf } from '../support/tokens.ts';

let cloud: TestCloud;
let table: ObservedTable;
let context: LinkContext;
let people: Record<'desk' | 'wu' | 'director', Person>;

beforeAll(async () => {
  cloud = await startTestCloud();
  table = observedTable(cloud);
  // Looked up once for all tests, so that only what a command itself asks for is counted.
  const known = await readDirectory(table, 'riverside', TEST_NOW);
  const residents = [await readPerson(table, 'resident-zhao')];
  const directory: DirectoryCache = {
    person: async (id) => [...(known?.staff ?? []), ...residents].find((person) => person?.id === id),
    directory: async () => known,
    current: async () => known,
  };
  context = { table, directory, newId: (now) => ulid(Date.parse(now)), tokenOf };
  const person = async (id: string) => {
    const found = await context.directory.person(id);
    if (found === undefined) throw new Error(`no ${id}`);
    return found;
  };
  people = {
    desk: await person('receptionist-sun'),
    wu: await person('worker-wu'),
    director: await person('director-wei'),
  };
});
afterAll(() => cloud.stop());
beforeEach(() => {
  table.sent.length = 0;
  table.fault = () => undefined;
});

const INTAKE = INTAKES.repair as OpenCommand;
const HAND_OVER: Command = { step: 'hand-over', section: 'engineering', opinion: '请处理' };
const reply = (sheet: Sheet): CommandResponse => ({
  statusCode: 201,
  headers: {},
  body: JSON.stringify(sheet),
});
const request = (key?: string, body: unknown = INTAKE): CommandRequest => ({
  caller: people.desk,
  now: TEST_NOW,
  idempotencyKey: key === undefined ? undefined : idempotencyKey(people.desk.id, 'POST', '/x', key, body),
});
const sheetOf = (answer: unknown): Sheet => JSON.parse((answer as CommandResponse).body);
const open = async (key?: string) => sheetOf(await openSheet(context, request(key), INTAKE, reply));
const numbered = () => readCounter(table, 'riverside', '2026-11-23');

describe('a number', () => {
  const counterAt = (last: number | undefined) => {
    const key = counterKey('riverside', '2026-11-23');
    return last === undefined
      ? table.client.send(new DeleteCommand({ TableName: table.name, Key: key }))
      : table.client.send(new PutCommand({ TableName: table.name, Item: { ...key, last } }));
  };

  it.each([
    ['went back', 1],
    ['is gone', undefined],
  ])('is given once, though the counter %s, as after a restore', async (_what, last) => {
    const given = [await open(), await open(), await open()].map(({ number }) => number);
    const before = await numbered();
    await counterAt(last);
    const next = await open();
    expect(given).not.toContain(next.number);
    expect(next.number).toBe(sheetNumber('2026-11-23', before + 1));
    expect(await numbered()).toBe(before + 1);
  });
});

describe('requests to the table', () => {
  it('an intake reads its day’s counter and writes one transaction', async () => {
    await open('a');
    expect(table.sent).toHaveLength(2);
    expect(table.sent.filter((name) => name.startsWith('TransactWrite'))).toHaveLength(1);
  });

  it('a step reads its sheet and writes one transaction', async () => {
    const { id } = await open();
    table.sent.length = 0;
    await signStep(context, request('b', HAND_OVER), id, HAND_OVER, reply);
    expect(table.sent).toHaveLength(2);
    expect(table.sent.filter((name) => name.startsWith('TransactWrite'))).toHaveLength(1);
  });

  it('a sheet is one request, its ledger one, a page of 50 one query and at most one batch', async () => {
    const { id } = await open();
    const directory = await context.directory.directory('riverside', TEST_NOW);
    if (directory === undefined) throw new Error('no site');
    const requests = async (task: () => Promise<unknown>) => {
      table.sent.length = 0;
      await task();
      return table.sent.map((name) => name.replace(/(Item)?Command$/, ''));
    };
    expect(await requests(() => readHead(table, id))).toHaveLength(1);
    expect(await requests(() => readLedger(table, id))).toHaveLength(1);
    const page = (query: object, who: Person) => () =>
      listSheets(table, query, [actorOf(who)], directory, 50, undefined);
    expect(await requests(page({}, people.director))).toEqual(['Query']);
    expect(await requests(page({ section: 'engineering', status: ['registered'] }, people.director))).toEqual(
      ['Query'],
    );
    expect(await requests(page({ firstContact: 'receptionist-sun' }, people.director))).toEqual([
      'Query',
      'BatchGet',
    ]);
  });
});

describe('size', () => {
  it('the head of a usual sheet stays under 8 KB', async () => {
    const { id } = await open();
    const long = '已到现场查看，水管接头老化渗水，已更换接头并试水，请住户留意观察两天。'.repeat(5);
    const steps: readonly (readonly [Person, Command])[] = [
      [people.desk, { ...HAND_OVER, opinion: long }],
      [people.wu, { step: 'accept' }],
      [people.wu, { step: 'arrive' }],
      [people.wu, { step: 'complete', outcome: long }],
      [people.wu, { step: 'return', opinion: long }],
      [people.desk, { step: 'follow-up', reached: true, resolved: true, satisfaction: 5, feedback: long }],
    ];
    for (const [caller, command] of steps) {
      await signStep(context, { caller, now: TEST_NOW }, id, command, reply);
    }
    const head = await readHead(table, id);
    if (head === undefined) throw new Error('no head');
    expect(head.sheet.status).toBe('followed-up');
    // As DynamoDB counts an item: names and values.
    const bytes = Object.entries(headItem(head)).map(([name, value]) =>
      Buffer.byteLength(name + (typeof value === 'string' ? value : JSON.stringify(value))),
    );
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(8 * 1024);
  });
});

describe('a crash before or after any request leaves the old truth or the new one', () => {
  const moments = [0, 1].flatMap((place) =>
    (['before', 'after'] as const).map((when) => [when, place] as const),
  );

  it.each(moments)('of an intake, %s request %i', async (when, place) => {
    const key = `crash-${when}-${place}`;
    const before = await numbered();
    table.sent.length = 0;
    table.fault = (_name, at) => (at === place ? when : undefined);
    await expect(openSheet(context, request(key), INTAKE, reply)).rejects.toBeInstanceOf(Crash);
    table.fault = () => undefined;
    const written = when === 'after' && place === 1;
    expect(await numbered()).toBe(before + (written ? 1 : 0));
    // The client comes again with its key: one sheet and one number in the end.
    const sheet = await open(key);
    expect(await numbered()).toBe(before + 1);
    expect(sheet.number).toBe(`KF-20261123-${String(before + 1).padStart(4, '0')}`);
    expect(sheetOf(await openSheet(context, request(key), INTAKE, reply)).id).toBe(sheet.id);
  });

  it.each(moments)('of a step, %s request %i', async (when, place) => {
    const { id } = await open();
    const again = request(`step-${when}-${place}`, HAND_OVER);
    table.sent.length = 0;
    table.fault = (_name, at) => (at === place ? when : undefined);
    await expect(signStep(context, again, id, HAND_OVER, reply)).rejects.toBeInstanceOf(Crash);
    table.fault = () => undefined;
    const written = when === 'after' && place === 1;
    expect((await readHead(table, id))?.sheet.version).toBe(written ? 2 : 1);
    expect(sheetOf(await signStep(context, again, id, HAND_OVER, reply)).version).toBe(2);
    const found = await readLedger(table, id);
    expect(found?.entries).toHaveLength(2);
    expect(isWhole(found?.entries ?? [], found?.head.hash ?? '', false)).toBe(true);
  });
});

describe('the ledger is the truth', () => {
  it('its replay is the stored sheet', async () => {
    const { id } = await open();
    await signStep(context, request(), id, HAND_OVER, reply);
    await signStep(context, { caller: people.wu, now: TEST_NOW }, id, { step: 'accept' }, reply);
    const found = await readLedger(table, id);
    expect(JSON.parse(JSON.stringify(replay((found?.entries ?? []).map(eventOf))))).toEqual(
      found?.head.sheet,
    );
  });
});
