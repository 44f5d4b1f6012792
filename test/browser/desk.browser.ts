import type { Browser } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { TestCloud } from '../support/local-cloud.ts';
import { logInAt } from './console-page.ts';
import { inspect, LOOKS } from './looks.ts';
import { handOver, repair } from './sheets-of-tests.ts';
import { onStage } from './stage.ts';

let cloud: TestCloud;
let browser: Browser;
onStage((stage) => {
  ({ cloud, browser } = stage);
});

const DESK = { width: 1440 } as const;

describe('a desk', () => {
  it('has the list, the sheet and what is next side by side, and goes from sheet to sheet by keys', async () => {
    for (const subject of ['电梯有异响', '单元门锁坏了', '走廊灯不亮']) await repair(cloud, { subject });
    const { page, complaints } = await logInAt(browser, cloud.url, '/app/work', 'receptionist-sun', DESK);
    const rows = page.locator('.work-list a');
    await rows.nth(2).waitFor();
    expect(await page.locator('.beside').count()).toBe(0);
    const subjects = await rows.locator('.what strong').allInnerTexts();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const open = page.locator('.beside a[aria-current="page"]');
    await page.locator('h1', { hasText: subjects[0] ?? '' }).waitFor();
    expect(await open.first().innerText()).toContain(subjects[0]);
    const [list, paper, next] = await Promise.all(
      ['.beside', '.paper', '.next'].map((part) => page.locator(part).boundingBox()),
    );
    expect((list?.x ?? 0) + (list?.width ?? 0)).toBeLessThanOrEqual(paper?.x ?? 0);
    expect((paper?.x ?? 0) + (paper?.width ?? 0)).toBeLessThanOrEqual(next?.x ?? 0);

    // On from the sheet that is open, whose own keys are there as well.
    await page.locator('main:focus').waitFor();
    const other = subjects.findIndex((subject) => subject !== subjects[0]);
    await page.keyboard.press('j');
    for (let row = 1; row < other; row += 1) await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.locator('h1', { hasText: subjects[other] ?? '' }).waitFor();
    await page.locator('main:focus').waitFor();
    await page.keyboard.press('?');
    const keys = page.getByRole('dialog');
    for (const key of ['j / k', 'F2', '/', 'u']) await keys.getByText(key, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('F2');
    await page.locator('#field-find:focus').waitFor();
    expect(complaints).toEqual([]);
  });

  it('keeps the list of all sheets beside one, narrowed as it was; a slash leads to it from anywhere', async () => {
    const id = await repair(cloud, { subject: '花园栏杆松动' });
    const { page } = await logInAt(browser, cloud.url, '/app/work', 'receptionist-sun', DESK);
    await page.locator('.work-list a').first().waitFor();
    await page.keyboard.press('/');
    await page.locator('#q:focus').fill('栏杆');
    await page.keyboard.press('Enter');
    await page.locator(`.work-list a[href*="${id}"]`).click();
    await page.locator('.course li').first().waitFor();
    const beside = page.locator('.beside');
    expect(await beside.locator('a').count()).toBe(1);
    await page.reload();
    await beside.locator(`a[aria-current][href*="${id}"]`).waitFor();
    await page.keyboard.press('/');
    await beside.locator('#q:focus').fill('');
    await page.keyboard.press('Enter');
    await beside.locator('a').nth(1).waitFor();
    await page.locator('h1', { hasText: '花园栏杆松动' }).waitFor();
    await page.goBack();
    await page.locator('main .work-list a').waitFor();
  });

  it('is none on a phone, nor where everything is in one column, nor for residents', async () => {
    const id = await repair(cloud);
    for (const [person, look] of [
      ['receptionist-sun', { width: 390 }],
      ['receptionist-sun', { width: 1440, large: true }],
      ['resident-zhao', DESK],
    ] as const) {
      const { page, context } = await logInAt(browser, cloud.url, `/app/sheets/${id}`, person, look);
      await page.locator('.course li').first().waitFor();
      expect([person, await page.locator('.beside').count()]).toEqual([person, 0]);
      await context.close();
    }
  });
});

describe.each(LOOKS)('a sheet with its list, %s', (name, look) => {
  it('keeps nobody out, and needs no moving sideways', async () => {
    const id = await repair(cloud);
    await handOver(cloud, id);
    const wide = { ...look, ...(look.width === undefined && DESK) };
    const address = `/app/sheets/${id}?list=sheets&kind=repair`;
    const { page, complaints } = await logInAt(browser, cloud.url, address, 'director-wei', wide);
    await page.locator('.course li').first().waitFor();
    if (wide.width === DESK.width && look.large !== true) await page.locator('.beside a').first().waitFor();
    await inspect(page, 'desk', name);
    expect(complaints).toEqual([]);
  });
});
