/** A release while somebody works: nothing changes under their hands, and what they typed is there afterwards. */
import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { TestCloud } from '../support/local-cloud.ts';
import { logIn, sitDown } from './console-page.ts';
import { onStage } from './stage.ts';

let cloud: TestCloud;
let browser: Browser;
onStage((stage) => {
  ({ cloud, browser } = stage);
});

/** Another version of what keeps the console on the device, as a release brings one: the same at another address. */
const release = (page: Page) =>
  page.evaluate(async () => {
    document.documentElement.dataset.before = 'yes';
    await navigator.serviceWorker.register('/app/worker.js?next', { scope: '/app' });
  });

describe('a new version', () => {
  it('waits until the person agrees, and takes nothing that was typed', async () => {
    const seat = await sitDown(browser, cloud.url, '/app/open', { keeps: true });
    await logIn(seat, 'receptionist-sun');
    const { page, complaints } = seat;
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await page.locator('#field-subject').fill('电梯异响');
    expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    const offer = page.getByText('有新版本');
    expect(await offer.count()).toBe(0);

    await release(page);
    await offer.waitFor();
    expect(await page.locator('html').getAttribute('data-before')).toBe('yes');
    expect(await page.locator('#field-subject').inputValue()).toBe('电梯异响');

    await page.getByRole('button', { name: '现在更新' }).click();
    await page.locator('html:not([data-before])').waitFor();
    await expect.poll(() => page.locator('#field-subject').inputValue()).toBe('电梯异响');
    const inCharge = () => page.evaluate(() => navigator.serviceWorker.controller?.scriptURL);
    await expect.poll(inCharge).toBe(`${cloud.url}/app/worker.js?next`);
    expect(complaints).toEqual([]);
  });
});

describe('the browser', () => {
  it.each([
    ['is asked to keep what lies on somebody’s own phone', true],
    ['is not asked to at a desk', false],
  ])('%s', async (_what, isMine) => {
    const seat = await sitDown(browser, cloud.url, '/app');
    const { page } = seat;
    await page.addInitScript(() => {
      navigator.storage.persist = async () => {
        localStorage.setItem('asked', 'yes');
        return true;
      };
    });
    await page.reload();
    if (isMine) await page.getByLabel('这是我的手机').check();
    await logIn(seat, 'worker-wu');
    await page.locator('.counts').waitFor();
    const asked = () => page.evaluate(() => localStorage.getItem('asked'));
    if (isMine) await expect.poll(asked).toBe('yes');
    else expect(await asked()).toBeNull();
  });
});
