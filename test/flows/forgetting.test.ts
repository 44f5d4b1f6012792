/** Forgetting (contract section 12): once erased, no byte of who somebody is stands anywhere, and every proof still holds. */
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseCase, eraseSheet } from '../../shared/commands/erasing.ts';
import { sheetResponse, signOffResponse } from '../../shared/contract/responses.ts';
import { faultsOfSealed } from '../../shared/domain/archive/sealed.ts';
import { DomainError } from '../../shared/domain/kernel/errors.ts';
import { sha256 } from '../../shared/domain/kernel/ledger.ts';
import { takeValuesAway } from '../../shared/effects/forget.ts';
import type { Bucket } from '../../shared/store/files/bucket.ts';
import { inflated } from '../../shared/store/table/deflated.ts';
import { erasingKey, idempotencyRecordKey, pathKey, sheetPartition } from '../../shared/store/table/keys.ts';
import { readItem, readItems, readPartition } from '../../shared/store/table/read.ts';
import { carriedOut, openedCase, REVIEW, signedCase, TO_DELIVERY } from '../support/cases.ts';
import { INTAKES, newKey, opened, type SheetJson, signed } from '../support/intakes.ts';
import { type Json, startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';
import { Crash, type ObservedTable, observedTable } from '../support/observed-table.ts';
import { type announce, put, sha256Of, uploaded } from '../support/uploads.ts';

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
    for (const item of page.Items ?? []) {
      const summary = String(item.summary ?? '');
      const said = Object.entries(item).map(([name, value]) => [
        name,
        value instanceof Uint8Array
          ? inflated(value, name === 'answer' || name === 'headers' ? '' : summary)
          : value,
      ]);
      texts.push(JSON.stringify(Object.fromEntries(said)));
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
    const seals = Contents.filter(({ Key = '' }) => /-\d+-[0-9a-f]{64}\.json$/.test(Key));
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
    const remembered = await readItems(table, receipts, { consistent: true });
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
        const outcome = await takeValuesAway(table, files, sheet.id).catch((error: unknown) => error);
        // The outbox does the same meanwhile, so that fewer calls may be left to be made.
        const isKilled = table.sent.length > from + nth;
        expect(outcome instanceof Crash, `${when} call ${nth}: ${outcome}`).toBe(isKilled);
        table.fault = () => undefined;
        await takeValuesAway(table, files, sheet.id);
        expect(found(await tableText()), `${when} call ${nth}`).toEqual([]);
        expect(await readItem(table, erasingKey(sheet.id))).toBeUndefined();
      }
    }
  });
});

describe('whatever else says who somebody is', () => {
  const ASKED = '只有我自己知道';
  const said = (text: string) => [...PERSONAL, ASKED].filter((value) => text.includes(value));
  const post = <T = Json>(who: string, path: string, body: object, key = newKey()) =>
    cloud.as(who).post<T>(path, body, key);

  it('goes with the sheet: the record, the drawn path, what was answered of its files', async () => {
    const { bytes, type, name } = PDF;
    const announced = { name, type, size: bytes.length, sha256: sha256Of(bytes) };
    const file = await post<Awaited<ReturnType<typeof announce>>['json']>(DESK, '/files', announced);
    expect(await put(file.json, bytes)).toBe(200);
    const body = {
      ...{ ...INTAKES.report, signature: undefined, channel: 'phone', resident: WHO, files: [file.json.id] },
      record: { at: TEST_NOW, words: ASKED, caller: WHO.name },
    };
    const key = newKey();
    const { json: sheet } = await post<SheetJson>(DESK, '/sheets', body, key);
    const path = 'M 77 77 L 21 20 L 40 10';
    const step = { step: 'countersign', signature: { signer: WHO.name, path } };
    const steps = newKey();
    await post(DESK, `/sheets/${sheet.id}/sign-offs`, step, steps);
    await signed(cloud, sheet.id, [
      [DESK, { step: 'withdraw', reason: ASKED, record: body.record }],
      [DESK, { step: 'archive' }],
    ]);
    await cloud.settle();
    const drawn = pathKey(sha256(path));
    expect(await readItem(table, drawn)).toMatchObject({ sheet: sheet.id });
    expect(await erase(sheet.id)).toMatchObject({ erased: true });
    const answers = [
      sheetResponse.parse((await cloud.as('director-wei').get(`/sheets/${sheet.id}`)).json),
      sheetResponse.parse((await post(DESK, '/sheets', body, key)).json),
      signOffResponse.parse((await post(DESK, `/sheets/${sheet.id}/sign-offs`, step, steps)).json),
    ];
    expect(said(JSON.stringify(answers))).toEqual([]);
    await cloud.settle();
    expect(said(await tableText())).toEqual([]);
    expect(await tableText()).not.toContain(encodeURIComponent(WHO.name));
    expect(await readItem(table, drawn)).toBeUndefined();
  });

  it('goes with the resident: who complained without a name, what waits about them, what was to be written', async () => {
    const qian = await cloud.as('administrator-shen').get<Json>('/people/resident-qian');
    const { id: _id, version: _version, ...person } = qian.json;
    const own = { ...person, ...WHO, name: '钱志强', email: 'yian@riverside.example' };
    const change = (who: string, body: object, etag: string) =>
      cloud.as(who).request<Json>('PUT', '/people/resident-qian', body, { 'if-match': etag });
    const changed = await change('administrator-shen', own, qian.headers.get('etag') ?? '');
    expect(changed.status, changed.text).toBe(200);
    const desk = { ...own, role: 'receptionist', section: 'customer-service' };
    expect((await change('director-wei', desk, changed.headers.get('etag') ?? '')).status).toBe(202);
    const complaint = { ...INTAKES.complaint.complaint, cause: ASKED, anonymous: true };
    const intake = { ...INTAKES.complaint, channel: 'online', resident: undefined, signature: undefined };
    const sheet = await opened(cloud.as('resident-qian'), { ...intake, complaint });
    await signed(cloud, sheet.id, [
      ['resident-qian', { step: 'withdraw', reason: ASKED }],
      ['cs-manager-li', { step: 'archive' }],
    ]);
    const asking = await post<{ change: { id: string } }>(
      ...(['administrator-shen', '/people/resident-qian/erasures', { reason: ASKED }] as const),
    );
    const place = `/people/resident-qian/changes/${asking.json.change.id}/confirm`;
    expect(await post('overseer-han', place, {})).toMatchObject({ status: 200, json: { erased: true } });
    const read = await cloud.as('cs-manager-li').get<Json>(`/sheets/${sheet.id}`);
    expect(said(JSON.stringify(sheetResponse.parse(read.json)))).toEqual([]);
    const waiting = await cloud.as('director-wei').get<Json>('/organisation/changes?site=riverside');
    expect(waiting.json.items).toEqual([]);
    await cloud.clock.advance('PT2M');
    expect(said(await tableText())).toEqual([]);
    expect((await tableText()).split('\n').filter((item) => /yian@riverside|"PERSON#"/.test(item))).toEqual(
      [],
    );
  });

  it('is not added to a sheet that was erased', async () => {
    const repair = await opened(cloud.as(DESK), {
      ...INTAKES.repair,
      category: 'other',
      resident: { ...WHO },
      signature: { signer: WHO.name, path: 'M 77 77 L 22 20 L 40 10' },
    });
    const ask = { step: 'request-exemption', clock: 'return-1-1', reason: ASKED };
    const until = new Date(cloud.clock.now() + 30 * 3_600_000).toISOString();
    await signed(cloud, repair.id, [
      [DESK, { step: 'hand-over', section: 'engineering', opinion: '请处理' }],
      ['engineering-manager-wang', { ...ask, until }],
      [DESK, { step: 'withdraw', reason: ASKED, record: { at: TEST_NOW, words: ASKED } }],
      [DESK, { step: 'archive' }],
    ]);
    await cloud.settle();
    expect(await erase(repair.id)).toMatchObject({ erased: true });
    const grant = { step: 'grant-exemption', clock: 'return-1-1', reason: ASKED };
    const late = await post('cs-manager-li', `/sheets/${repair.id}/sign-offs`, grant);
    expect(late).toMatchObject({ status: 409, json: { code: 'step-not-allowed' } });
    // Letters that waited for their minute are sent.
    await cloud.clock.advance('PT2M');
    expect(said(await tableText())).toEqual([]);
  });

  it('goes with a case at once, from its ledger, its papers and its evidence', async () => {
    const { id } = await openedCase(cloud);
    await signedCase(cloud, id, TO_DELIVERY);
    const file = await uploaded(cloud.as('worker-wu'), PDF);
    await post('worker-wu', `/cases/${id}/appeals`, { statement: ASKED, files: [file] });
    await post('cs-manager-li', `/cases/${id}/appeals/1/sign-offs`, { ...REVIEW, reason: ASKED });
    await signedCase(cloud, id, [['cs-manager-li', { step: 'deliver', means: 'in-person' }]]);
    await cloud.clock.advance('P32D');
    await carriedOut(cloud, id);
    const reads = ['', '/ledger', '/appeals/1', '/documents/review-1'].map((rest) => `/cases/${id}${rest}`);
    const texts = async () =>
      Promise.all(
        reads.map(async (path) => {
          const { status, text } = await cloud.as('hr-yang').get(path);
          return [path, status, said(text)];
        }),
      );
    expect((await texts()).filter(([, , found]) => (found as string[]).length > 0).length).toBeGreaterThan(2);
    const now = new Date(cloud.clock.now()).toISOString();
    expect(await eraseCase(table, id, now)).toMatchObject({ erased: true, status: 'archived' });
    expect(await texts()).toEqual(reads.map((path) => [path, 200, []]));
    expect(await cloud.as('hr-yang').get(`/cases/${id}/ledger`)).toMatchObject({
      json: { erased: true, intact: true, values: {} },
    });
    expect((await cloud.as('hr-yang').get(`/files/${file}`)).status).toBe(404);
  });
});
