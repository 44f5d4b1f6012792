/** Sites and their sections with what they are called and their robots, who works above them, and what the office itself promises. */
import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { typedTime } from '../../web/parts/time.ts';
import type { Json, TestCloud } from '../support/local-cloud.ts';
import { logInAt } from './console-page.ts';
import { inspect, LOOKS } from './looks.ts';
import { onStage } from './stage.ts';

let cloud: TestCloud;
let browser: Browser;
onStage((stage) => {
  ({ cloud, browser } = stage);
});

interface OrganisationJson {
  readonly site: Json;
  readonly sections: readonly Json[];
}
interface BoardJson {
  readonly office: { readonly version: number; readonly promises: readonly { readonly zh: string }[] };
}

const HOUR_MS = 3_600_000;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const organisation = async (site: string) =>
  (await cloud.as('administrator-shen').get<OrganisationJson>(`/organisation?site=${site}`)).json;
const soon = async (): Promise<string> => {
  const { json } = await cloud.as('director-wei').get('/me');
  return typedTime(new Date(Date.parse(String(json.now)) + HOUR_MS).toISOString(), 'Asia/Shanghai');
};

describe('a section', () => {
  it('is added with its robot, changed on the version that was read, and its changes are kept', async () => {
    const { page, complaints } = await logInAt(browser, cloud.url, '/app/organisation', 'director-wei');
    await page.getByRole('link', { name: '添加部门' }).click();
    await button(page, '保存').click();
    await page.locator('.wrong').first().waitFor();
    await page.getByLabel('编号').fill('gardening');
    await page.getByLabel('中文名称').fill('绿化部');
    await page.getByLabel('英文名称').fill('Gardening');
    await button(page, '添加机器人').click();
    await page.getByLabel('发到哪里').selectOption({ label: '企业微信' });
    await page.getByLabel(/密钥名/).fill('不是 名字');
    await button(page, '保存').click();
    // The fault stands at the robot's own field, and nothing typed is lost.
    await page.locator('.robot .wrong').waitFor();
    await page.reload();
    await page.getByLabel(/密钥名/).fill('gardening-group');
    await button(page, '保存').click();
    await page.getByText('已保存，现在生效。').waitFor();
    const { sections } = await organisation('riverside');
    expect(sections.find(({ id }) => id === 'gardening')).toMatchObject({
      ...{ zh: '绿化部', name: 'Gardening' },
      robots: [{ format: 'wecom', url: 'gardening-group' }],
    });

    await page.goto(`${cloud.url}/app/organisation`);
    await page.getByRole('link', { name: '绿化部 部门资料' }).click();
    await page.getByLabel('英文名称').fill('Gardens');
    const body = { zh: '园林部', name: 'Gardening', robots: [{ format: 'wecom', url: 'gardening-group' }] };
    await cloud.as('administrator-shen').request('PUT', '/sites/riverside/sections/gardening', body);
    await button(page, '保存').click();
    await page.getByText('别人刚刚改过。').waitFor();
    await page.locator('h1').getByText('园林部').waitFor();
    expect(await page.getByLabel('英文名称').inputValue()).toBe('Gardens');
    await button(page, '保存').click();
    await page.getByText('已保存，现在生效。').waitFor();
    await page.locator('h1').getByText('园林部').waitFor();
    await page.goto(`${cloud.url}/app/organisation/sites/riverside`);
    const ledger = page.locator('.course');
    await ledger.getByText('部门 园林部').first().waitFor();
    expect(await ledger.innerText()).toMatch(/群机器人\s+企业微信 gardening-group/);
    expect(complaints).toEqual([]);
  });
});

describe('a site', () => {
  it('is added by who works above all of them, and its people are found there', async () => {
    const director = await logInAt(
      browser,
      cloud.url,
      '/app/organisation/administrator-shen',
      'director-wei',
    );
    await director.page.getByLabel('所有小区').check();
    await button(director.page, '保存').click();
    await director.page.getByText('要等第二个人确认后才生效').waitFor();
    const overseer = await logInAt(browser, cloud.url, '/app/organisation', 'overseer-han');
    const waiting = overseer.page.locator('section[aria-labelledby="waiting"] li').first();
    await waiting.getByText('所有小区').waitFor();
    await waiting.getByRole('button', { name: '确认，立即生效' }).click();
    await overseer.page.getByText('已确认，现在生效。').waitFor();

    const { page, complaints } = await logInAt(
      browser,
      cloud.url,
      '/app/organisation/sites/new',
      'administrator-shen',
    );
    await page.getByLabel('编号').fill('hillside');
    await page.getByLabel('中文名称').fill('山景苑');
    await page.getByLabel('英文名称').fill('Hillside');
    await page.getByLabel('时区').fill('Asia/Nowhere');
    await button(page, '保存').click();
    await page.locator('#wrong-timeZone').waitFor();
    await page.getByLabel('时区').fill('Asia/Shanghai');
    await page.getByLabel(/办公室电话/).fill('0571-88880000');
    await button(page, '保存').click();
    await page.getByText('已保存，现在生效。').waitFor();
    expect((await organisation('hillside')).site).toMatchObject({ zh: '山景苑', phone: '0571-88880000' });

    await page.goto(`${cloud.url}/app/organisation?site=hillside`);
    await page.getByLabel('看哪个小区').waitFor();
    await page.getByRole('link', { name: '添加部门' }).click();
    await page.getByLabel('编号').fill('works');
    await page.getByLabel('中文名称').fill('维修部');
    await page.getByLabel('英文名称').fill('Works');
    await page.getByLabel(/职能/).selectOption({ label: '维修' });
    await button(page, '保存').click();
    await page.getByText('已保存，现在生效。').waitFor();
    await page.goto(`${cloud.url}/app/organisation/new?site=hillside`);
    await page.getByLabel('登录名（编号）').fill('worker-bai');
    await page.getByLabel('姓名').fill('白灵');
    await page.getByLabel('职务').selectOption({ label: '员工' });
    await page.getByLabel('部门').selectOption({ label: '维修部' });
    await button(page, '保存').click();
    await page.getByText('已保存，现在生效。').waitFor();
    await page.goto(`${cloud.url}/app/organisation?site=hillside`);
    await page.getByRole('link', { name: /白灵/ }).waitFor();
    expect([...complaints, ...director.complaints, ...overseer.complaints]).toEqual([]);
  });
});

describe('what the office promises', () => {
  it('is the regulation’s words until the director drafts and publishes others, English or none', async () => {
    const { page, complaints } = await logInAt(browser, cloud.url, '/app/commitments', 'director-wei');
    await page.getByText('现行的是制度原文。').waitFor();
    await page.getByText(/有 \d 个部门还没有发布承诺。/).waitFor();
    await page.locator('.drafting summary').click();
    await page.getByLabel('中文').first().fill('当天答复，绝不拖延。');
    await page.getByLabel(/英文/).first().fill('');
    await button(page, '存草稿').click();
    await page.locator('#wrong-effectiveFrom').waitFor();
    await page.getByLabel('从何时起施行').fill(await soon());
    await button(page, '存草稿').click();
    await page.locator('section[aria-labelledby="diff"]').getByText('当天答复，绝不拖延。').waitFor();
    // The API tells nobody of the draft: it stays on the device until it is published.
    await page.reload();
    await page.locator('.drafting summary').click();
    expect(await page.getByLabel('中文').first().inputValue()).toBe('当天答复，绝不拖延。');
    await button(page, '存草稿').click();
    await button(page, '发布').click();
    await page.getByText('已发布第 1 版。').waitFor();
    await page.getByText(/第 1 版将自 .* 起施行/).waitFor();
    await cloud.clock.advance('PT2H');
    const { json } = await cloud.anonymous.get<BoardJson>('/commitments?site=riverside');
    expect([json.office.version, json.office.promises[0]?.zh]).toEqual([1, '当天答复，绝不拖延。']);
    const deputy = await logInAt(browser, cloud.url, '/app/commitments', 'deputy-director-jiang');
    await deputy.page.getByText(/现行第 1 版/).waitFor();
    expect(await deputy.page.locator('.drafting').count()).toBe(0);
    await deputy.page.locator('a.score-row').first().click();
    await deputy.page.getByRole('link', { name: '回到全部承诺' }).waitFor();
    expect([...complaints, ...deputy.complaints]).toEqual([]);
  });
});

describe('the bar on a phone', () => {
  it('has five places, shows that the page is behind the last, and closes by Escape or beside it', async () => {
    const { page } = await logInAt(browser, cloud.url, '/app/cases', 'director-wei', { width: 390 });
    const more = page.locator('.bar summary');
    await more.click();
    const behind = page.locator('.behind').getByRole('link', { name: '问责' });
    await behind.waitFor();
    expect(await behind.getAttribute('aria-current')).toBe('page');
    await page.keyboard.press('Escape');
    await behind.waitFor({ state: 'hidden' });
    await more.click();
    // Beside it is where only a pointer goes; keys leave it by going on.
    await page.locator('h1').first().hover();
    await page.mouse.down();
    await behind.waitFor({ state: 'hidden' });
    expect(await page.locator('.bar > a').count()).toBe(4);
    // A worker has five, and all of them at hand.
    const worker = await logInAt(browser, cloud.url, '/app/work', 'worker-wu', { width: 390 });
    await worker.page.locator('.bar a').nth(4).waitFor();
    expect(await worker.page.locator('.bar summary').count()).toBe(0);
  });

  it('at a desk has all of them beside the page', async () => {
    const { page } = await logInAt(browser, cloud.url, '/app/work', 'director-wei');
    await page.locator('.bar').getByRole('link', { name: '看板' }).waitFor();
    expect(await page.locator('.bar summary').count()).toBe(0);
  });
});

describe.each(LOOKS)('every screen of places and the office’s plan, %s', (name, look) => {
  it('keeps nobody out, needs no moving sideways, and mixes no languages', async () => {
    const seat = await logInAt(browser, cloud.url, '/app/commitments', 'director-wei', look);
    const { page } = seat;
    const looked = async (screen: string) => {
      await inspect(page, screen, name);
      if (look.language !== 'en') return;
      const names = /魏东|沈洁|韩正|杨帆/g;
      const said = page.locator('main :is(h2, h3, label, legend, dt, button, summary, .dim)');
      const own = (await said.allInnerTexts()).join(' ').replaceAll(names, '');
      expect([screen, own]).toEqual([screen, expect.not.stringMatching(/\p{Script=Han}/u)]);
    };
    await page.locator('.drafting summary').click();
    await page.locator('.plan-form').waitFor();
    await looked('commitments of all');
    await page.goto(`${cloud.url}/app/organisation/sites/riverside`);
    await page.locator('.step-form').waitFor();
    await page.locator('.course .intact').waitFor();
    await page.locator('.robots > button').click();
    await looked('site');
    await page.goto(`${cloud.url}/app/organisation/sections/engineering`);
    await page.locator('.step-form').waitFor();
    await looked('section');
    await page.goto(`${cloud.url}/app/organisation/hr-yang`);
    await page.locator('.step-form').first().waitFor();
    await inspect(page, 'person above sites', name);
    expect(seat.complaints).toEqual([]);
    await seat.context.close();
  });
});
