/** Who looked (contract section 12): a line for each read and each refusal, with ids and numbers alone. */
import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INTAKES, newKey, opened, ZHAO } from '../support/intakes.ts';
import { startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
let sheet: { readonly id: string; readonly number: string };

type Line = Readonly<Record<string, unknown>>;

const file = () => join(cloud.dataDir, 'access.log');
const lines = async (): Promise<readonly Line[]> =>
  (await readFile(file(), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
/** The line that something leaves. */
const lineOf = async (act: () => Promise<unknown>): Promise<Line | undefined> => {
  const before = (await lines()).length;
  await act();
  const more = (await lines()).slice(before);
  expect(more.length).toBeLessThanOrEqual(1);
  return more[0];
};

beforeAll(async () => {
  cloud = await startTestCloud();
  const desk = cloud.as('receptionist-sun');
  sheet = await opened(desk, INTAKES.repair);
  await desk.get(`/sheets/${sheet.id}`);
});
afterAll(() => cloud.stop());

describe('a read', () => {
  it('leaves a line with the reader, the template of the route, the thing and the outcome', async () => {
    const line = await lineOf(() =>
      cloud.as('cs-manager-li').get(`/sheets/${sheet.id}/copies/customer-service`),
    );
    expect(line).toEqual({
      at: TEST_NOW,
      requestId: expect.stringMatching(/.{8,}/),
      reader: 'cs-manager-li',
      route: 'GET /sheets/{id}/copies/{copy}',
      sheet: sheet.id,
      copy: 'customer-service',
      number: sheet.number,
      outcome: 200,
    });
  });

  it.each([
    ['ledger', '/ledger', 'GET /sheets/{id}/ledger'],
    ['sheet', '', 'GET /sheets/{id}'],
  ])('of a %s names its number', async (_, path, route) => {
    const line = await lineOf(() => cloud.as('director-wei').get(`/sheets/${sheet.id}${path}`));
    expect(line).toMatchObject({ reader: 'director-wei', route, sheet: sheet.id, number: sheet.number });
  });

  it('of a list tells its filters and the number of its rows', async () => {
    const line = await lineOf(() =>
      cloud.as('receptionist-sun').get('/sheets?site=riverside&status=registered&limit=5'),
    );
    expect(line).toMatchObject({
      route: 'GET /sheets',
      filters: { site: 'riverside', status: 'registered', limit: '5' },
      rows: 1,
      outcome: 200,
    });
  });

  it('of a register as CSV tells its rows too', async () => {
    const path = '/registers/repairs?site=riverside&date=2026-11-23';
    const line = await lineOf(() => cloud.as('cs-manager-li').get(path, { accept: 'text/csv' }));
    expect(line).toMatchObject({ route: 'GET /registers/repairs', rows: 1, filters: { date: '2026-11-23' } });
  });

  it('of an assessment names the month and the person', async () => {
    const line = await lineOf(() => cloud.as('worker-wu').get('/assessments/2026-11/people/worker-wu'));
    expect(line).toMatchObject({ month: '2026-11', person: 'worker-wu', reader: 'worker-wu' });
  });

  it('that needs no token leaves none', async () => {
    expect(await lineOf(() => cloud.anonymous.get('/commitments?site=riverside'))).toBeUndefined();
  });
});

describe('a refusal', () => {
  it('of a read leaves a line with its code, and the number of what is hidden', async () => {
    const line = await lineOf(() => cloud.as('resident-qian').get(`/sheets/${sheet.id}`));
    expect(line).toMatchObject({
      reader: 'resident-qian',
      sheet: sheet.id,
      number: sheet.number,
      outcome: 404,
      code: 'not-found',
    });
  });

  it('of a step leaves a line, and a step that is taken none, for the ledger has it', async () => {
    const handOver = { step: 'hand-over', section: 'engineering', opinion: '请处理' };
    const path = `/sheets/${sheet.id}/sign-offs`;
    const refused = await lineOf(() => cloud.as('worker-wu').post(path, handOver, newKey()));
    expect(refused).toMatchObject({ reader: 'worker-wu', sheet: sheet.id, outcome: 404 });
    expect(await lineOf(() => cloud.as('receptionist-sun').post(path, handOver, newKey()))).toBeUndefined();
  });

  it('of a path that is not there leaves a line of who tried it', async () => {
    const line = await lineOf(() => cloud.as('worker-wu').get('/secrets'));
    expect(line).toMatchObject({ reader: 'worker-wu', route: '$default', outcome: 404 });
  });
});

it('no line has anything that somebody wrote, searched for or is called by', async () => {
  const desk = cloud.as('receptionist-sun');
  await desk.get(`/sheets?site=riverside&q=${encodeURIComponent(ZHAO.name)}`);
  await desk.get(`/sheets?site=riverside&resident=${ZHAO.phone}`);
  await desk.get(`/sheets?${encodeURIComponent(ZHAO.name)}=1`);
  await desk.get(`/sheets/${encodeURIComponent(ZHAO.address)}`);
  await desk.get(`/people/${ZHAO.phone}`);
  await desk.post('/sheets', { ...INTAKES.repair, resident: { ...ZHAO, phone: 'x'.repeat(99) } }, newKey());
  const text = await readFile(file(), 'utf8');
  const words = [ZHAO.name, ZHAO.phone, ZHAO.address, INTAKES.repair.subject].flatMap((word) => [
    word,
    encodeURIComponent(word),
  ]);
  expect(words.filter((word) => text.includes(word))).toEqual([]);
});

it('the file is for its user alone', async () => {
  expect((await stat(file())).mode & 0o777).toBe(0o600);
});

it('npm run readers lists who looked at a number, those who were refused among them', async () => {
  const args = ['--import', 'tsx', 'infra/operate/readers.ts', sheet.number, '--data', cloud.dataDir];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const said = stdout.trim().split('\n');
  expect(said.at(-1)).toMatch(new RegExp(`^\\d+ lines about ${sheet.number}\\.$`));
  expect(stdout).toContain('cs-manager-li  GET /sheets/{id}/copies/{copy}  200');
  expect(stdout).toContain('resident-qian  GET /sheets/{id}  404  not-found');
  expect(stdout).toContain('worker-wu  POST /sheets/{id}/sign-offs  404  not-found');
  expect(stdout).not.toContain('GET /registers');
});
