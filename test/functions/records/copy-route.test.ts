/** `GET /sheets/{id}/copies/{copy}` over HTTP (contract section 3). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { INTAKES, opened, type ProblemJson } from '../../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';

let cloud: TestCloud;
let sheet: string;

beforeAll(async () => {
  cloud = await startTestCloud();
  sheet = `/sheets/${(await opened(cloud.as('receptionist-sun'), INTAKES.report)).id}`;
});
afterAll(() => cloud.stop());

test('a copy is a private page that can load and run nothing', async () => {
  const { status, headers, text } = await cloud.as('resident-zhao').get(`${sheet}/copies/resident`);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('content-language')).toBe('zh-CN');
  expect(headers.get('cache-control')).toBe('private, no-cache');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  const policy = headers.get('content-security-policy')?.split('; ');
  expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "style-src 'unsafe-inline'"]));
  expect(policy?.join()).not.toMatch(/script-src|\*/);
  expect(text).toContain('楼道灯不亮已经三天');
});

// biome-ignore format: a table reads best with one row a line
const CASES: readonly (readonly [person: string, copy: string, status: number])[] = [
  ['receptionist-sun', 'resident', 200],
  ['receptionist-zhou', 'customer-service', 200],
  ['receptionist-sun', 'archive', 200],
  ['receptionist-sun', 'section', 404],
  ['director-wei', 'archive', 200],
  ['director-wei', 'customer-service', 404],
  ['resident-zhao', 'archive', 404],
  ['resident-qian', 'resident', 404],
  ['worker-wu', 'section', 404],
  ['receptionist-sun', 'ledger', 404],
];

describe('who gets which', () => {
  test.each(CASES)('%s, the copy %s: %i', async (person, copy, status) => {
    expect((await cloud.as(person).get(`${sheet}/copies/${copy}`)).status).toBe(status);
  });

  test('all together are those that the reader may have', async () => {
    const all = async (person: string) => {
      const { status, text } = await cloud.as(person).get(`${sheet}/copies/all`);
      return [status, [...text.matchAll(/<aside>([^<]+)<\/aside>/g)].map(([, called]) => called)];
    };
    expect(await all('receptionist-zhou')).toEqual([
      200,
      ['第一联　业主（住户）联', '第二联　客服联', '第四联　存档联'],
    ]);
    expect(await all('resident-zhao')).toEqual([200, ['第一联　业主（住户）联']]);
    expect(await all('director-wei')).toEqual([200, ['第四联　存档联']]);
    expect(await all('worker-wu')).toEqual([404, []]);
  });

  test('the section that has it gets its own', async () => {
    const handOver = { step: 'hand-over', section: 'engineering', opinion: '请办理' };
    await cloud.as('receptionist-sun').post(`${sheet}/sign-offs`, handOver);
    const { status, text } = await cloud.as('worker-wu').get(`${sheet}/copies/section`);
    expect(status).toBe(200);
    expect(text).toContain('请办理');
  });
});

test('who may not have it learns nothing of it', async () => {
  const refused = await cloud.as('worker-wu').get<ProblemJson>(`${sheet}/copies/resident`);
  const nowhere = await cloud
    .as('worker-wu')
    .get<ProblemJson>('/sheets/01KAV0000000000000000000AA/copies/resident');
  expect(refused.headers.get('content-type')).toContain('application/problem+json');
  expect(refused.json.code).toBe('not-found');
  expect(refused.text).toBe(nowhere.text);
  expect((await cloud.anonymous.get(`${sheet}/copies/resident`)).status).toBe(401);
  expect((await cloud.as('receptionist-sun').get(`${sheet}/copies/resident?size=A5`)).status).toBe(400);
});
