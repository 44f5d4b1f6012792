/** The database's process dies alone: it is started again; where it cannot be, everybody is told so. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { openDataDirectory } from '../../infra/local/data-directory.ts';
import { startEngine } from '../../infra/local/engine.ts';
import { readIdentity } from '../../infra/local/process-identity.ts';
import { dataFolder } from '../support/data-folder.ts';
import { INTAKES, newKey, opened, type ProblemJson } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

const CLOCK = '/_local/clock';
const UNTIL_IT_IS = { timeout: 120_000, interval: 50 };

const clouds: TestCloud[] = [];
afterEach(async () => {
  for (const cloud of clouds.splice(0)) await cloud.stop();
});
async function start(options: object = {}): Promise<TestCloud> {
  const cloud = await startTestCloud({ log: () => {}, ...options });
  clouds.push(cloud);
  return cloud;
}

it('killed alone, it comes back with all that was acknowledged, and the clock goes on', async () => {
  const cloud = await start();
  const desk = cloud.as('receptionist-sun');
  const { id } = await opened(desk, INTAKES.repair);
  const engine = await readIdentity(join(cloud.dataDir, 'dynamodb.pid'));
  process.kill(engine?.pid ?? 0, 'SIGKILL');

  await vi.waitFor(async () => expect((await cloud.anonymous.get('/health')).status).toBe(200), UNTIL_IT_IS);
  expect((await desk.get(`/sheets/${id}`)).status).toBe(200);
  const step = { step: 'hand-over', section: 'engineering', opinion: '请处理' };
  expect((await desk.post(`/sheets/${id}/sign-offs`, step, newKey())).status).toBe(201);
  expect((await cloud.anonymous.post(CLOCK, { advance: 'PT40M' })).status).toBe(200);
  const ledger = await desk.get<{ entries: { step: string }[]; intact: boolean }>(`/sheets/${id}/ledger`);
  expect(ledger.json.intact).toBe(true);
  expect(ledger.json.entries.map((entry) => entry.step)).toEqual(
    expect.arrayContaining(['open', 'hand-over', 'breach']),
  );
  expect(cloud.effects.mail.mail('engineering-supervisor-feng@riverside.example')).not.toEqual([]);
});

it('hanging alone, nobody waits for it for long, and it goes on when it does', async () => {
  const cloud = await start();
  const desk = cloud.as('receptionist-sun');
  const { id } = await opened(desk, INTAKES.repair);
  await cloud.settle();
  const engine = (await readIdentity(join(cloud.dataDir, 'dynamodb.pid')))?.pid ?? 0;
  process.kill(engine, 'SIGSTOP');
  try {
    const told = await Promise.all([
      cloud.anonymous.get<ProblemJson>('/health'),
      cloud.anonymous.post<ProblemJson>(CLOCK, { advance: 'PT5M' }),
      cloud.anonymous.post<ProblemJson>('/_local/settle'),
      cloud.anonymous.post<ProblemJson>('/_local/tokens', { person: 'worker-wu' }),
    ]);
    for (const { status, json } of told) expect([status, json.code]).toEqual([503, 'unavailable']);
  } finally {
    process.kill(engine, 'SIGCONT');
  }
  await vi.waitFor(async () => expect((await cloud.anonymous.get('/health')).status).toBe(200), UNTIL_IT_IS);
  expect((await cloud.anonymous.post(CLOCK, { advance: 'PT40M' })).status).toBe(200);
  const ledger = await desk.get<{ entries: { step: string }[]; intact: boolean }>(`/sheets/${id}/ledger`);
  expect(ledger.json.intact).toBe(true);
  expect(ledger.json.entries.map((entry) => entry.step)).toContain('breach');
});

it('gone for good, health is not well, and neither the clock nor who settles waits for it', async () => {
  const folder = await dataFolder('outside');
  const data = await openDataDirectory(folder);
  const engine = await startEngine(data);
  const cloud = await start({ dynamodbEndpoint: engine.endpoint });
  expect((await cloud.anonymous.get('/health')).status).toBe(200);
  await engine.stop();

  const gone = [
    await cloud.anonymous.get<ProblemJson>('/health'),
    await cloud.anonymous.post<ProblemJson>(CLOCK, { advance: 'PT5M' }),
    await cloud.anonymous.post<ProblemJson>('/_local/settle'),
    await cloud.anonymous.post<ProblemJson>('/_local/tokens', { person: 'worker-wu' }),
  ];
  for (const { status, headers, json } of gone) {
    expect([status, json.code]).toEqual([503, 'unavailable']);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
  await data.release();
  await rm(folder, { recursive: true });
});
