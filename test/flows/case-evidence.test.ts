/** Evidence in files (A2.7a): attached by the appeal, whole and once, for whoever sees the case. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appealedResponse, appealResponse } from '../../shared/contract/cases/case-responses.ts';
import { faultsOfSealed } from '../../shared/domain/archive/sealed.ts';
import {
  carriedOut,
  OPENING,
  openedCase,
  REVIEW,
  readCase,
  sealedCaseOf,
  signedCase,
  TO_DELIVERY,
} from '../support/cases.ts';
import { newKey, type ProblemJson } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { announce, LETTER, PICTURE, put, sha256Of, uploaded } from '../support/uploads.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const SUBJECT = 'worker-wu';
const delivered = async () => {
  const { id } = await openedCase(cloud, 'engineering-manager-wang', OPENING);
  await signedCase(cloud, id, TO_DELIVERY);
  return id;
};
const appeal = (id: string, body: object, headers = newKey(), who = SUBJECT) =>
  cloud.as(who).post<ProblemJson>(`/cases/${id}/appeals`, body, headers);
const told = ({ status, json }: { status: number; json: ProblemJson }) =>
  `${status} ${json.errors?.map(({ pointer }) => pointer).join() ?? ''}`;
const linkFor = async (who: string, file: string) =>
  fetch(`${cloud.url}/files/${file}`, {
    headers: { authorization: `Bearer ${await cloud.tokenFor(who)}` },
    redirect: 'manual',
  });

describe('an appeal', () => {
  it('may be evidence alone, which the case then has', async () => {
    const id = await delivered();
    const files = [await uploaded(cloud.as(SUBJECT), LETTER), await uploaded(cloud.as(SUBJECT), PICTURE)];
    const key = newKey();
    const done = await appeal(id, { files }, key);
    expect(done.status, done.text).toBe(201);
    expect(appealedResponse.parse(done.json)).toMatchObject({ level: 1, files });
    const read = await cloud.as('cs-manager-li').get(`/cases/${id}/appeals/1`);
    expect(appealResponse.parse(read.json)).toMatchObject({ level: 1, files, status: 'appealed' });
    const { json } = await cloud.as('hr-yang').get<{ entries: readonly object[] }>(`/cases/${id}/ledger`);
    expect(json.entries.at(-1)).toMatchObject({
      ...{ step: 'appeal', files },
      fileHashes: [sha256Of(LETTER.bytes), sha256Of(PICTURE.bytes)],
    });
    const again = await appeal(id, { files }, key);
    expect([again.status, again.text]).toEqual([201, done.text]);
  });

  it('takes only what its subject uploaded whole, and once', async () => {
    const id = await delivered();
    const [mine, foreign] = [
      await uploaded(cloud.as(SUBJECT), LETTER),
      await uploaded(cloud.as('worker-zheng'), LETTER),
    ];
    const { json: empty } = await announce(cloud.as(SUBJECT), LETTER);
    const refused = [
      await appeal(id, { files: [mine, foreign] }),
      await appeal(id, { files: [empty.id] }),
      await appeal(id, { files: [mine, mine] }),
      await appeal(id, { statement: '不服', files: ['01F'] }),
      await appeal(id, { files: [] }),
    ];
    expect(refused.map(told)).toEqual([
      '400 /files/1',
      '400 /files/0',
      '400 /files',
      '400 /files/0',
      '400 /statement',
    ]);
    // Nothing of it happened: the file is still to be had, and so is the appeal.
    expect((await readCase(cloud, id)).status).toBe('delivered');
    expect(await put(empty, LETTER.bytes)).toBe(200);
    expect((await appeal(id, { files: [mine, empty.id] })).status).toBe(201);

    const other = await delivered();
    expect(told(await appeal(other, { files: [mine] }))).toBe('400 /files/0');
    expect((await readCase(cloud, other)).status).toBe('delivered');
  });

  it('of two that race with one file, one has it', async () => {
    const cases = [await delivered(), await delivered()];
    const file = await uploaded(cloud.as(SUBJECT), PICTURE);
    const done = await Promise.all(cases.map((id) => appeal(id, { files: [file] })));
    expect(done.map(({ status }) => status).sort()).toEqual([201, 400]);
  });

  it('keeps its evidence for good, and shows it to whoever sees the case', async () => {
    const id = await delivered();
    const file = await uploaded(cloud.as(SUBJECT), LETTER);
    expect((await linkFor('cs-manager-li', file)).status).toBe(404);
    expect((await appeal(id, { files: [file] })).status).toBe(201);
    await cloud.settle();
    for (const who of [SUBJECT, 'cs-manager-li', 'engineering-manager-wang', 'hr-yang', 'overseer-han']) {
      const link = await linkFor(who, file);
      expect(link.status, who).toBe(302);
      const bytes = await (await fetch(link.headers.get('location') ?? '')).arrayBuffer();
      expect(sha256Of(new Uint8Array(bytes)), who).toBe(sha256Of(LETTER.bytes));
    }
    for (const who of ['worker-zheng', 'security-manager-chen', 'receptionist-sun', 'resident-zhao']) {
      expect((await linkFor(who, file)).status, who).toBe(404);
    }
  });

  it('at the second level may bring more', async () => {
    const id = await delivered();
    const [first, second] = [
      await uploaded(cloud.as(SUBJECT), LETTER),
      await uploaded(cloud.as(SUBJECT), PICTURE),
    ];
    await appeal(id, { files: [first] });
    await cloud.as('cs-manager-li').post(`/cases/${id}/appeals/1/sign-offs`, REVIEW, newKey());
    await signedCase(cloud, id, [['cs-manager-li', { step: 'deliver', means: 'in-person' }]]);
    expect(told(await appeal(id, { files: [first] }))).toBe('400 /files/0');
    expect((await appeal(id, { statement: '补充证据', files: [second] })).status).toBe(201);
    const read = async (level: number) => (await cloud.as(SUBJECT).get(`/cases/${id}/appeals/${level}`)).json;
    expect([await read(1), await read(2)]).toMatchObject([{ files: [first] }, { files: [second] }]);
  });
});

it('a case that is over is archived and sealed, with its evidence (A2.6)', async () => {
  const id = await delivered();
  const file = await uploaded(cloud.as(SUBJECT), PICTURE);
  await appeal(id, { files: [file] });
  await cloud.as('cs-manager-li').post(`/cases/${id}/appeals/1/sign-offs`, REVIEW, newKey());
  await signedCase(cloud, id, [['cs-manager-li', { step: 'deliver', means: 'in-person' }]]);
  await cloud.clock.advance('P32D');
  await carriedOut(cloud, id);
  expect((await readCase(cloud, id)).status).toBe('archived');
  const text = await sealedCaseOf(cloud, id);
  expect(faultsOfSealed(text)).toEqual([]);
  expect(JSON.parse(text)).toMatchObject({
    case: { id, status: 'archived' },
    files: [{ id: file, sha256: sha256Of(PICTURE.bytes) }],
  });
});
