/** What leaders look at: the wall, the month with what is behind its figures, and the registers. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { TestCloud } from '../support/local-cloud.ts';
import { logInAt } from './console-page.ts';
import { inspect, LOOKS } from './looks.ts';
import { lifeAt, type SiteLife } from './site-life.ts';
import { onStage } from './stage.ts';

let cloud: TestCloud;
let browser: Browser;
let life: SiteLife;
onStage((stage) => {
  ({ cloud, browser } = stage);
  life = lifeAt(cloud);
});

/** The bytes of the file that a press of that button saves. */
async function saved(page: Page, name: string): Promise<string> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name, exact: true }).click();
  return readFile(await (await waiting).path(), 'utf8');
}

describe('after an hour and a minute', () => {
  it('what nobody took is overdue, first in what there is to do and on the wall, in words and in colour', async () => {
    await life.taken(await life.repair('楼道灯不亮'));
    const id = await life.repair('门锁坏了');
    await life.sign('receptionist-sun', id, { step: 'hand-over', section: 'engineering', opinion: '请尽快' });
    const wall = await logInAt(browser, cloud.url, '/app/wall', 'director-wei');
    const first = wall.page.locator('.wall-page li').first();
    await first.waitFor();
    expect(await wall.page.locator('.wall-page').innerText()).not.toMatch(/逾期 [1-9]/);
    await cloud.clock.advance('PT61M');
    // By itself: nobody presses anything.
    await first.locator('.deadline.late').waitFor();
    expect(await first.innerText()).toMatch(/签收[\s\S]*门窗[\s\S]*工程部[\s\S]*逾期 \d+分钟/);
    const colour = (selector: string) =>
      wall.page
        .locator(selector)
        .first()
        .evaluate((node) => getComputedStyle(node).color);
    expect(await colour('.wall-page .deadline.late')).not.toBe(await colour('.wall-page .dim'));

    // What is due, not what is next: two deadlines of one sheet are told apart.
    const told = (await wall.page.locator('.wall-page li').allInnerTexts()).map((text) =>
      text.replace(/(逾期|还剩|即将到期)[\s\S]*/, ''),
    );
    expect(new Set(told).size).toBe(told.length);

    const work = await logInAt(browser, cloud.url, '/app/work?who=site', 'director-wei');
    const row = work.page.locator('.work-list li').first();
    await row.waitFor();
    expect(await row.innerText()).toMatch(/签收\s+逾期[\s\S]*门锁坏了/);
    const lamp = work.page.locator('.work-list li', { hasText: '楼道灯不亮' }).first();
    expect(await lamp.innerText()).toMatch(/由 吴建国 负责/);
    expect([...wall.complaints, ...work.complaints]).toEqual([]);
  });

  it('the wall names nobody, and nothing on it is smaller than 28 px', async () => {
    const { page } = await logInAt(browser, cloud.url, '/app/wall', 'receptionist-sun');
    await page.locator('.wall-page li').first().waitFor();
    const text = await page.locator('body').innerText();
    expect(text).not.toMatch(/赵敏|孙丽|吴建国|1栋2单元|138/);
    const sizes: readonly number[] = await page
      .locator('.wall-page *')
      .evaluateAll((nodes) => nodes.map((node) => Number.parseFloat(getComputedStyle(node).fontSize)));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(28);
  });

  it('the wall goes on by itself to what has no room, until somebody stops it', async () => {
    for (const n of [1, 2, 3, 4, 5, 6, 7]) await life.repair(`窗户 ${n}`);
    const { page } = await logInAt(browser, cloud.url, '/app/wall', 'receptionist-sun');
    await page.getByText(/第 1 页，共 \d 页/).waitFor();
    await page.getByText(/第 2 页，共 \d 页/).waitFor();
    await page.getByRole('button', { name: '停住' }).click();
    await page.getByRole('button', { name: '继续翻页' }).waitFor();
  });
});

describe('a month', () => {
  it('leads from a figure to its sheets and to one of them, stays as it was frozen, and shows what came later', async () => {
    const late = await life.repair('空调不制冷');
    await life.taken(late, 'worker-zheng');
    const { json } = await cloud.as('worker-zheng').get('/me');
    const until = new Date(Date.parse(String(json.now)) + 7_200_000).toISOString();
    const asked = { step: 'request-exemption', clock: 'arrival-1-1', reason: '等配件', until };
    await life.sign('worker-zheng', late, asked);
    await cloud.clock.advance('PT61M');
    await life.sign('worker-zheng', late, { step: 'arrive' });
    const { page, complaints } = await logInAt(browser, cloud.url, '/app/month', 'director-wei');
    await page.getByRole('link', { name: /郑海涛/ }).click();
    const figure = page.getByRole('button', { name: /到场及时率/ });
    await figure.waitFor();
    expect(await figure.innerText()).toMatch(/0%（0\/1）/);
    await figure.click();
    await page.locator('.behind-figure a').first().click();
    await page.waitForURL(`**/app/sheets/${late}`);
    await page.locator('h1').getByText('空调不制冷').waitFor();
    await page.goBack();
    await page.locator('.behind-figure').waitFor();

    await cloud.clock.advance('P9D');
    const granted = { step: 'grant-exemption', clock: 'arrival-1-1', reason: '配件缺货属实' };
    await life.sign('cs-manager-li', late, granted);
    await cloud.settle();
    await page.goto(`${cloud.url}/app/month/2026-11`);
    await page.getByText('已定稿，数字不再变').waitFor();
    const frozen = await page.getByRole('link', { name: /郑海涛/ }).innerText();
    expect(frozen).toMatch(/分/);
    const corrections = page.locator('section[aria-labelledby="corrections"]');
    await corrections.getByText('郑海涛 · 到场及时率').waitFor();
    expect(await corrections.innerText()).toContain('分母 -1，不计 +1');
    const csv = await saved(page, '存为表格 (CSV)');
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    expect(csv).toContain('郑海涛');
    expect(complaints).toEqual([]);
  });

  it('is refused to whoever has no figures, in one sentence', async () => {
    const { page } = await logInAt(browser, cloud.url, '/app/people/worker-wu', 'worker-zheng');
    await page.getByText('没有这项内容，或不对您公开。').waitFor();
  });
});

describe('a register', () => {
  it('shows the days that are asked for, says at once which cannot be, and is saved and printed', async () => {
    const { page } = await logInAt(
      browser,
      cloud.url,
      '/app/registers/hand-over?from=2026-11-23',
      'receptionist-sun',
    );
    await page.locator('.table tbody tr').first().waitFor();
    expect(await page.locator('.table').innerText()).toContain('吴建国');
    await page.getByLabel('到').fill('2026-12-25');
    await page.getByText('结束日期要在开始日期当天或之后，最多 31 天。').waitFor();
    await page.getByLabel('到').fill('2026-11-24');
    await page.getByRole('button', { name: '查看' }).click();
    await page.waitForURL('**from=2026-11-23&to=2026-11-24');
    expect(await saved(page, '存为表格 (CSV)')).toContain('吴建国');
    await page.getByRole('link', { name: '报修登记台帐' }).click();
    await page.locator('.table').getByText('门锁坏了').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(false);
    expect(await page.locator('.table').isVisible()).toBe(true);
  });

  it('that there is none of says so', async () => {
    const { page } = await logInAt(browser, cloud.url, '/app/registers/nothing', 'receptionist-sun');
    await page.getByText('没有这本台帐。').waitFor();
  });
});

describe.each(LOOKS)('every screen of leaders, %s', (name, look) => {
  it('keeps nobody out, needs no moving sideways, and mixes no languages', async () => {
    const { page, complaints } = await logInAt(
      browser,
      cloud.url,
      '/app/month/2026-11',
      'director-wei',
      look,
    );
    const at = async (path: string, seen: string, screen: string) => {
      await page.evaluate((to) => history.pushState(null, '', to), `/app${path}`);
      await page.reload();
      await page.locator(seen).first().waitFor();
      await inspect(page, screen, name);
      if (look.language !== 'en') return;
      const own = await page.locator('h2, .buttons, .table th, .table caption').allInnerTexts();
      expect(own.join(' ')).not.toMatch(/\p{Script=Han}/u);
    };
    await at('/month/2026-11', '.score-row', 'month');
    await at('/sections/engineering?month=2026-11', '.figures .score-row', 'section');
    await at('/people/worker-zheng?month=2026-11&figure=onTime.arrival', '.behind-figure a', 'person');
    await at('/registers/hand-over?from=2026-11-23', '.table td', 'register');
    await at('/registers/repairs?from=2026-11-23', '.table td', 'repairs');
    await at('/wall', '.wall-page li', 'wall');
    expect(complaints).toEqual([]);
  });
});
