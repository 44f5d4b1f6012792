/** From the telephone call to the sealed archive: its record uploaded, the signature afterwards (B5.1d, B5.2.2a). */
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announcedResponse } from '../../shared/contract/files/file-responses.ts';
import { faultsOfSealed } from '../../shared/domain/archive/sealed.ts';
import {
  HAND_OVER,
  INTAKES,
  type LedgerJson,
  newKey,
  opened,
  type ProblemJson,
  RATED,
  RESOLVED,
  type SheetJson,
  SIGNED,
  type SignedJson,
  signed,
  ZHAO,
} from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { LETTER, PICTURE, RECORDING, sha256Of, uploaded } from '../support/uploads.ts';

let cloud: TestCloud;
let s3: S3Client;
beforeAll(async () => {
  cloud = await startTestCloud();
  s3 = new S3Client({
    endpoint: cloud.s3.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterAll(async () => {
  s3.destroy();
  await cloud.stop();
});

const DESK = 'receptionist-sun';
interface Clocked extends SheetJson {
  readonly files: readonly string[];
  readonly clocks: readonly { readonly id: string; readonly state: string; readonly dueAt: string }[];
}
const clockOf = (sheet: SheetJson, id: string) => (sheet as Clocked).clocks.find((clock) => clock.id === id);
const followed = async (person: string, path: string) => {
  const token = await cloud.tokenFor(person);
  const answer = await fetch(`${cloud.url}${path}`, {
    headers: { authorization: `Bearer ${token}` },
    redirect: 'manual',
  });
  const location = answer.headers.get('location');
  return { status: answer.status, location, file: location ? await fetch(location) : undefined };
};

describe('a call', () => {
  it('is opened with its record, countersigned at the desk, archived and sealed', async () => {
    const record = await uploaded(cloud.as(DESK), RECORDING);
    const { signature: _none, ...repair } = INTAKES.repair;
    const sheet = (await opened(cloud.as(DESK), { ...repair, channel: 'phone', files: [record] })) as Clocked;
    expect(sheet.files).toEqual([record]);
    expect(sheet.signatures).toEqual([]);
    expect(clockOf(sheet, 'countersign-1-1')).toMatchObject({
      state: 'running',
      dueAt: '2026-11-30T08:00:00.000Z',
      clause: 'B5.1d',
      owes: { person: DESK },
    });
    await signed(cloud, sheet.id, [
      [DESK, HAND_OVER],
      ['worker-wu', { step: 'accept' }],
      ['worker-wu', { step: 'arrive' }],
      ['worker-wu', { step: 'complete', outcome: '已更换水管' }],
      ['worker-wu', { step: 'return', opinion: '修好' }],
      [DESK, RESOLVED],
    ]);
    const step = (body: object) => cloud.as(DESK).post<ProblemJson>(`/sheets/${sheet.id}/sign-offs`, body);
    const early = await step({ step: 'archive' });
    expect([early.status, early.json.code]).toEqual([409, 'step-not-allowed']);
    const undrawn = await step({ step: 'countersign' });
    expect([undrawn.status, undrawn.json.errors?.[0]?.pointer]).toEqual([400, '/signature']);
    const drawn = await cloud
      .as(DESK)
      .post<SignedJson>(`/sheets/${sheet.id}/sign-offs`, { step: 'countersign', signature: SIGNED });
    expect(drawn.status).toBe(201);
    const [signature] = drawn.json.sheet.signatures;
    expect(signature?.of).toHaveLength(2);
    expect(signature?.of[1]).toBe(sha256Of(RECORDING.bytes));
    expect(clockOf(drawn.json.sheet, 'countersign-1-1')?.state).toBe('stopped');
    expect((await step({ step: 'countersign', signature: SIGNED })).status).toBe(409);
    await signed(cloud, sheet.id, [RATED, [DESK, { step: 'archive' }]]);
    await cloud.settle();

    const ledger = await cloud.as(DESK).get<LedgerJson>(`/sheets/${sheet.id}/ledger`);
    const Key = `riverside/${sheet.number}/${sheet.id}-${ledger.json.entries.length}-${ledger.json.head}.json`;
    const object = await s3.send(new GetObjectCommand({ Bucket: cloud.s3.archive, Key }));
    const text = (await object.Body?.transformToString()) ?? '';
    expect(faultsOfSealed(text)).toEqual([]);
    expect(JSON.parse(text)).toMatchObject({
      head: ledger.json.head,
      sheet: { id: sheet.id, status: 'archived' },
      files: [{ id: record, sha256: sha256Of(RECORDING.bytes) }],
    });
    // It is kept where nothing expires, and whoever may see the sheet gets it by that link, as an attachment.
    const { status, location, file } = await followed('director-wei', `/files/${record}`);
    expect([status, file?.status]).toEqual([302, 200]);
    expect(location).toContain(`/files/${record}?`);
    expect(file?.headers.get('content-type')).toBe('audio/ogg');
    expect(file?.headers.get('content-disposition')).toBe(
      `attachment; filename="${record}.ogg"; filename*=UTF-8''${encodeURIComponent(RECORDING.name)}`,
    );
    expect(new Uint8Array((await file?.arrayBuffer()) ?? [])).toEqual(RECORDING.bytes);
  });
});

describe('a letter of complaint', () => {
  const { signature: _none, ...complaint } = INTAKES.complaint;

  it('is signed by the resident’s login; a later file is to be signed again, or written off by the manager', async () => {
    const letter = await uploaded(cloud.as(DESK), LETTER);
    const sheet = await opened(cloud.as(DESK), { ...complaint, channel: 'letter', files: [letter] });
    const once = await signed(cloud, sheet.id, [['resident-zhao', { step: 'countersign' }]]);
    expect(once.signatures).toMatchObject([{ signer: '赵敏', entry: 2 }]);
    expect(clockOf(once, 'countersign-1-1')?.state).toBe('stopped');

    const picture = await uploaded(cloud.as('resident-zhao'), PICTURE);
    const again = await signed(cloud, sheet.id, [
      ['resident-zhao', { step: 'urge', message: '请看照片', files: [picture] }],
    ]);
    expect(clockOf(again, 'countersign-1-2')?.state).toBe('running');
    const reply = await cloud.as(DESK).post<ProblemJson>(`/sheets/${sheet.id}/sign-offs`, {
      step: 'write-off',
      reason: '联系不上',
    });
    expect(reply.status).toBe(403);
    const byManager = { step: 'write-off', reason: '联系不上' };
    const early = await cloud.as('cs-manager-li').post(`/sheets/${sheet.id}/sign-offs`, byManager);
    expect(early.status).toBe(409);
    await cloud.clock.advance('P3D');
    const settled = await signed(cloud, sheet.id, [
      ['cs-manager-li', byManager],
      [DESK, { step: 'withdraw', reason: '业主撤回', signature: SIGNED }],
      [DESK, { step: 'archive' }],
    ]);
    expect(clockOf(settled, 'countersign-1-2')?.state).toBe('exempt');
    expect(settled.status).toBe('archived');
  });

  it('owes nothing once it is withdrawn', async () => {
    const letter = await uploaded(cloud.as(DESK), LETTER);
    const sheet = await opened(cloud.as(DESK), { ...complaint, channel: 'letter', files: [letter] });
    const gone = await signed(cloud, sheet.id, [['resident-zhao', { step: 'withdraw', reason: '不用了' }]]);
    expect(clockOf(gone, 'countersign-1-1')?.state).toBe('stopped');
    const late = await cloud
      .as('resident-zhao')
      .post(`/sheets/${sheet.id}/sign-offs`, { step: 'countersign' });
    expect(late.status).toBe(409);
    expect((await signed(cloud, sheet.id, [[DESK, { step: 'archive' }]])).status).toBe('archived');
  });
});

it('lets nobody else have a file, attached or not', async () => {
  const record = await uploaded(cloud.as(DESK), RECORDING);
  const path = `/files/${record}`;
  expect((await followed(DESK, path)).status).toBe(302);
  for (const person of ['director-wei', 'receptionist-zhou', 'resident-zhao']) {
    expect((await followed(person, path)).status, person).toBe(404);
  }
  const { signature: _none, ...report } = INTAKES.report;
  await opened(cloud.as(DESK), { ...report, channel: 'phone', files: [record] });
  const statuses = await Promise.all(
    ['resident-zhao', 'receptionist-zhou', 'resident-qian', 'worker-wu', 'hr-yang'].map(
      async (person) => (await followed(person, path)).status,
    ),
  );
  expect(statuses).toEqual([302, 302, 404, 404, 404]);
  expect((await followed(DESK, '/files/none')).status).toBe(404);
});

it('gives no recording or letter of an anonymous complaint, and no name of a picture, to whom the resident is hidden from', async () => {
  const { signature: _none, ...complaint } = INTAKES.complaint;
  const [record, letter, picture] = [
    await uploaded(cloud.as(DESK), RECORDING),
    await uploaded(cloud.as(DESK), LETTER),
    await uploaded(cloud.as(DESK), PICTURE),
  ];
  await opened(cloud.as(DESK), {
    ...complaint,
    channel: 'phone',
    files: [record, letter, picture],
    complaint: { ...complaint.complaint, anonymous: true },
  });
  expect((await followed(DESK, `/files/${record}`)).status).toBe(302);
  expect((await followed('resident-zhao', `/files/${record}`)).status).toBe(302);
  expect((await followed('director-wei', `/files/${record}`)).status).toBe(404);
  expect((await followed('director-wei', `/files/${letter}`)).status).toBe(404);
  const { file } = await followed('director-wei', `/files/${picture}`);
  expect(file?.headers.get('content-disposition')).toBe(`attachment; filename="${picture}.png"`);
});

it('answers the same announcement and the same intake again with the first answer', async () => {
  const client = cloud.as(DESK);
  const key = newKey();
  const body = { name: 'a.pdf', type: 'application/pdf', size: 3, sha256: 'A'.repeat(64) };
  const [first, second] = [await client.post('/files', body, key), await client.post('/files', body, key)];
  expect([first.status, second.text]).toEqual([201, first.text]);
  expect(announcedResponse.safeParse(first.json).error).toBeUndefined();
  expect((await client.post('/files', { ...body, size: 4 }, key)).status).toBe(422);

  const record = await uploaded(client, RECORDING);
  const intake = {
    ...INTAKES.report,
    channel: 'phone',
    files: [record],
    resident: ZHAO,
    signature: undefined,
  };
  const again = newKey();
  const opening = await client.post('/sheets', intake, again);
  expect(opening.status).toBe(201);
  expect((await client.post('/sheets', intake, again)).text).toBe(opening.text);
});
