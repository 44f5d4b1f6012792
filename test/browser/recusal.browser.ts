/** A complaint against a manager: for them it is nowhere, and the director handles it (B5.2.2c). */
import type { Browser, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { TestCloud } from '../support/local-cloud.ts';
import { logInAt } from './console-page.ts';
import { onStage } from './stage.ts';

let cloud: TestCloud;
let browser: Browser;
onStage((stage) => {
  ({ cloud, browser } = stage);
});

const SUBJECT = '经理态度恶劣';
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

it('is nowhere for the manager, in no list, search, notice or address, and the director takes it', async () => {
  const { status, json } = await cloud.as('receptionist-sun').post(
    '/sheets',
    {
      ...{ site: 'riverside', kind: 'complaint', channel: 'walk-in', subject: SUBJECT },
      resident: { id: 'resident-zhao', name: '赵敏', phone: '13800000001', address: '1栋2单元301' },
      complaint: {
        ...{ occurredAt: '2026-11-23T02:00:00.000Z', place: '工程部', cause: '催修', course: '当面训斥' },
        ...{ persons: ['王志明'], against: { person: 'engineering-manager-wang' } },
      },
      signature: { signer: '赵敏', path: 'M 10 40 L 30 12 L 36 60 L 60 20 L 99 50' },
    },
    { 'idempotency-key': 'recusal-1' },
  );
  expect(status).toBe(201);
  const id = String(json.id);
  await cloud.clock.advance('PT2M');

  const manager = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'engineering-manager-wang');
  await manager.page.getByText('没有这项内容，或不对您公开。').waitFor();
  for (const [path, seen] of [
    ['/work?who=section', '.work'],
    ['/sheets', 'h1'],
    [`/sheets?q=${encodeURIComponent(SUBJECT)}`, 'h1'],
    ['/notices', 'h1'],
    ['/month', '.score-row'],
    ['/cases', 'h1'],
  ] as const) {
    const answer = manager.page.waitForResponse(
      (response) =>
        response.url().startsWith(cloud.url) && /json/.test(response.headers()['content-type'] ?? ''),
    );
    await manager.page.goto(`${cloud.url}/app${path}`);
    await answer;
    await manager.page.locator(seen).first().waitFor();
    await manager.page.waitForLoadState('networkidle');
    const text = await manager.page.locator('main').innerText();
    expect([path, text]).toEqual([path, expect.not.stringContaining(SUBJECT)]);
    expect([path, text]).toEqual([path, expect.not.stringContaining(String(json.number))]);
  }

  const director = await logInAt(browser, cloud.url, '/app/work', 'director-wei');
  await director.page.locator(`.work-list a[href*="${id}"]`).first().click();
  await director.page.locator('h1').getByText(SUBJECT).waitFor();
  await button(director.page, '签收').click();
  await button(director.page, '签署').click();
  await director.page.getByText('已签署：签收').waitFor();
  const done = { step: 'complete', outcome: '已与当事人谈话，向住户道歉。' };
  expect((await cloud.as('director-wei').post(`/sheets/${id}/sign-offs`, done)).status).toBe(201);
  expect((await cloud.as('director-wei').get(`/sheets/${id}`)).json.status).toBe('completed');
  expect(director.complaints).toEqual([]);
});
