/** Forgetting (contract section 12): once erased, no byte of who somebody is stands anywhere, and every proof still holds. */
import { inflateRawSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseSheet } from '../../shared/commands/erasing.ts';
import { faultsOfSealed } from '../../shared/domain/archive/sealed.ts';
import { DomainError } from '../../shared/domain/kernel/errors.ts';
import { takeValuesAway } from '../../shared/effects/forget.ts';
import type { Bucket } from '../../shared/store/files/bucket.ts';
import { erasingKey, idempotencyRecordKey, sheetPartition } from '../../shared/store/table/keys.ts';
import { readItem, readItems, readPartition } from '../../shared/store/table/read.ts';
import { INTAKES, newKey, opened, type SheetJson, signed } from '../support/intakes.ts';
import { type Json, startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';
import { Crash, type ObservedTable, observedTable } from '../support/observed-table.ts';
import { uploaded } from '../support/uploads.ts';

const DESK = 'receptionist-sun';
const WHO = { name: '郝忆安', phone: '13977770001', address: '9栋9单元909' };
const OTHER = { name: '郝忆宁', phone: '13977770002', address: '9栋9单元910' };
const PERSONAL = [...Object.values(WHO), ...Object.values(OTHER), 'M 77 77', '家中老人独居'];
const PDF = {
  bytes: new TextEncoder().encode('%PDF-1.4 郝忆安的信'),
  type: 'application/pdf',
  name: '郝忆安.pdf',
};
const ACTOR = { id: 'administrator-shen', name: '沈管理', role: 'administrator' } as const;

let cloud: TestCloud;
let table: ObservedTable;
let s3: S3Client;
let files: Bucket;
beforeAll(async () => {
  cloud = await startTestCloud();
  table = observedTable(cloud);
  s3 = new S3Client({
    endpoint: cloud.s3.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    forcePathStyle: true,
  });
  files = { client: s3, name: cloud.s3.files };
});
afterAll(async () => {
  table.client.destroy();
  s3.destroy();
  await cloud.stop();
});

/** Every item of the table as text, with what was deflated put back. */
async function tableText(): Promise<string> {
  const texts: string[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(new ScanCommand({ TableName: table.name, ExclusiveStartKey }));
    for (const { answer, ...item } of page.Items ?? []) {
      texts.push(JSON.stringify(item));
      if (answer !== undefined) texts.push(inflateRawSync(answer as Uint8Array).toString('utf8'));
    }
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return texts.join('\n');
}

async function bucketText(name: string): Promise<string> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: name }));
  const texts = await Promise.all(
    Contents.map(async ({ Key }) => {
      const { Body, ContentDisposition } = await s3.send(new GetObjectCommand({ Bucket: name, Key }));
      return `${Key} ${ContentDisposition} ${await Body?.transformToString()}`;
    }),
  );
  return texts.join('\n');
}
const found = (text: string) => PERSONAL.filter((value) => text.includes(value));

/** A letter of somebody without a login, with a file, amended, withdrawn and archived. */
async function archived(key = newKey()): Promise<{ sheet: SheetJson; file: string; body: object }> {
  const file = await uploaded(cloud.as(DESK), PDF);
  const { signature: _none, ...report } = INTAKES.report;
  const body = { ...report, channel: 'letter', resident: WHO, details: '家中老人独居', files: [file] };
  const reply = await cloud.as(DESK).post<SheetJson>('/sheets', body, key);
  expect(reply.status, reply.text).toBe(201);
  const signature = { signer: OTHER.name, path: 'M 77 77 L 20 20 L 40 10' };
  await signed(cloud, reply.json.id, [
    [DESK, { step: 'amend', fields: { resident: OTHER }, reason: `${WHO.name}搬走了`, signature }],
    [DESK, { step: 'withdraw', reason: `${OTHER.name}不用了`, signature }],
    [DESK, { step: 'archive' }],
  ]);
  await cloud.settle();
  return { sheet: reply.json, file, body };
}
const erase = (id: string) => eraseSheet(table, id, ACTOR, TEST_NOW);

describe('a sheet that is erased', () => {
  it('has no byte of who asked anywhere, and is proved as before', async () => {
    const key = newKey();
    const { sheet, file, body } = await archived(key);
    const { id } = sheet;
    expect(found(await tableText())).toHaveLength(PERSONAL.length);
    expect(found(await bucketText(cloud.s3.files)).length).toBeGreaterThan(4);
    expect(found(await bucketText(cloud.s3.archive))).toEqual([]);

    expect(await erase(id)).toMatchObject({ erased: true });
    // At once, before anything else was done.
    const read = await cloud.as('director-wei').get<SheetJson & Json>(`/sheets/${id}`);
    expect([read.status, read.json.erased, found(read.text)]).toEqual([200, true, []]);
    expect(read.json).toMatchObject({ id, number: sheet.number, status: 'archived', kind: 'report' });
    const again = await cloud.as(DESK).post<SheetJson & Json>('/sheets', body, key);
    expect([again.status, again.json.id, again.json.erased, found(again.text)]).toEqual([201, id, true, []]);
    const list = await cloud.as('director-wei').get(`/sheets?site=riverside&number=${sheet.number}`);
    expect([list.text.includes(id), found(list.text)]).toEqual([true, []]);
    for (const copy of ['archive', 'customer-service', 'resident']) {
      const page = await cloud.as(DESK).get(`/sheets/${id}/copies/${copy}`);
      expect([page.status, found(page.text)]).toEqual([200, []]);
    }
    expect((await cloud.as(DESK).get(`/files/${file}`)).status).toBe(404);

    await cloud.settle();
    const ledger = await cloud.as('director-wei').get<Json>(`/sheets/${id}/ledger`);
    expect(ledger.json).toMatchObject({ erased: true, values: {}, intact: true });
    expect(ledger.json.entries).toHaveLength(5);
    expect(found(ledger.text)).toEqual([]);
    expect(found(await tableText())).toEqual([]);
    expect(found(await bucketText(cloud.s3.files))).toEqual([]);
    expect(await readItem(table, erasingKey(id))).toBeUndefined();
    // What was sealed is whole, and is sealed anew with the entry that says so.
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: cloud.s3.archive, Prefix: `riverside/${sheet.number}/` }),
    );
    const seals = Contents.filter(({ Key = '' }) => /-\d+\.json$/.test(Key));
    expect(seals).toHaveLength(2);
    for (const { Key } of seals) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: cloud.s3.archive, Key }));
      expect(faultsOfSealed((await Body?.transformToString()) ?? '')).toEqual([]);
    }
    const replayed = await cloud.as(DESK).post<SheetJson & Json>('/sheets', body, key);
    expect([replayed.status, replayed.json.id, found(replayed.text)]).toEqual([201, id, []]);
  });

  it('is not erased twice, nor before it is archived', async () => {
    const { id } = await opened(cloud.as(DESK), {
      ...INTAKES.report,
      signature: undefined,
      channel: 'phone',
      record: { at: TEST_NOW, words: '来电' },
    });
    expect(await erase(id)).toMatchObject({ code: 'step-not-allowed', reason: 'erase-when-archived' });
    const { sheet } = await archived();
    expect(await erase(sheet.id)).not.toBeInstanceOf(DomainError);
    expect(await erase(sheet.id)).toMatchObject({ code: 'step-not-allowed', reason: 'erased-already' });
    await cloud.settle();
  });

  it('loses its values wherever what takes them away is killed', async () => {
    const { sheet } = await archived();
    const kept = await readPartition(table, sheetPartition(sheet.id));
    const receipts = kept.flatMap(({ receipt }) =>
      receipt === undefined ? [] : [idempotencyRecordKey(String(receipt))],
    );
    const remembered = await readItems(table, receipts, true);
    expect([receipts.length, remembered.length]).toEqual([4, 4]);
    await erase(sheet.id);
    await cloud.settle();
    const entries = kept.filter(({ sk }) => String(sk).startsWith('ENTRY#'));
    const putBack = async () => {
      const Items = [...entries, ...remembered, { ...erasingKey(sheet.id) }];
      for (const Item of Items) await table.client.send(new PutCommand({ TableName: table.name, Item }));
    };
    await putBack();
    table.sent.length = 0;
    await takeValuesAway(table, files, sheet.id);
    const calls = table.sent.length;
    for (const when of ['before', 'after'] as const) {
      for (let nth = 0; nth < calls; nth += 1) {
        await putBack();
        const from = table.sent.length;
        table.fault = (_name, place) => (place === from + nth ? when : undefined);
        await expect(takeValuesAway(table, files, sheet.id)).rejects.toThrow(Crash);
        table.fault = () => undefined;
        await takeValuesAway(table, files, sheet.id);
        expect(found(await tableText()), `${when} call ${nth}`).toEqual([]);
        expect(await readItem(table, erasingKey(sheet.id))).toBeUndefined();
      }
    }
  });
});
