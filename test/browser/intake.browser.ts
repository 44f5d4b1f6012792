import type { Browser, Frame, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { TestCloud } from '../support/local-cloud.ts';
import { barriersIn, logInAt, scrollsSideways } from './console-page.ts';
import { inspect, LOOKS } from './looks.ts';
import { draw, entriesOf, read, repair } from './sheets-of-tests.ts';
import { onStage } from './stage.ts';

let cloud: TestCloud;
let browser: Browser;
onStage((stage) => {
  ({ cloud, browser } = stage);
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const numberOn = (page: Page) => page.locator('#opened').innerText();
const idOn = async (page: Page) =>
  (await page.getByRole('link', { name: '打开会签单' }).getAttribute('href'))?.split('/').at(-1) ?? '';

/** Presses keys and counts them; Chinese is typed by its sounds, and chosen with one key. */
function countingKeys(page: Page) {
  let count = 0;
  return {
    count: () => count,
    async press(key: string, times = 1) {
      for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
      count += times;
    },
    async type(text: string, sounds = text) {
      count += sounds.length + (sounds === text ? 0 : 1);
      await page.keyboard.type(text);
    },
  };
}

/** What a frame would print. */
async function printedFrame(page: Page): Promise<Frame> {
  await page.locator('iframe').waitFor({ state: 'attached' });
  await expect.poll(() => page.frames().length).toBe(2);
  const frame = page.frames().find((each) => each !== page.mainFrame());
  if (frame === undefined) throw new Error('nothing was printed');
  await frame.locator('section.copy').first().waitFor({ state: 'attached' });
  return frame;
}

describe('a walk-in repair', () => {
  it('is found by four digits, taken in by at most forty keys, signed, and printed with its style', async () => {
    await repair(cloud, { subject: '门锁不灵' });
    const seat = await logInAt(browser, cloud.url, '/app/open', 'receptionist-sun');
    const { page, complaints } = seat;
    await page.addInitScript(() => {
      window.print = () => {
        document.documentElement.dataset.printed = 'yes';
      };
    });
    await page.reload();
    await page.locator('#field-find:focus').waitFor();
    const keys = countingKeys(page);
    await keys.type('0001');
    const found = page.getByRole('option');
    await found.first().waitFor();
    expect(await found.first().innerText()).toContain('138****0001');
    await keys.press('Enter');
    await page.locator('[name="kind"]:focus').waitFor();
    expect(await page.getByLabel('电话', { exact: true }).inputValue()).toBe('13800000001');
    await keys.press('Tab');
    await keys.press('ArrowUp', 3);
    expect(await page.locator('[name="category"]:checked').count()).toBe(1);
    await keys.press('Tab');
    await keys.type('厨房门锁坏了', 'chufangmensuohuaile');
    // The pen is no key.
    await draw(page);
    await keys.press('Control+Enter');
    await page.locator('#opened:focus').waitFor();
    expect(await numberOn(page)).toMatch(/^KF-20261123-\d{4}$/);
    const sheet = await read(cloud, await idOn(page));
    expect([sheet.subject, sheet.resident?.phone, sheet.status]).toEqual([
      '厨房门锁坏了',
      '13800000001',
      'registered',
    ]);
    await keys.press('Control+p');
    expect(keys.count()).toBeLessThanOrEqual(40);

    const frame = await printedFrame(page);
    await expect.poll(() => frame.evaluate(() => document.documentElement.dataset.printed)).toBe('yes');
    expect(await frame.locator('section.copy').count()).toBe(3);
    await page.emulateMedia({ media: 'print' });
    const style = await frame
      .locator('tbody th')
      .first()
      .evaluate((cell) => getComputedStyle(cell).borderTopStyle);
    expect(style).toBe('solid');
    expect(complaints).toEqual([]);

    await page.emulateMedia({ media: 'screen' });
    await button(page, '下一件').click();
    await page.locator('#field-find:focus').waitFor();
    expect(await page.locator('#field-subject').inputValue()).toBe('');
  });

  it('is read and signed by the resident in a second window, which needs no login and keeps nothing', async () => {
    const desk = await logInAt(browser, cloud.url, '/app/open', 'receptionist-sun');
    const { page } = desk;
    await page.getByLabel('姓名').fill('冯军');
    await page.getByLabel('电话').fill('13800000009');
    await page.getByLabel('地址').fill('4栋2单元201');
    await page.getByLabel('其他').check();
    await page.locator('#field-subject').fill('信报箱打不开');
    const opened = page.waitForEvent('popup');
    await button(page, '在副屏上签名').click();
    const facing = await opened;
    await facing.getByText('4栋2单元201').waitFor();
    await draw(facing);
    const path = () => page.locator('.signature path').getAttribute('d');
    await expect.poll(path).toMatch(/^M \d+ \d+( L \d+ \d+){2}/);

    // Whoever reads it finds a mistake; the desk puts it right, and what is drawn stays.
    await page.locator('#field-subject').fill('信报箱锁坏了');
    await facing.getByText('信报箱锁坏了').waitFor();
    expect(await facing.locator('.signature path').getAttribute('d')).toBe(await path());
    await button(page, '重签').click();
    await expect.poll(() => facing.locator('.signature path').getAttribute('d')).toBe('');
    await button(facing, '重签').click();
    await draw(facing);
    await inspect(facing, 'second-window', 'zh light');

    await expect.poll(path).not.toBe('');
    const drawn = await path();
    await button(page, '登记').click();
    await page.locator('#opened').waitFor();
    await facing.getByText('前台已收到').waitFor();
    expect(await facing.locator('body').innerText()).not.toContain('冯军');
    const { signatures } = (
      await cloud
        .as('director-wei')
        .get<{ readonly signatures: readonly { readonly signer: string }[] }>(`/sheets/${await idOn(page)}`)
    ).json;
    expect(signatures.map(({ signer }) => signer)).toEqual(['冯军']);
    expect(drawn).toContain('L');

    // The same window is turned to the next one, and does not outlive a form that is left.
    await button(page, '下一件').click();
    await page.locator('#field-subject').fill('楼道灯不亮');
    await button(page, '在副屏上签名').click();
    await facing.getByText('楼道灯不亮').waitFor();
    await page.goto(`${cloud.url}/app/work`);
    await facing.getByText('前台已收到').waitFor();
    expect(desk.complaints).toEqual([]);
  });

  it('keeps what was typed through a reload, says what is missing at its field, and sends nothing before', async () => {
    const { page } = await logInAt(browser, cloud.url, '/app/open', 'receptionist-sun');
    await page.locator('#field-subject').fill('电梯异响');
    await page.locator('#field-resident-name').fill('冯军');
    await page.reload();
    expect(await page.locator('#field-subject').inputValue()).toBe('电梯异响');
    const before = await count();
    await button(page, '登记').click();
    await page.getByText('请填写').first().waitFor();
    expect(await page.getByText('请填写').count()).toBe(4);
    expect(await count()).toBe(before);
    expect(await page.locator('#field-resident-phone:focus').count()).toBe(1);
  });

  it('for the same trouble is warned of before, and led to the sheet that there is', async () => {
    const id = await repair(cloud, { subject: '暖气片漏水', category: 'other' });
    const { page } = await logInAt(browser, cloud.url, '/app/open', 'receptionist-zhou');
    await page.locator('#field-find').fill('13800000001');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('是同一件事吗').waitFor();
    await page.getByRole('link', { name: /暖气片漏水/ }).click();
    await page.waitForURL(`**/app/sheets/${id}?sign=urge`);
    await page.locator('.step-form').getByText('催办').waitFor();
  });

  it('whose answer is lost is taken in once', async () => {
    const { page } = await logInAt(browser, cloud.url, '/app/open', 'worker-wu', { width: 390 });
    await page.getByLabel('姓名').fill('钱进');
    await page.getByLabel('电话').fill('13800000002');
    await page.getByLabel('地址').fill('2栋1单元102');
    await page.getByLabel('其他').check();
    await page.locator('#field-subject').fill('花园栏杆松动');
    let lost = 0;
    await page.route('**/sheets', async (route) => {
      if (lost === 1 || route.request().method() !== 'POST') return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort();
    });
    const before = await count();
    await button(page, '登记').click();
    await page.getByText('没有收到回执，尚未登记').waitFor();
    await button(page, '登记').click();
    await page.locator('#opened').waitFor();
    expect(await count()).toBe(before + 1);
    expect((await read(cloud, await idOn(page))).status).toBe('accepted');
  });
});

/** How many sheets the director sees. */
async function count(): Promise<number> {
  const { json } = await cloud
    .as('director-wei')
    .get<{ items: readonly unknown[] }>('/sheets?site=riverside&limit=100');
  return json.items.length;
}

describe('an anonymous complaint on the telephone', () => {
  it('says who will not see it; and of whoever complained nobody reads name, telephone or voice', async () => {
    const { page } = await logInAt(browser, cloud.url, '/app/open', 'cs-manager-li');
    await page.getByLabel('来电', { exact: true }).check();
    await page.getByLabel('来电来函内容').fill('来电投诉夜里施工');
    await button(page, '录音').click();
    await page.getByText(/停止录音 [1-9]/).click();
    await page.locator('.files audio').waitFor();
    await page.locator('#field-resident-name').fill('郝无名');
    await page.locator('#field-resident-phone').fill('13877776666');
    await page.locator('#field-resident-address').fill('9栋9单元909');
    await page.getByLabel('投诉', { exact: true }).check();
    await page.locator('#field-subject').fill('夜里一直施工');
    await page.getByLabel('时间', { exact: true }).fill('2026-11-22T23:30');
    await page.getByLabel('地点').fill('北门');
    await page.getByLabel('起因').fill('施工');
    await page.getByLabel('经过').fill('夜里十一点还在施工');
    await page.getByLabel('部门', { exact: true }).selectOption({ label: '保安部' });
    await page.getByText('保安部的负责人看不到这张会签单').waitFor();
    await page.getByLabel('匿名').check();
    await page.getByText('没有人看得到住户的姓名').waitFor();
    await button(page, '登记').click();
    await page.locator('#opened').waitFor();
    const id = await idOn(page);
    const number = await numberOn(page);
    expect(await entriesOf(cloud, id, 'open')).toHaveLength(1);

    const seen = { signs: 'security-supervisor-lu', handles: 'deputy-director-jiang' };
    const blind = await logInAt(browser, cloud.url, `/app/sheets/${id}`, seen.signs);
    await blind.page.getByText('没有这项内容，或不对您公开。').waitFor();

    const reader = await logInAt(browser, cloud.url, `/app/sheets/${id}`, seen.handles);
    await reader.page.locator('.course li').first().waitFor();
    const secrets = ['郝无名', '13877776666', '138****6666', '9栋9单元909'];
    const shown = await reader.page.locator('body').innerText();
    expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
    expect(await reader.page.locator('audio').count()).toBe(0);
    const copies = await cloud.as(seen.handles).get(`/sheets/${id}/copies/all`);
    expect(secrets.filter((secret) => copies.text.includes(secret))).toEqual([]);
    for (const q of ['郝无名', '6666', '13877776666', '9-9-909']) {
      const { json } = await cloud
        .as(seen.handles)
        .get<{ items: readonly { number: string }[] }>(`/sheets?site=riverside&q=${encodeURIComponent(q)}`);
      expect([q, json.items.map((item) => item.number)]).toEqual([q, []]);
    }
    expect(number).toMatch(/^KF-/);
  });
});

describe.each(LOOKS)('taking in, %s', (_name, look) => {
  it('keeps nobody out, needs no moving sideways, and mixes no languages', async () => {
    const { page, complaints } = await logInAt(browser, cloud.url, '/app/open', 'receptionist-sun', look);
    const check = async () => {
      expect(await barriersIn(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
    };
    await page.locator('#field-find').waitFor();
    if (look.language === 'en') expect(await page.locator('form').innerText()).not.toMatch(/\p{Script=Han}/u);
    await page.locator('#field-find').fill('0001');
    await page.getByRole('option').first().waitFor();
    await check();
    await page.locator('[name="kind"]').nth(1).check();
    await page.locator('[name="channel"]').nth(1).check();
    await check();
    await page.locator('button[type="submit"]').click();
    await page.locator('.field .wrong').first().waitFor();
    await check();
    expect(complaints).toEqual([]);
  });
});
