/** A table that was cut in the middle of transactions, as a restore to an instant may leave it, and what puts it right. */
import { execFile } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifest } from '../../infra/manifest.ts';
import { afterRestore } from '../../infra/operate/restored/after-restore.ts';
import type { Finding, Restored } from '../../infra/operate/restored/finding.ts';
import { sealedAs } from '../../shared/effects/seal.ts';
import { readHead } from '../../shared/store/sheets/sheets.ts';
import { inflated } from '../../shared/store/table/deflated.ts';
import {
  awardKey,
  counterKey,
  directoryEndKey,
  directoryEntryKey,
  directoryValuesKey,
  dutyKey,
  entryKey,
  headKey,
  type Key,
  linkKey,
  numberKey,
  owedKey,
  personPartition,
  profileKey,
  sealKey,
  sectionKey,
  sheetPartition,
  siteKey,
  staffKey,
} from '../../shared/store/table/keys.ts';
import type { Item, Table } from '../../shared/store/table/table.ts';
import { openedCase } from '../support/cases.ts';
import { dataFolder } from '../support/data-folder.ts';
import { INTAKES, opened, signed, WORD_OF_WITHDRAWAL } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { observedTable } from '../support/observed-table.ts';
import { tableOf } from '../support/table-of.ts';

const DESK = 'receptionist-sun';
const DAY = '2026-11-23';
const HAND_OVER = { step: 'hand-over', section: 'engineering', opinion: '请处理' };

let cloud: TestCloud;
let table: Table;
let client: S3Client;
let restored: Restored;

beforeAll(async () => {
  // Nothing echoes: what is owed stays owed.
  cloud = await startTestCloud({ manifest: manifest.filter(({ trigger }) => trigger.kind === 'api') });
  table = tableOf(cloud);
  client = new S3Client({
    endpoint: cloud.s3.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  restored = { table, archive: { client, name: cloud.s3.archive }, isApplied: true };
});
afterAll(async () => {
  client.destroy();
  table.client.destroy();
  await cloud.stop();
});

const at = async (key: Key): Promise<Item | undefined> =>
  (await table.client.send(new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true }))).Item;
/** What an item says, in whatever order its JSON has its members. */
const read = async (key: Key) => {
  const item = (await at(key)) ?? {};
  const summary = String(item.summary ?? '');
  const told = (name: string, value: unknown) =>
    name === 'summary' ? JSON.parse(summary) : JSON.parse(inflated(value, summary));
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      ['sheet', 'case', 'summary'].includes(name) ? told(name, value) : value,
    ]),
  );
};
const lose = (key: Key) => table.client.send(new DeleteCommand({ TableName: table.name, Key: key }));
const put = (item: Item | undefined) =>
  table.client.send(new PutCommand({ TableName: table.name, Item: { ...item } }));
const partition = async (id: string) => {
  const query = { ':pk': sheetPartition(id) };
  const asked = {
    TableName: table.name,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: query,
  };
  return (await table.client.send(new QueryCommand({ ...asked, ConsistentRead: true }))).Items ?? [];
};

interface Opened {
  readonly id: string;
  readonly number: string;
}
/** A repair that was handed over. */
async function handedOver(): Promise<Opened> {
  const sheet = await opened(cloud.as(DESK), INTAKES.repair);
  await signed(cloud, sheet.id, [[DESK, HAND_OVER]]);
  return sheet;
}
const nthOf = ({ number }: Opened) => Number(number.slice(-4));
const ledgerOf = async ({ id }: Opened) =>
  (await cloud.as('director-wei').get<{ intact: boolean; entries: unknown[] }>(`/sheets/${id}/ledger`)).json;
const about = (findings: readonly Finding[], which: string) =>
  findings.filter((each) => each.which === which).map(({ said, isLeft }) => [isLeft, said]);

describe('what a restore cut in two', () => {
  it('is nothing in a whole table', async () => {
    await handedOver();
    await openedCase(cloud);
    const { count, findings } = await afterRestore(restored);
    expect(findings).toEqual([]);
    expect(count).toBeGreaterThan(1);
  });

  it('entries without their head: the head is made of them, with what hangs on it', async () => {
    const sheet = await handedOver();
    const [head, link] = [headKey(sheet.id), await linkOf(sheet.id)];
    const [headBefore, linkBefore] = [await read(head), await at(link)];
    await lose(head);
    await lose(link);
    const { findings } = await afterRestore(restored);
    expect(about(findings, sheet.number)).toEqual([
      [false, 'Its head was missing and is made of its 2 entries.'],
      [false, '1 items that hang on it were missing.'],
    ]);
    expect(await read(head)).toEqual(headBefore);
    expect(await at(link)).toEqual(linkBefore);
    expect((await ledgerOf(sheet)).intact).toBe(true);
  });

  it('a head behind its entries is made anew', async () => {
    const sheet = await opened(cloud.as(DESK), INTAKES.repair);
    const old = await at(headKey(sheet.id));
    await signed(cloud, sheet.id, [[DESK, HAND_OVER]]);
    const whole = await read(headKey(sheet.id));
    await put(old);
    expect((await ledgerOf(sheet)).intact).toBe(false);
    const { findings } = await afterRestore(restored);
    expect(about(findings, sheet.number)).toEqual([
      [false, 'Its head stood at entry 1 of 2 and is made anew.'],
    ]);
    expect(await read(headKey(sheet.id))).toEqual(whole);
    await signed(cloud, sheet.id, [['worker-wu', { step: 'accept' }]]);
    expect((await ledgerOf(sheet)).intact).toBe(true);
  });

  it('a head ahead of its entries is set back, and what is lost is named', async () => {
    const sheet = await opened(cloud.as(DESK), INTAKES.repair);
    const before = await read(headKey(sheet.id));
    await signed(cloud, sheet.id, [[DESK, HAND_OVER]]);
    await lose(entryKey(sheet.id, 2));
    const { findings } = await afterRestore(restored);
    expect(about(findings, sheet.number)).toEqual([
      [false, expect.stringContaining('entries 2 to 2 are lost: it is set back to entry 1')],
    ]);
    expect(await read(headKey(sheet.id))).toEqual(before);
    // Whoever signed signs again.
    await signed(cloud, sheet.id, [[DESK, HAND_OVER]]);
    expect((await ledgerOf(sheet)).intact).toBe(true);
  });

  it('the same of cases', async () => {
    const { id } = await openedCase(cloud);
    const key = { pk: `CASE#${id}`, sk: 'HEAD' };
    const head = await read(key);
    await lose(key);
    const { findings } = await afterRestore(restored);
    expect(findings.map(({ said }) => said)).toEqual(['Its head was missing and is made of its 1 entries.']);
    expect(await read(key)).toEqual(head);
  });

  it('a counter that went back is set right, and a number without its item gets one', async () => {
    const [first, second] = [await handedOver(), await handedOver()];
    const [counter, number] = [counterKey('riverside', DAY), numberKey('riverside', DAY, nthOf(second))];
    const [counted, item] = [await at(counter), await at(number)];
    await put({ ...counter, last: nthOf(first) });
    await lose(number);
    const { findings } = await afterRestore(restored);
    expect(about(findings, `riverside ${DAY}`)).toEqual([
      [false, '1 numbers had no item of their own.'],
      [false, `The counter stood at ${nthOf(first)} and is set to ${nthOf(second)}.`],
    ]);
    expect([await at(counter), await at(number)]).toEqual([counted, item]);
    await put({ ...counter, last: 'many' });
    expect(about((await afterRestore(restored)).findings, `riverside ${DAY}`)).toEqual([
      [false, `The counter stood at 0 and is set to ${nthOf(second)}.`],
    ]);
    expect(await at(counter)).toEqual(counted);
    expect(nthOf(await handedOver())).toBe(nthOf(second) + 1);
  });

  it('a counter that cannot be read is not set where somebody counted meanwhile', async () => {
    await handedOver();
    const key = counterKey('riverside', DAY);
    const counter = await at(key);
    await put({ ...key, last: 'many' });
    const busy = observedTable(cloud);
    busy.fault = async (name) => {
      if (name === 'TransactWriteItemsCommand') await put({ ...key, last: 9_000 });
      return undefined;
    };
    await expect(afterRestore({ ...restored, table: busy })).rejects.toThrow('is being written to');
    expect(await at(key)).toEqual({ ...key, last: 9_000 });
    await put(counter);
  });

  it('a table of an earlier version has no items of numbers: the first run makes them', async () => {
    const all = Number((await at(counterKey('riverside', DAY)))?.last);
    for (let nth = 1; nth <= all; nth += 1) await lose(numberKey('riverside', DAY, nth));
    const { findings } = await afterRestore(restored);
    expect(about(findings, `riverside ${DAY}`)).toEqual([
      [false, `${all} numbers had no item of their own.`],
    ]);
    expect((await afterRestore(restored)).findings).toEqual([]);
  });

  it('what was archived and is not sealed is to be sealed', async () => {
    const sheet = await opened(cloud.as(DESK), INTAKES.repair);
    await signed(cloud, sheet.id, [
      [DESK, WORD_OF_WITHDRAWAL],
      [DESK, { step: 'archive' }],
    ]);
    const owed = await at(sealKey(sheet.id));
    await lose(sealKey(sheet.id));
    const { findings } = await afterRestore(restored);
    expect(about(findings, sheet.number)).toEqual([
      [false, 'It was archived and is not sealed: it is to be sealed now.'],
    ]);
    expect(await at(sealKey(sheet.id))).toEqual(owed);
  });

  it('is only told where nothing is to be put right', async () => {
    const sheet = await handedOver();
    await lose(headKey(sheet.id));
    const { findings } = await afterRestore({ ...restored, isApplied: false });
    expect(about(findings, sheet.number)).toHaveLength(1);
    expect(await at(headKey(sheet.id))).toBeUndefined();
    await afterRestore(restored);
    expect((await afterRestore(restored)).findings).toEqual([]);
  });
});

/** What of the directory and of awards a restore cut in two. */
describe('a ledger', () => {
  const ofPerson = (id: string) => ({
    partition: `LEDGER#PERSON#${id}`,
    head: directoryEndKey('person', id),
    entry: (seq: number) => directoryEntryKey('person', id, seq),
    ledger: `/people/${id}/ledger`,
  });
  const isIntact = async (path: string) =>
    (await cloud.as('director-wei').get<{ intact: boolean }>(path)).json.intact;
  /** Has the director write somebody as they are but for this. */
  async function changed(id: string, change: object): Promise<void> {
    const { headers, json } = await cloud.as('director-wei').get<Record<string, unknown>>(`/people/${id}`);
    const body = { ...json, ...change, id: undefined, version: undefined, undeliverable: undefined };
    const etag = { 'if-match': headers.get('etag') ?? '' };
    const put = await cloud.as('director-wei').request('PUT', `/people/${id}`, body, etag);
    expect(put.status, put.text).toBe(200);
  }

  it("of a person whose entry alone is there: its head and the directory's entries follow it", async () => {
    const { partition, head, ledger } = ofPerson('guard-chu');
    await changed('guard-chu', { phone: '13900001111' });
    const keys = [head, profileKey('guard-chu'), staffKey('riverside', 'guard-chu')];
    const old = await Promise.all(keys.map(at));
    await changed('guard-chu', { phone: '13900002222' });
    const whole = await Promise.all(keys.map(at));
    await Promise.all(old.map(put));
    const { findings } = await afterRestore(restored);
    expect(about(findings, partition)).toEqual([
      [false, 'Its head stood at entry 1 of 2 and is made anew.'],
      [false, '2 items were not what it says and are put right.'],
    ]);
    expect(await Promise.all(keys.map(at))).toEqual(whole);
    expect(await isIntact(ledger)).toBe(true);
    expect((await afterRestore(restored)).findings).toEqual([]);
  });

  it('of a person whose entry is lost: all of it is set back, and that is said', async () => {
    const { partition, head, entry, ledger } = ofPerson('cleaner-shi');
    await changed('cleaner-shi', { phone: '13900001111' });
    const keys = [head, profileKey('cleaner-shi'), staffKey('riverside', 'cleaner-shi')];
    const before = await Promise.all(keys.map(at));
    await changed('cleaner-shi', { phone: '13900002222' });
    await lose(entry(2));
    await lose(directoryValuesKey('person', 'cleaner-shi', 2));
    const { findings } = await afterRestore(restored);
    expect(about(findings, partition)).toEqual([
      [false, expect.stringContaining('entries 2 to 2 are lost: it is set back to entry 1')],
      [false, '2 items were not what it says and are put right.'],
    ]);
    expect(await Promise.all(keys.map(at))).toEqual(before);
    await changed('cleaner-shi', { phone: '13900002222' });
    expect(await isIntact(ledger)).toBe(true);
  });

  it('of a person who is staff no more: their place among the staff is taken away', async () => {
    const place = staffKey('riverside', 'worker-zheng');
    const item = await at(place);
    await changed('worker-zheng', { role: 'resident', section: undefined });
    expect(await at(place)).toBeUndefined();
    await put(item);
    const { findings } = await afterRestore(restored);
    expect(about(findings, ofPerson('worker-zheng').partition)).toEqual([
      [false, '1 items were not what it says and are put right.'],
    ]);
    expect(await at(place)).toBeUndefined();
  });

  it('of a resident: what they are found by is owed anew', async () => {
    const meng = { name: '孟小满', role: 'resident', site: 'riverside', active: true, phone: '13700009876' };
    const reply = await cloud.as('administrator-shen').request('PUT', '/people/resident-meng', meng);
    expect(reply.status, reply.text).toBe(201);
    const { partition } = ofPerson('resident-meng');
    const owed = await at(owedKey(partition));
    expect(owed).toMatchObject({ from: 1, upTo: 1 });
    for (const key of [profileKey('resident-meng'), owedKey(partition)]) await lose(key);
    const { findings } = await afterRestore(restored);
    expect(about(findings, partition)).toEqual([[false, '1 items were not what it says and are put right.']]);
    expect(await at(profileKey('resident-meng'))).toMatchObject({ phone: '13700009876' });
    expect(await at(owedKey(partition))).toEqual(owed);
  });

  it('of a site, with its sections and shifts', async () => {
    const place = '/sites/riverside';
    const setTo = async (path: string, body: object, by = 'director-wei') => {
      const reply = await cloud.as(by).request('PUT', path, body);
      expect(reply.status, reply.text).toBeLessThan(300);
    };
    const which = 'LEDGER#SITE#riverside';
    const keys = [
      ...[directoryEndKey('site', 'riverside'), siteKey('riverside'), sectionKey('riverside', 'cleaning')],
    ];
    const old = await at(siteKey('riverside'));
    await setTo(place, { name: 'Riverside Garden', zh: '滨河花园', timeZone: 'Asia/Shanghai' });
    await setTo(`${place}/sections/cleaning`, { name: 'Cleaners', zh: '保洁部' });
    const whole = await Promise.all(keys.map(at));
    for (const key of keys) await lose(key);
    await put(old);
    const { findings } = await afterRestore(restored);
    expect(about(findings, which)).toEqual([
      [false, 'Its head was missing and is made of its 2 entries.'],
      [false, '2 items were not what it says and are put right.'],
    ]);
    // The revision is no part of the ledger.
    const again = (await Promise.all(keys.map(at))).map((item) => ({ ...item, revision: undefined }));
    expect(again).toEqual(whole.map((item) => ({ ...item, revision: undefined })));
    expect(await isIntact('/sites/riverside/ledger')).toBe(true);

    const shifts = [
      { from: '2026-11-24T00:00:00.000Z', to: '2026-11-24T08:00:00.000Z', people: ['cleaner-shi'] },
    ];
    await setTo(`${place}/sections/cleaning/duty`, { shifts }, 'cleaning-manager-kong');
    const duty = await at(dutyKey('riverside', 'cleaning'));
    await lose(dutyKey('riverside', 'cleaning'));
    expect(about((await afterRestore(restored)).findings, which)).toEqual([
      [true, 'The shifts of cleaning are not those that were set last: set them again.'],
    ]);
    await put(duty);
    expect((await afterRestore(restored)).findings).toEqual([]);
  });

  it('of an award', async () => {
    const body = { about: { person: 'worker-wu' }, kind: 'model-worker', reason: '带病抢修。' };
    const granted = await cloud.as('director-wei').post<{ id: string }>('/awards', body);
    expect(granted.status, granted.text).toBe(201);
    const { id } = granted.json;
    const which = `LEDGER#AWARD#${id}`;
    const [end, award] = [directoryEndKey('award', id), awardKey(id)];
    const old = await Promise.all([end, award].map(at));
    const withdrawn = await cloud
      .as('director-wei')
      .post(`/awards/${id}/withdrawals`, { reason: '查实有误' });
    expect(withdrawn.status, withdrawn.text).toBeLessThan(300);
    await Promise.all(old.map(put));
    expect(about((await afterRestore(restored)).findings, which)).toEqual([
      [false, 'Its head stood at entry 1 of 2 and is made anew.'],
      [false, '1 items were not what it says and are put right.'],
    ]);
    expect(JSON.parse(String((await at(award))?.summary))).toMatchObject({
      withdrawn: { reason: '查实有误' },
      version: 2,
    });
    await lose(award);
    expect(about((await afterRestore(restored)).findings, which)).toEqual([
      [false, '1 items were not what it says and are put right.'],
    ]);
    expect(await isIntact(`/awards/${id}/ledger`)).toBe(true);
    expect((await afterRestore(restored)).findings).toEqual([]);
  });
});

describe('a head that cannot be read', () => {
  it('is made anew of its ledger, of each kind, and keeps nobody from looking at the others', async () => {
    const [sheet, other] = [await handedOver(), await handedOver()];
    const { id: caseId } = await openedCase(cloud);
    const [head, caseHead] = [headKey(sheet.id), { pk: `CASE#${caseId}`, sk: 'HEAD' }];
    const reason = { about: { person: 'worker-wu' }, kind: 'model-worker', reason: '带病抢修。' };
    const granted = await cloud.as('director-wei').post<{ id: string }>('/awards', reason);
    const ends = [
      directoryEndKey('person', 'guard-chu'),
      directoryEndKey('site', 'riverside'),
      directoryEndKey('award', granted.json.id),
    ];
    const keys = [head, caseHead, ...ends];
    const whole = await Promise.all(keys.map(read));
    const owed = await at(owedKey(sheetPartition(sheet.id)));
    await put({ ...(await at(head)), sheet: '{"kind":"rep' });
    await put({ ...(await at(caseHead)), case: 'nothing' });
    for (const end of ends) await put({ ...end, last: 'two' });
    await lose(headKey(other.id));
    const { findings } = await afterRestore(restored);
    expect(about(findings, sheetPartition(sheet.id))).toEqual([]);
    expect(about(findings, sheet.number)).toEqual([
      [false, 'Its head could not be read and is made of its 2 entries.'],
    ]);
    expect(about(findings, other.number)).toHaveLength(1);
    for (const { pk } of ends) {
      expect(about(findings, pk)).toEqual([
        [false, expect.stringMatching(/^Its head could not be read and is made of its \d entries\.$/)],
      ]);
    }
    expect(findings.every(({ isLeft }) => !isLeft)).toBe(true);
    expect(await Promise.all(keys.map(read))).toEqual(whole);
    // Nothing of it is told once more.
    expect(await at(owedKey(sheetPartition(sheet.id)))).toEqual(owed);
    expect((await afterRestore(restored)).findings).toEqual([]);
  });
});

async function linkOf(id: string): Promise<Key> {
  const openedAt = (await readHead(table, id))?.sheet.openedAt ?? '';
  return linkKey(personPartition(DESK), openedAt, id);
}

/** The last: what it leaves is found by every run after it. */
describe('what cannot be put right', () => {
  it('is named and left, and the command ends with 1', async () => {
    const [mute, bare, torn, gone, sealed] = [
      await handedOver(),
      await handedOver(),
      await handedOver(),
      await handedOver(),
      await handedOver(),
    ];
    for (const seq of [1, 2]) await lose(entryKey(bare.id, seq));
    await lose(entryKey(torn.id, 1));
    await put({ ...(await at(headKey(mute.id))), sheet: 'nothing' });
    await put({ ...(await at(entryKey(mute.id, 1))), entry: '{}' });
    const ofGuard = directoryEntryKey('person', 'guard-chu', 1);
    await put({ ...(await at(ofGuard)), entry: '{"seq":1}' });
    for (const { pk, sk } of await partition(gone.id)) await lose({ pk, sk });
    const { sheet, hash } = (await readHead(table, sealed.id)) ?? {};
    if (sheet === undefined || hash === undefined) throw new Error('no head');
    const later = sealedAs({ ...sheet, entries: 9 }, 'f'.repeat(64));
    const other = sealedAs(sheet, 'f'.repeat(64));
    const strange = `riverside/KF-20261122-0001/${'0'.repeat(26)}-3-${hash}.json`;
    for (const Key of [later, other, strange])
      await client.send(
        new PutObjectCommand({ Bucket: cloud.s3.archive, Key, Body: '{}', IfNoneMatch: '*' }),
      );
    const before = await Promise.all([bare, torn].map(({ id }) => partition(id)));
    for (let run = 1; run <= 2; run += 1) {
      const { findings } = await afterRestore(restored);
      expect(findings.every(({ isLeft }) => isLeft)).toBe(true);
      expect(about(findings, bare.number)).toEqual([
        [true, 'No entry of its ledger is there; its head says that it had 2.'],
      ]);
      expect(about(findings, sheetPartition(mute.id))).toEqual([
        [true, 'Entry 1 of its ledger does not follow the one before.'],
      ]);
      expect(about(findings, 'LEDGER#PERSON#guard-chu')).toEqual([
        [true, 'Entry 1 of its ledger does not follow the one before.'],
      ]);
      expect(about(findings, torn.number)).toEqual([
        [true, 'Entry 1 of its ledger does not follow the one before.'],
      ]);
      expect(about(findings, sealed.number)).toEqual(
        expect.arrayContaining([
          [true, `It is sealed with 9 entries in ${later}, and the table has 2.`],
          [true, `It is sealed in ${other} with other entries than the table has.`],
        ]),
      );
      expect(about(findings, 'KF-20261122-0001')).toEqual([
        [true, `It is sealed in ${strange}, and the table has nothing of it.`],
      ]);
      expect(about(findings, `riverside ${DAY}`)).toEqual(
        expect.arrayContaining([
          [true, `Number ${nthOf(gone)} was given to ${gone.id}, which is not there.`],
        ]),
      );
    }
    expect(await Promise.all([bare, torn].map(({ id }) => partition(id)))).toEqual(before);
    // Nor is a number of theirs given again.
    const next = await handedOver();
    expect([bare, torn, gone, sealed].map(nthOf)).not.toContain(nthOf(next));

    const again = await handedOver();
    await lose(headKey(again.id));
    expect(await command(cloud.dataDir)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`runs on ${cloud.dataDir}`),
    });
    const folder = await dataFolder('restored');
    try {
      // As the folder of a cloud that was stopped.
      await cp(cloud.dataDir, folder, { recursive: true });
      for (const held of ['cloud.pid', 'dynamodb.pid']) await rm(join(folder, held), { force: true });
      const done = await command(folder);
      expect(done.code, done.stderr).toBe(1);
      expect(done.stdout).toContain(`MENDED  ${again.number}: Its head was missing`);
      expect(done.stdout).toContain(`LEFT    ${bare.number}: No entry of its ledger`);
      expect((await command(folder)).stdout).not.toContain('MENDED');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** Runs the command on a data folder. */
async function command(folder: string): Promise<{ code?: number; stdout: string; stderr: string }> {
  const line = ['--import', 'tsx', 'infra/local/after-restore.ts', '--data', folder];
  return promisify(execFile)(process.execPath, line).catch((failed) => failed);
}
