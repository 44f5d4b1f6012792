/** Whatever is hidden costs as many requests to the table as what is not there: nobody can tell the two apart by the time. */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DataDirectory, openDataDirectory } from '../../infra/local/data-directory.ts';
import { OPENING, openedCase } from '../support/cases.ts';
import { dataFolder } from '../support/data-folder.ts';
import { INTAKES, newKey, opened } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { PICTURE, uploaded } from '../support/uploads.ts';
import { startWatchedEngine, type Watched } from '../support/watched-engine.ts';

let cloud: TestCloud;
let data: DataDirectory;
let directory: string;
let engine: Watched;
/** The operations that reached the table since they were last looked at. */
let asked: string[] = [];

beforeAll(async () => {
  directory = await dataFolder('equal');
  data = await openDataDirectory(directory);
  engine = await startWatchedEngine(data, { answered: ({ operation }) => asked.push(operation) });
  cloud = await startTestCloud({ dynamodbEndpoint: engine.endpoint });
});
afterAll(async () => {
  await cloud.stop();
  await engine.stop();
  await data.release();
  await rm(directory, { recursive: true, force: true });
});

/** Enough for every worker: what it remembers of a directory is whole from its second reading on. */
const RUNS = 8;
const READS = ['GetItem', 'Query', 'BatchGetItem'];
const AWARD = { about: { person: 'worker-wu' }, kind: 'commendation', reason: '工作认真' };
const ABSENT = '01KAV0000000000000000000ZZ';

it('of sheets, files, cases and awards, by every way to one of them', async () => {
  const desk = cloud.as('receptionist-sun');
  const files = {
    ofComplaint: await uploaded(desk, PICTURE),
    ofUsual: await uploaded(desk, PICTURE),
    unattached: await uploaded(desk, PICTURE),
  };
  const { complaint, ...intake } = INTAKES.complaint;
  const against = await opened(desk, {
    ...intake,
    complaint: { ...complaint, against: { person: 'cs-manager-li' } },
    files: [files.ofComplaint],
  });
  const usual = await opened(desk, { ...INTAKES.report, files: [files.ofUsual] });
  const case_ = await openedCase(cloud, 'director-wei', { ...OPENING, origin: { sheet: usual.id } });
  const award = await cloud.as('director-wei').post<{ id: string }>('/awards', AWARD, newKey());
  await cloud.settle();
  const signs = { step: 'urge', message: '请抓紧' };
  const amends = { step: 'amend', reason: '更正', fields: { subject: '另一件事情' } };
  const ways: readonly (readonly [string, (id: string) => readonly [string, string, object?]])[] = [
    ['sheets', (id) => ['GET', `/sheets/${id}`]],
    ['sheets', (id) => ['GET', `/sheets/${id}/ledger`]],
    ['sheets', (id) => ['GET', `/sheets/${id}/copies/section`]],
    ['sheets', (id) => ['POST', `/sheets/${id}/sign-offs`, signs]],
    ['sheets', (id) => ['POST', `/sheets/${id}/sign-offs`, amends]],
    ['files', (id) => ['GET', `/files/${id}`]],
    ['cases', (id) => ['GET', `/cases/${id}`]],
    ['cases', (id) => ['GET', `/cases/${id}/ledger`]],
    ['cases', (id) => ['GET', `/cases/${id}/documents/decision`]],
    ['cases', (id) => ['GET', `/cases/${id}/appeals/1`]],
    ['awards', (id) => ['GET', `/awards/${id}/ledger`]],
  ];
  const hidden: Readonly<Record<string, readonly (readonly [who: string, id: string])[]>> = {
    sheets: [
      ['cs-manager-li', against.id],
      ['resident-qian', usual.id],
      ['security-manager-chen', usual.id],
    ],
    files: [
      ['cs-manager-li', files.ofComplaint],
      ['resident-qian', files.ofUsual],
      ['resident-qian', files.unattached],
    ],
    cases: [['receptionist-sun', case_.id]],
    awards: [
      ['receptionist-sun', award.json.id],
      ['resident-qian', award.json.id],
    ],
  };
  const costOf = async (
    who: string,
    [method, path, body]: readonly [string, string, object?],
    expected = 404,
  ) => {
    const runs: (readonly string[])[] = [];
    for (let nth = 0; nth < RUNS; nth += 1) {
      asked = [];
      const { status } = await cloud.as(who).request(method, path, body);
      expect([who, path, status]).toEqual([who, path, expected]);
      // The feed of the stream asks again and again meanwhile.
      runs.push(asked.filter((operation) => READS.includes(operation)).toSorted());
    }
    // What is remembered of the directory may have to be read again in any of them, in the place of its revision or beside it.
    return runs.sort((one, other) => one.length - other.length || (String(one) < String(other) ? -1 : 1))[0];
  };
  for (const [of, way] of ways) {
    for (const [who, id] of hidden[of] ?? []) {
      const told = `${who} ${way(id).slice(0, 2).join(' ')}`;
      expect(await costOf(who, way(id)), told).toEqual(await costOf(who, way(ABSENT)));
    }
  }
  // Nor does a list tell by its reads whether there are cases about somebody, or out of a sheet.
  const cases = (asked: string) => ['GET', `/cases?${asked}`] as const;
  for (const who of ['receptionist-sun', 'resident-qian']) {
    for (const [some, none] of [
      ['about=worker-wu', 'about=guard-chu'],
      [`origin=${usual.id}`, `origin=${against.id}`],
    ] as const) {
      expect(await costOf(who, cases(some), 200), `${who} ${some}`).toEqual(
        await costOf(who, cases(none), 200),
      );
    }
  }
});
