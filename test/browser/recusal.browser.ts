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
/** Opens the form of a step, be it the next one or among the others. */
async function choose(page: Page, step: string): Promise<void> {
  await page.locator('.next .main').waitFor();
  if ((await page.locator('.next > .main').innerText()) !== step)
    await page.locator('.others > summary').click();
  await button(page, step).click();
}

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
  for (const [step, words] of [
    ['办结', '已与当事人谈话，向住户道歉。'],
    ['交回', '已办理，当事人已致歉。'],
  ] as const) {
    await choose(director.page, step);
    await director.page.locator('.step-form textarea').first().fill(words);
    await button(director.page, '签署').click();
    await director.page.getByText(`已签署：${step}`).waitFor();
  }

  // Who handled it does not follow it up; the desk does.
  const desk = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'receptionist-sun');
  await choose(desk.page, '回访');
  const form = desk.page.locator('.step-form');
  await form.locator('[name="reached"]').first().check();
  await form.locator('[name="resolved"]').first().check();
  await form.locator('[name="satisfaction"]').last().check();
  await button(desk.page, '签署').click();
  await desk.page.getByText('已签署：回访').waitFor();
  const { status: became } = (await cloud.as('director-wei').get(`/sheets/${id}`)).json;
  expect(became).toBe('followed-up');
  expect((await cloud.as('engineering-manager-wang').get(`/sheets/${id}`)).status).toBe(404);
  expect([director.complaints, desk.complaints]).toEqual([[], []]);
});
