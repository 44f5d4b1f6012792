/** What somebody was told, and how the console speaks and looks to them. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { TestCloud } from '../support/local-cloud.ts';
import { barriersIn, type Look, logInAt, scrollsSideways, sitDown } from './console-page.ts';
import { handOver, repair } from './sheets-of-tests.ts';
import { onStage } from './stage.ts';

let cloud: TestCloud;
let browser: Browser;
onStage((stage) => {
  ({ cloud, browser } = stage);
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const SUPERVISOR = 'engineering-supervisor-feng';

describe('what somebody was told', () => {
  it('is counted in the header, leads to its sheet, and is marked as read', async () => {
    const id = await repair(cloud);
    await handOver(cloud, id);
    await cloud.anonymous.post('/_local/settle');
    const { page } = await logInAt(browser, cloud.url, '/app/notices', SUPERVISOR);
    await page.locator('.work-list a').first().waitFor();
    const unread = page.locator('header .unread');
    await expect.poll(() => unread.getAttribute('aria-label')).toMatch(/通知，\d+ 条未读/);
    await button(page, '全部标为已读').click();
    await expect.poll(() => unread.getAttribute('aria-label')).toBe('通知');
    expect(await page.getByText('未读', { exact: true }).count()).toBe(0);
    await page.locator('.work-list a', { hasText: '移交本部门' }).first().click();
    await page.waitForURL(`**/app/sheets/${id}`);
  });

  it('of an award says by name whose it is', async () => {
    const about = { section: 'engineering' };
    const reason = '暴雨夜抢修地下车库。';
    await cloud.as('director-wei').post('/awards', { about, kind: 'model-worker', reason });
    await cloud.anonymous.post('/_local/settle');
    const { page } = await logInAt(browser, cloud.url, '/app/notices', SUPERVISOR);
    await page.locator('.work-list .row', { hasText: '颁发奖励' }).first().getByText('工程部').waitFor();
  });
});

describe('language and size', () => {
  it('follow the person to another device, and stay with nobody else on this one', async () => {
    const { page } = await logInAt(browser, cloud.url, '/app/settings', 'cleaner-shi', { width: 390 });
    await page.getByLabel('长辈版：大字、大按钮').check();
    await page.getByLabel('English').check();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await expect
      .poll(async () => (await cloud.as('cleaner-shi').get('/me')).json.preferences)
      .toEqual({ language: 'en', large: true });

    // Another device, on which nobody has chosen anything.
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const other = await context.newPage();
    await other.goto(`${cloud.url}/app/settings`);
    await other.locator('button.main').click();
    await other.locator('a[href*="person=cleaner-shi"]').click();
    await other.getByRole('heading', { name: 'Settings' }).waitFor();
    await expect.poll(() => other.locator('html').getAttribute('data-size')).toBe('large');

    await other.locator('.menu > summary').click();
    await button(other, 'Log out').click();
    await other.locator('button.main').click();
    await other.locator('a[href*="person=guard-chu"]').click();
    await other.getByRole('heading', { name: '待办' }).waitFor();
    await expect.poll(() => other.locator('html').getAttribute('data-size')).toBe('usual');
  });

  it('change though nobody can be asked who the reader is', async () => {
    const { page } = await logInAt(browser, cloud.url, '/app/settings', 'guard-chu');
    await page.getByRole('heading', { name: '设置' }).waitFor();
    await page.route('**/me', (route) => route.abort());
    const asked = page.waitForEvent('requestfailed', (request) => new URL(request.url()).pathname === '/me');
    await page.getByLabel('English').check();
    await asked;
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    expect(await page.getByLabel('English').isChecked()).toBe(true);
  });

  it('that were chosen before the login hold on that device', async () => {
    const seat = await sitDown(browser, cloud.url, '/app', { language: 'en' });
    await seat.page.locator('button.main').click();
    await seat.page.locator('a[href*="person=worker-zheng"]').click();
    await seat.page.getByRole('heading', { name: 'To do' }).waitFor();
    expect((await cloud.as('worker-zheng').get('/me')).json.preferences).toMatchObject({ language: 'zh-CN' });
  });
});

describe('a resident', () => {
  it('downloads everything that is kept of them', async () => {
    const id = await repair(cloud, { subject: '这一件也在里面' });
    const { page } = await logInAt(browser, cloud.url, '/app/settings', 'resident-zhao');
    const coming = page.waitForEvent('download');
    await button(page, '下载我的资料').click();
    const text = await readFile((await (await coming).path()) ?? '', 'utf8');
    expect(JSON.parse(text).person).toMatchObject({ id: 'resident-zhao', name: '赵敏' });
    expect(text).toContain(id);
  });

  it('whose letters do not arrive is told so', async () => {
    const { page } = await sitDown(browser, cloud.url, '/app/settings');
    await page.route('**/me', async (route) => {
      const response = await route.fetch();
      const me = await response.json();
      return route.fulfill({
        response,
        json: { ...me, email: 'a@b.example', undeliverable: { since: me.now } },
      });
    });
    await page.locator('button.main').click();
    await page.locator('a[href*="person=resident-qian"]').click();
    await page.getByText('寄往 a@b.example 的邮件无法送达').waitFor();
  });
});

const LOOKS: readonly Look[] = [
  { width: 390, language: 'zh-CN', scheme: 'light' },
  { width: 1280, language: 'en', scheme: 'dark' },
  { width: 1280, language: 'zh-CN', scheme: 'dark', large: true },
  { width: 320, language: 'en', scheme: 'light', large: true },
];

describe('notices and settings', () => {
  it.each(LOOKS)('keep nobody out: %j', async (look) => {
    const { page, complaints } = await logInAt(browser, cloud.url, '/app/notices', SUPERVISOR, look);
    const check = async (screen: string) => {
      expect([screen, await barriersIn(page)]).toEqual([screen, []]);
      expect([screen, await scrollsSideways(page)]).toEqual([screen, false]);
    };
    await page.locator('.work-list, .nothing').first().waitFor();
    await check('notices');
    await page.locator('.menu > summary').click();
    await page.locator('.menu a[href$="/settings"]').click();
    await page.locator('#settings').waitFor();
    await check('settings');
    expect(complaints).toEqual([]);
  });
});
