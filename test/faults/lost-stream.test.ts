/** A night in which nothing comes of the table's stream: everything that should have followed is found in the table. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { manifest } from '../../infra/manifest.ts';
import { settle } from '../../shared/commands/settle.ts';
import { cacheDirectory, directoryReader } from '../../shared/store/organisation/directory-cache.ts';
import {
  casePartition,
  directoryLedgerPartition,
  personRowKey,
  sheetPartition,
} from '../../shared/store/table/keys.ts';
import { readOwed } from '../../shared/store/table/owed.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { dying, watchAwsCalls } from '../support/aws-calls.ts';
import { openedCase, signedCase, TO_DELIVERY } from '../support/cases.ts';
import { HAND_OVER, INTAKES, opened, signed } from '../support/intakes.ts';
import { type Json, startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';
import { tableOf } from '../support/table-of.ts';
import { waitingFor } from '../support/waiting.ts';

/** Nobody listens to the stream: all of its records are lost. */
const DEAF = manifest.filter(({ trigger }) => trigger.kind !== 'stream');

let cloud: TestCloud;
let table: Table;
beforeAll(async () => {
  watchAwsCalls();
  cloud = await startTestCloud({ manifest: DEAF });
});
afterAll(() => cloud.stop());

const STEPS = [
  ['receptionist-sun', HAND_OVER],
  ['engineering-supervisor-feng', { step: 'accept', handler: 'worker-wu' }],
  ['worker-wu', { step: 'arrive' }],
] as const;

/** Starts again on the same data; the run that makes everything anew is then over. */
async function restarted(): Promise<void> {
  cloud = await cloud.restart({ manifest: DEAF, now: new Date(cloud.clock.now()).toISOString() });
  table = tableOf(cloud);
}

/** All that was written to somebody, or to everybody. */
const lettersTo = async (person?: string) => {
  const url = `${cloud.url}/_local/mail${person === undefined ? '' : `?to=${person}@riverside.example`}`;
  const { items } = (await (await fetch(url)).json()) as { items: readonly { text: string }[] };
  return items.map(({ text }) => text).join('\n');
};
const assessed = async () => {
  const reply = await cloud.as('director-wei').get<{
    state: string;
    people: readonly { id: string; figures: Record<string, Json> }[];
    corrections: readonly Json[];
  }>('/assessments/2026-11?site=riverside');
  const wu = reply.json.people.find(({ id }) => id === 'worker-wu')?.figures['onTime.arrival'];
  return { state: reply.json.state, wu, corrections: reply.json.corrections };
};

it('letters and facts of 42 changes are made good by reconcile alone, once', async () => {
  const sheets: string[] = [];
  for (let nth = 0; nth < 10; nth += 1) {
    const { id, number } = await opened(cloud.as('receptionist-sun'), {
      ...INTAKES.repair,
      subject: `厨房水管漏水 ${nth}`,
    });
    await signed(cloud, id, STEPS);
    sheets.push(id);
    expect(number).toMatch(/^KF-/);
  }
  const { id: caseId } = await openedCase(cloud);
  await signedCase(cloud, caseId, TO_DELIVERY);
  const { headers, json } = await cloud.as('director-wei').get<Json>('/people/worker-wu');
  const changed = {
    ...json,
    phone: '13900001111',
    id: undefined,
    version: undefined,
    undeliverable: undefined,
  };
  const put = await cloud
    .as('director-wei')
    .request('PUT', '/people/worker-wu', changed, { 'if-match': headers.get('etag') ?? '' });
  expect(put.status, put.text).toBeLessThan(300);
  const award = { about: { person: 'worker-wu' }, kind: 'model-worker', reason: '带病抢修。' };
  const granted = await cloud.as('director-wei').post<{ id: string }>('/awards', award);
  expect(granted.status, granted.text).toBe(201);
  expect(await lettersTo()).toBe('');

  await restarted();
  const ledgers = [
    ...sheets.map(sheetPartition),
    casePartition(caseId),
    directoryLedgerPartition('person', 'worker-wu'),
    directoryLedgerPartition('award', granted.json.id),
  ];
  expect(await Promise.all(ledgers.map((ledger) => readOwed(table, ledger)))).toEqual(
    ledgers.map(() => undefined),
  );
  await cloud.clock.advance('PT1M');
  const toWorker = await lettersTo('worker-wu');
  for (let nth = 0; nth < 10; nth += 1) expect(toWorker).toContain(`厨房水管漏水 ${nth}`);
  expect(toWorker).toContain('WZ-20261123-0001');
  expect(toWorker).toContain('/me');
  expect(toWorker).toContain('先进工作者');
  expect((await assessed()).wu).toMatchObject({ numerator: 10, denominator: 10 });

  // Once more it finds nothing to tell.
  await restarted();
  await cloud.clock.advance('PT2M');
  expect(await lettersTo()).toBe('');
});

it('whoever makes them good may die at any call, and it is all made once in the end', async () => {
  const silent = { client: { send: async () => ({}) } };
  const world = {
    ...{ table, timers: silent, letters: silent, directories: directoryReader(cacheDirectory(table)) },
    now: new Date(cloud.clock.now()).toISOString(),
  } as unknown as Parameters<typeof settle>[0];
  /** What people are to be told of a sheet, by their keys without its id. */
  const toldOf = async (id: string) => {
    const people = ['worker-wu', 'engineering-manager-wang', 'engineering-supervisor-feng', 'resident-zhao'];
    const waiting = await Promise.all(people.map((person) => waitingFor(table, person)));
    const keys = waiting.flat().map(({ pk, sk }) => `${pk} ${sk}`);
    return keys.filter((key) => key.includes(id)).map((key) => key.replace(id, ''));
  };
  const another = async () => {
    const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
    await signed(cloud, id, STEPS.slice(0, 2));
    return id;
  };
  const model = await another();
  await settle(world, sheetPartition(model));
  const expected = await toldOf(model);
  expect(expected.length).toBeGreaterThan(3);
  let deaths = 0;
  for (const when of ['before', 'after'] as const) {
    for (let nth = 1; ; nth += 1) {
      const id = await another();
      const hasDied = await dying(when, nth, () => settle(world, sheetPartition(id)));
      await settle(world, sheetPartition(id));
      expect(await toldOf(id)).toEqual(expected);
      expect(await readOwed(table, sheetPartition(id))).toBeUndefined();
      if (!hasDied) break;
      deaths += 1;
    }
  }
  expect(deaths).toBeGreaterThan(10);
});

it('a month that is frozen before anybody made them good counts them all the same', async () => {
  const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
  await signed(cloud, id, STEPS);
  const owed = await readOwed(table, sheetPartition(id));
  expect(owed).toEqual({ from: 1, upTo: 4 });
  // 02:00 on the first of December, at the site.
  await cloud.clock.advance(`PT${(Date.parse('2026-11-30T18:01:00.000Z') - cloud.clock.now()) / 1000}S`);
  expect(await assessed()).toMatchObject({
    state: 'frozen',
    wu: { numerator: 11, denominator: 11 },
    corrections: [],
  });
  expect(Date.parse(TEST_NOW)).toBeLessThan(cloud.clock.now());
});

it('a letter that was gathered before everything was killed goes out a minute after the restart', async () => {
  cloud = await cloud.restart({ manifest, now: new Date(cloud.clock.now()).toISOString() });
  await cloud.clock.advance('PT2M');
  const { number } = await opened(cloud.as('receptionist-sun'), INTAKES.complaint);
  // Its notices are kept, and the message that asks for their letter lies in a queue that is gone with the process.
  await cloud.settle();
  cloud = await cloud.restart({ now: new Date(cloud.clock.now()).toISOString() });
  expect(await lettersTo('cs-manager-li')).toBe('');
  await cloud.clock.advance('PT1M');
  expect(await lettersTo('cs-manager-li')).toContain(number);
});

it('what residents of the directory are found by is made good by reconcile, and goes where they are forgotten', async () => {
  await restarted();
  const resident = { role: 'resident', site: 'riverside', active: true };
  const meng = { ...resident, name: '孟小满', phone: '13700009876', address: '9栋1单元101' };
  const put = async (id: string, body: object, version?: number) => {
    const reply = await cloud.as('administrator-shen').request('PUT', `/people/${id}`, body, {
      ...(version !== undefined && { 'if-match': `"${version}"` }),
    });
    expect(reply.status, reply.text).toBe(version === undefined ? 201 : 200);
  };
  const found = async (q: string) => {
    const reply = await cloud
      .as('receptionist-sun')
      .get<{ items: readonly { id?: string }[] }>(`/residents?site=riverside&q=${encodeURIComponent(q)}`);
    return reply.json.items.map(({ id }) => id);
  };
  const rows = async () => {
    const { Items = [] } = await table.client.send(
      new ScanCommand({
        TableName: table.name,
        FilterExpression: 'begins_with(pk, :find) AND sk = :person',
        ExpressionAttributeValues: { ':find': 'FIND#', ':person': personRowKey('', 'resident-meng').sk },
      }),
    );
    return Items.length;
  };
  await put('resident-meng', meng);
  await cloud.settle();
  expect(await found('9876')).toEqual([]);
  await restarted();
  expect(await found('9876')).toEqual(['resident-meng']);

  await put('resident-meng', { ...meng, phone: '13700001234' }, 1);
  await restarted();
  expect([await found('9876'), await found('1234')]).toEqual([[], ['resident-meng']]);
  expect(await rows()).toBe(4);
  expect(await readOwed(table, directoryLedgerPartition('person', 'resident-meng'))).toBeUndefined();

  // Nobody can tell afterwards which rows were theirs, so they go with them.
  const asked = await cloud
    .as('administrator-shen')
    .post<{ change: { id: string } }>('/people/resident-meng/erasures', {
      reason: '搬走了',
    });
  expect(asked.status, asked.text).toBe(202);
  const { id } = asked.json.change;
  const confirmed = await cloud
    .as('director-wei')
    .post(`/people/resident-meng/changes/${id}/confirm`, undefined);
  expect(confirmed.status, confirmed.text).toBe(200);
  expect(await rows()).toBe(0);
});
