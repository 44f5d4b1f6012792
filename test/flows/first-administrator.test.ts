import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ empty: true, firstAdministrator: 'shen lakeside 沈洁' });
});
afterAll(() => cloud.stop());

const put = (person: string, path: string, body: object) => cloud.as(person).request('PUT', path, body);

it('the first administrator fills an empty table, appoints the first director, and no second person is first', async () => {
  expect((await cloud.as('somebody').get('/me')).status).toBe(401);
  const both = await Promise.all([cloud.as('shen').get('/me'), cloud.as('shen').get('/me')]);
  for (const me of both) {
    expect([me.status, me.json]).toMatchObject([200, { id: 'shen', name: '沈洁', role: 'administrator' }]);
  }
  const site = { name: 'Lakeside', zh: '湖畔苑', timeZone: 'Asia/Shanghai' };
  expect((await put('shen', '/sites/lakeside', site)).status).toBe(201);
  const hr = { name: '杨帆', role: 'hr', site: 'lakeside', active: true };
  expect((await put('shen', '/people/yang', hr)).status).toBe(403);
  const director = { name: '魏东', role: 'director', site: 'lakeside', active: true };
  expect((await put('shen', '/people/wei', director)).status).toBe(201);
  expect((await put('shen', '/people/tang', { ...director, name: '唐宁' })).status).toBe(403);
  expect((await put('wei', '/people/yang', hr)).status).toBe(201);

  // With another setting the table still has had its first person.
  cloud = await cloud.restart({ firstAdministrator: 'intruder lakeside 某人' });
  expect((await cloud.as('intruder').get('/me')).status).toBe(401);
  expect((await cloud.as('shen').get('/me')).status).toBe(200);
});
