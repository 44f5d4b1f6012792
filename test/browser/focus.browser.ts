/** Where the focus is, for whoever has no pointer: it begins where they wish, comes back from what lies over the page, and is always seen. */
import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { TestCloud } from '../support/local-cloud.ts';
import { logInAt, scrollsSideways, scrollsWithin } from './console-page.ts';
import { faultsOnTheWay } from './keyboard.ts';
import { handOver, repair, sign } from './sheets-of-tests.ts';
import { onStage } from './stage.ts';

let cloud: TestCloud;
let browser: Browser;
onStage((stage) => {
  ({ cloud, browser } = stage);
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const focused = (page: Page, selector: string) => page.locator(`${selector}:focus`).waitFor();

async function accepted(): Promise<string> {
  const id = await repair(cloud);
  await handOver(cloud, id);
  await sign(cloud, 'worker-wu', id, { step: 'accept' });
  return id;
}

describe('the focus', () => {
  it('goes past what stands around every page by the first link', async () => {
    await repair(cloud);
    const { page } = await logInAt(browser, cloud.url, '/app/work', 'receptionist-sun');
    await page.locator('.work-list a').first().waitFor();
    await page.reload();
    await page.locator('.work-list a').first().waitFor();
    await page.keyboard.press('Tab');
    await focused(page, '.skip');
    await page.keyboard.press('Enter');
    await focused(page, 'main');
    await page.keyboard.press('Tab');
    await focused(page, 'main *');
  });

  it('comes back from a menu that is closed by Escape, and a menu that it leaves is closed', async () => {
    const { page } = await logInAt(browser, cloud.url, '/app/work', 'director-wei', { width: 390 });
    for (const menu of ['.menu', '.bar details']) {
      await page.locator(`${menu} > summary`).click();
      await page.keyboard.press('Tab');
      await focused(page, `${menu}[open] :is(a, button)`);
      await page.keyboard.press('Escape');
      await focused(page, `${menu}:not([open]) > summary`);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Shift+Tab');
      await page.locator(`${menu}:not([open])`).waitFor();
    }
  });

  it('stays in the dialog that tells the keys, and comes back from it to where it was', async () => {
    await repair(cloud);
    const { page } = await logInAt(browser, cloud.url, '/app/work', 'receptionist-sun');
    await page.locator('.work-list a').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('?');
    await focused(page, 'dialog button');
    for (let press = 0; press < 3; press += 1) {
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus:not(dialog, dialog *)').count()).toBe(0);
    }
    await page.keyboard.press('Escape');
    await focused(page, '.work-list a');
  });

  it('comes back to where somebody was about to leave from', async () => {
    const id = await accepted();
    const { page, context } = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'worker-wu');
    await button(page, '到场').waitFor();
    await context.setOffline(true);
    await button(page, '到场').click();
    await page.locator('.step-form button[type=submit]').click();
    await page.getByText('待发送，尚未签署').waitFor();
    await page.locator('.menu > summary').click();
    await button(page, '退出登录').click();
    await focused(page, 'dialog button');
    await page.keyboard.press('Escape');
    await page.locator('dialog[aria-labelledby="leaving"]').waitFor({ state: 'detached' });
    await focused(page, '.menu:not([open]) > summary');
  });

  it('is at what is next once a step was signed, or left', async () => {
    const id = await accepted();
    const { page } = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'worker-wu', { width: 390 });
    await button(page, '到场').click();
    await focused(page, '.step-form h2');
    await button(page, '返回').click();
    await focused(page, '.next');
    await button(page, '到场').click();
    await button(page, '签署').click();
    await page.getByText('已签署：到场').waitFor();
    await focused(page, '.next');
    await page.keyboard.press('Tab');
    await focused(page, '.next .main');
  });

  it('is given back to a button that could not be pressed for a while', async () => {
    const id = await repair(cloud);
    const { page } = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'receptionist-zhou');
    await button(page, '移交').click();
    await page.locator('select').first().selectOption({ label: '工程部' });
    await page.locator('textarea').fill('请尽快');
    await handOver(cloud, id);
    await button(page, '签署').click();
    await page.getByRole('alert').getByText('未被接受，尚未签署').waitFor();
    await focused(page, '.step-form button[type=submit]');
  });
});

describe.each([
  ['of a phone', 390, 844],
  ['of 1280 × 1024 at 400 %', 320, 256],
  ['of a desk', 1280, 800],
])('every stop on a screen %s', (_screen, width, height) => {
  it.each([
    ['sheets', 'worker-wu', '.next'],
    ['work', 'receptionist-sun', '.work-list a'],
    ['organisation', 'director-wei', '.rows a'],
    ['cases/new', 'director-wei', '.step-form'],
  ])('is marked and not hidden, and needs one scroll bar: %s', async (place, person, seen) => {
    const id = await accepted();
    await repair(cloud);
    const path = place === 'sheets' ? `sheets/${id}` : place;
    const { page } = await logInAt(browser, cloud.url, `/app/${path}`, person, { width });
    await page.setViewportSize({ width, height });
    await page.locator(seen).first().waitFor();
    expect(await faultsOnTheWay(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    // At a desk the list beside a sheet has one.
    if (width < 500) expect(await scrollsWithin(page)).toEqual([]);
  });
});
