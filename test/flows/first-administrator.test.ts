import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ empty: true, firstAdministrator: 'shen lakeside 沈洁' });
});
afterAll(() => cloud.stop());

const put = (person: string, path: string, body: object) => cloud.as(person).request('PUT', path, body);
const local = (person: string) => cloud.anonymous.post<{ token?: string }>('/_local/tokens', { person });

it('the first administrator fills an empty table and gives every role, and no second person is first', async () => {
  expect([(await local('shen')).status, (await local('somebody')).status]).toEqual([200, 404]);
  expect((await cloud.as('somebody').get('/me')).status).toBe(401);
  const both = await Promise.all([cloud.as('shen').get('/me'), cloud.as('shen').get('/me')]);
  for (const me of both) {
    expect([me.status, me.json]).toMatchObject([200, { id: 'shen', name: '沈洁', role: 'administrator' }]);
  }
  const site = { name: 'Lakeside', zh: '湖畔苑', timeZone: 'Asia/Shanghai' };
  expect((await put('shen', '/sites/lakeside', site)).status).toBe(201);
  const hr = { name: '杨帆', role: 'hr', site: 'lakeside', active: true };
  const director = { name: '魏东', role: 'director', site: 'lakeside', active: true };
  expect((await put('shen', '/people/wei', director)).status).toBe(201);
  expect((await put('shen', '/people/jiang', { ...hr, name: '蒋红', role: 'deputy-director' })).status).toBe(
    201,
  );
  expect((await put('wei', '/people/yang', hr)).status).toBe(201);
  // The director does not appoint who is above the office alone.
  const overseer = { name: '韩正', role: 'overseer', site: 'lakeside', active: true };
  expect((await put('wei', '/people/han', overseer)).status).toBe(202);
  expect((await put('shen', '/people/han', overseer)).status).toBe(201);
  // From then on it takes four eyes, and the first administrator is one as any other.
  expect((await put('shen', '/people/tang', { ...director, name: '唐宁' })).status).toBe(403);
  expect((await put('shen', '/people/lin', { ...hr, name: '林青', role: 'administrator' })).status).toBe(202);
  const ledger = await cloud.as('han').get<{ entries: readonly object[] }>('/people/shen/ledger');
  expect(ledger.json).toMatchObject({
    entries: [{ seq: 1, actor: { id: 'cloud-team' }, before: null, after: { id: 'shen' } }],
    intact: true,
  });

  // With another setting the table still has had its first person.
  cloud = await cloud.restart({ firstAdministrator: 'intruder lakeside 某人' });
  expect((await cloud.as('intruder').get('/me')).status).toBe(401);
  expect((await cloud.as('shen').get('/me')).status).toBe(200);
});
