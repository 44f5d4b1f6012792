/** Who is who and who is there: four eyes, leave, shifts, and what sections promise. */
import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { typedTime } from '../../web/parts/time.ts';
import type { TestCloud } from '../support/local-cloud.ts';
import { logInAt, sitDown } from './console-page.ts';
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

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const presentOf = async (): Promise<number> => {
  const { json } = await cloud.as('director-wei').get('/me');
  return Date.parse(String(json.now));
};
/** As the control for local times takes it, by the site's clocks. */
const typed = (instant: number) => typedTime(new Date(instant).toISOString(), 'Asia/Shanghai');
const HOUR_MS = 3_600_000;

describe('a change of customer service’s manager', () => {
  it('waits until a second pair of eyes confirms it, and the old address hears of it', async () => {
    const director = await logInAt(browser, cloud.url, '/app/organisation', 'director-wei');
    await director.page.getByRole('link', { name: /李慧/ }).click();
    await director.page.getByLabel(/邮箱/).fill('li-new@riverside.example');
    await button(director.page, '保存').click();
    await director.page.getByText('要等第二个人确认后才生效').waitFor();
    const before = await cloud.as('director-wei').get('/people/cs-manager-li');
    expect(before.json.email).toBe('cs-manager-li@riverside.example');

    const second = await logInAt(browser, cloud.url, '/app/organisation', 'administrator-shen');
    const row = second.page.locator('section[aria-labelledby="waiting"] li').first();
    await row.waitFor();
    expect(await row.innerText()).toMatch(
      /李慧[\s\S]*cs-manager-li@riverside.example → li-new@riverside.example[\s\S]*魏东 提出于/,
    );
    await row.getByRole('button', { name: '确认，立即生效' }).click();
    await second.page.getByText('已确认，现在生效。').waitFor();
    const after = await cloud.as('director-wei').get('/people/cs-manager-li');
    expect(after.json.email).toBe('li-new@riverside.example');
    await cloud.clock.advance('PT2M');
    const { json } = await cloud.anonymous.get<{ items: readonly { to: string }[] }>(
      '/_local/mail?to=cs-manager-li@riverside.example',
    );
    expect(json.items.length).toBeGreaterThan(0);
    await director.page.reload();
    await director.page.locator('.course').getByText('沈洁').waitFor();
    expect([...director.complaints, ...second.complaints]).toEqual([]);
  });
});

describe('somebody who leaves', () => {
  it('is kept while sheets are open with them, which are named and led to', async () => {
    const id = await life.repair('门锁坏了');
    await life.taken(id, 'worker-zheng');
    const { page } = await logInAt(
      browser,
      cloud.url,
      '/app/organisation/worker-zheng',
      'administrator-shen',
    );
    await page.getByLabel(/在职/).uncheck();
    await button(page, '保存').click();
    await page.getByText('此人还有未办完的会签单，请先改派：').waitFor();
    await page.locator(`a[href$="/sheets/${id}"]`).waitFor();
    expect((await cloud.as('director-wei').get('/people/worker-zheng')).json.active).toBe(true);
  });
});

describe('leave', () => {
  it('gives the stand-in what the absent person owes, in what they have to do', async () => {
    const id = await life.repair('水龙头滴水');
    await life.taken(id, 'worker-wu');
    const { page } = await logInAt(
      browser,
      cloud.url,
      '/app/organisation/worker-wu',
      'engineering-manager-wang',
    );
    const now = await presentOf();
    await page.getByLabel('从').fill(typed(now + HOUR_MS / 6));
    await page.getByLabel('到', { exact: true }).fill(typed(now + 48 * HOUR_MS));
    await page.getByLabel(/代班人/).selectOption({ label: '郑海涛' });
    await button(page, '登记请假').click();
    await page
      .getByText(/郑海涛 代班/)
      .first()
      .waitFor();
    await cloud.clock.advance('PT20M');
    const standIn = await logInAt(browser, cloud.url, '/app/work', 'worker-zheng');
    const row = standIn.page.locator(`.work-list li:has(a[href*="${id}"])`).first();
    await row.waitFor();
    expect(await row.innerText()).toMatch(/水龙头滴水[\s\S]*代人办/);
    await page.goto(`${cloud.url}/app/organisation`);
    await page
      .getByText(/请假至[\s\S]*郑海涛 代班/)
      .first()
      .waitFor();
  });
});

describe('shifts', () => {
  it('are put together by a lead, show who is on leave, and are saved as a whole', async () => {
    const { page } = await logInAt(browser, cloud.url, '/app/duty', 'engineering-supervisor-feng');
    await page.locator('h1').getByText('工程部 排班').waitFor();
    await button(page, '加上这一班').click();
    await page.getByText('请填写起止时间，并选至少一人').waitFor();
    const now = await presentOf();
    await page.getByLabel('从').fill(typed(now + HOUR_MS));
    await page.getByLabel('到', { exact: true }).fill(typed(now + 9 * HOUR_MS));
    await page.getByLabel('吴建国').check();
    await button(page, '加上这一班').click();
    await page.getByText('有改动还没有保存。').waitFor();
    await page.reload();
    await page.getByText('吴建国（请假）').waitFor();
    await button(page, '保存排班').click();
    await page.getByText('排班已保存，现在生效。').waitFor();
    const { json } = await cloud
      .as('engineering-supervisor-feng')
      .get<{ shifts: readonly { people: readonly string[] }[] }>(
        '/sites/riverside/sections/engineering/duty',
      );
    expect(json.shifts.map(({ people }) => people)).toEqual([['worker-wu']]);
  });
});

describe('what a section promises', () => {
  it('is drafted by its manager, faults at their row, published by the director, and on the board without login or script', async () => {
    const manager = await logInAt(browser, cloud.url, '/app/commitments', 'engineering-manager-wang');
    const { page } = manager;
    await page.getByLabel('中文').fill('水管爆裂，十分钟到场。');
    await page.getByLabel('英文').fill('Burst pipes: on site in ten minutes.');
    await button(page, '再加一项时限').click();
    await page.getByLabel('事项').selectOption('repair.urgent.arrival');
    await page.getByLabel('多久').fill('90');
    await page.getByLabel('从何时起施行').fill(typed((await presentOf()) + HOUR_MS));
    await button(page, '存草稿').click();
    const row = page.locator('.plan-row.target .wrong');
    await row.waitFor();
    expect(await row.innerText()).toContain('不得宽于条款');
    await page.reload();
    expect(await page.getByLabel('多久').inputValue()).toBe('90');
    await page.getByLabel('多久').fill('10');
    await button(page, '存草稿').click();
    await page.getByText('草稿已存，等主任发布。').waitFor();

    const director = await logInAt(browser, cloud.url, '/app/commitments/engineering', 'director-wei');
    await director.page
      .locator('section[aria-labelledby="diff"]')
      .getByText(/新增[\s\S]*10 分钟/)
      .waitFor();
    await button(director.page, '发布').click();
    await director.page.getByText('已发布第 1 版。').waitFor();
    // It begins in an hour, and is not called in force before.
    await director.page.getByText(/第 1 版将自 .* 起施行/).waitFor();

    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
    });
    const board = await context.newPage();
    await board.goto(`${cloud.url}/app/board/riverside`);
    await board.getByText('水管爆裂，十分钟到场。').waitFor();
    expect(await board.locator('main').innerText()).toMatch(/10 分钟/);
    await context.close();
    expect([...manager.complaints, ...director.complaints]).toEqual([]);
  });

  it('is reached from the first page', async () => {
    const { page } = await logInAt(browser, cloud.url, '/app/work', 'guard-chu');
    await page.locator('.menu > summary').click();
    expect(await page.getByRole('link', { name: '公开服务承诺' }).getAttribute('href')).toBe(
      '/app/board/riverside',
    );
    await page.getByRole('button', { name: '退出登录' }).click();
    const seat = await sitDown(browser, cloud.url, '/app/board/riverside');
    await seat.page.getByText('滨河花园 公开服务承诺').first().waitFor();
    await inspect(seat.page, 'board', 'zh light');
  });
});

describe.each(LOOKS)('every screen of the organisation, %s', (name, look) => {
  it('keeps nobody out, needs no moving sideways, and mixes no languages', async () => {
    const director = await logInAt(browser, cloud.url, '/app/organisation', 'director-wei', look);
    const at = async ({ page }: { readonly page: Page }, path: string, seen: string, screen: string) => {
      await page.goto(`${cloud.url}/app${path}`);
      await page.locator(seen).first().waitFor();
      await inspect(page, screen, name);
      if (look.language !== 'en') return;
      const own = await page.locator('h2, h3, legend, label, button').allInnerTexts();
      const said = own.join(' ').replaceAll(/吴建国|郑海涛|冯刚|王志明|中文/g, '');
      expect([screen, said]).toEqual([screen, expect.not.stringMatching(/\p{Script=Han}/u)]);
    };
    await at(director, '/organisation', '.rows .score-row', 'organisation');
    await at(director, '/organisation/receptionist-sun', '.course', 'person in the directory');
    const drafted = await cloud
      .as('engineering-manager-wang')
      .request('PUT', '/sites/riverside/sections/engineering/commitments', {
        promises: [
          {
            id: 'lift',
            zh: '电梯困人，五分钟到场。',
            en: 'Somebody stuck in a lift: there in five minutes.',
          },
        ],
        targets: { 'repair.urgent.arrival': 'PT5M' },
        effectiveFrom: new Date((await presentOf()) + HOUR_MS).toISOString(),
      });
    expect([200, 201]).toContain(drafted.status);
    await at(director, '/commitments/engineering', '.publish', 'commitments to publish');
    const manager = await logInAt(browser, cloud.url, '/app/duty', 'engineering-manager-wang', look);
    await at(manager, '/duty', '.step-form', 'duty');
    await at(manager, '/commitments', '.plan-form', 'commitments');
    expect([...director.complaints, ...manager.complaints]).toEqual([]);
  });
});
