/** Limits a person over HTTP: what is beyond them is 429 with when to come again, and only what succeeded counts. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DataDirectory, openDataDirectory } from '../../infra/local/data-directory.ts';
import { INTAKES, newKey, opened, type ProblemJson } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { startWatchedEngine, type Watched } from '../support/watched-engine.ts';

let cloud: TestCloud;
let data: DataDirectory;
let directory: string;
let engine: Watched;
/** The operations that reached the table since they were last looked at. */
let asked: string[] = [];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'shoujie-limits-'));
  data = await openDataDirectory(directory);
  engine = await startWatchedEngine(data, { answered: ({ operation }) => asked.push(operation) });
  cloud = await startTestCloud({ limits: undefined, dynamodbEndpoint: engine.endpoint });
});
afterAll(async () => {
  await cloud.stop();
  await engine.stop();
  await data.release();
  await rm(directory, { recursive: true, force: true });
});

const intake = (who: string, body: object) => cloud.as(who).post<ProblemJson>('/sheets', body, newKey());
const staff = {
  site: 'riverside',
  kind: 'repair',
  channel: 'staff',
  category: 'other',
  subject: '办公室灯不亮',
};

describe('limits a person', () => {
  it('a resident opens six sheets an hour, at once or one after the other; refused ones do not count', async () => {
    for (let nth = 0; nth < 3; nth += 1) {
      expect((await intake('resident-zhao', { ...INTAKES.enquiry, subject: '啊' })).status).toBe(400);
    }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => intake('resident-zhao', INTAKES.enquiry)),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(6).fill(201), ...Array(4).fill(429)]);
    const refused = answers.find(({ status }) => status === 429);
    expect([refused?.json.code, refused?.headers.get('retry-after')]).toEqual(['too-many-requests', '3600']);
    // Another's are their own, and the desk's have no limit.
    expect((await intake('resident-qian', INTAKES.enquiry)).status).toBe(201);
    for (let nth = 0; nth < 8; nth += 1) await opened(cloud.as('receptionist-sun'), INTAKES.repair);
    await cloud.clock.advance('PT1H');
    expect((await intake('resident-zhao', INTAKES.enquiry)).status).toBe(201);
  });

  it('what is beyond them costs four reads: who asks, whether the directory has changed, their uses, and whether it was met before', async () => {
    while ((await intake('resident-zhao', INTAKES.enquiry)).status === 201);
    await cloud.settle();
    const runs: (readonly string[])[] = [];
    for (let nth = 0; nth < 5; nth += 1) {
      asked = [];
      expect((await intake('resident-zhao', INTAKES.enquiry)).status).toBe(429);
      runs.push(asked.filter((operation) => ['GetItem', 'Query', 'BatchGetItem'].includes(operation)));
    }
    // What is remembered of the directory may have to be read again in any of them.
    const [least] = runs.sort((one, other) => one.length - other.length);
    expect(least).toEqual(Array(4).fill('GetItem'));
  });

  it('a repeated request gives its first answer and counts once', async () => {
    const key = newKey();
    for (let nth = 0; nth < 8; nth += 1) {
      expect((await cloud.as('resident-qian').post('/sheets', INTAKES.enquiry, key)).status).toBe(201);
    }
    expect((await intake('resident-qian', INTAKES.enquiry)).status).toBe(201);
  });

  it('staff ask for twenty things a day, and urge a sheet once in ten minutes', async () => {
    for (let nth = 0; nth < 20; nth += 1) expect((await intake('cleaner-shi', staff)).status).toBe(201);
    expect((await intake('cleaner-shi', staff)).status).toBe(429);
    const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
    const urge = (who: string) =>
      cloud.as(who).post<ProblemJson>(`/sheets/${id}/sign-offs`, { step: 'urge', message: '请尽快' });
    expect((await urge('receptionist-sun')).status).toBe(201);
    const again = await urge('receptionist-sun');
    expect([again.status, again.headers.get('retry-after')]).toEqual([429, '600']);
    expect((await urge('receptionist-zhou')).status).toBe(201);
    await cloud.clock.advance('PT10M');
    expect((await urge('receptionist-sun')).status).toBe(201);
  });

  it('anybody announces sixty files and 300 MiB an hour', async () => {
    const announce = (who: string, size: number) =>
      cloud.as(who).post<ProblemJson>('/files', {
        ...{ name: 'a.jpg', type: 'image/jpeg', size, sha256: '0'.repeat(64) },
      });
    const MIB = 1024 * 1024;
    for (let nth = 0; nth < 15; nth += 1) expect((await announce('worker-wu', 20 * MIB)).status).toBe(201);
    expect((await announce('worker-wu', 1)).status).toBe(429);
    const small = await Promise.all(Array.from({ length: 64 }, () => announce('worker-zheng', 1)));
    expect(small.filter(({ status }) => status === 201)).toHaveLength(60);
    expect(small.filter(({ status }) => status === 429)).toHaveLength(4);
  });
});
