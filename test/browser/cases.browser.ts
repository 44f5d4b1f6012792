/** A case from its opening to the second review, as everybody in it sees it. */
import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { TestCloud } from '../support/local-cloud.ts';
import { logInAt } from './console-page.ts';
import { inspect, LOOKS } from './looks.ts';
import { lifeAt } from './site-life.ts';
import { onStage } from './stage.ts';

let cloud: TestCloud;
let browser: Browser;
onStage((stage) => {
  ({ cloud, browser } = stage);
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const sign = async (person: string, id: string, body: object) => {
  const { status, text } = await cloud.as(person).post(`/cases/${id}/sign-offs`, body);
  expect([status, text.slice(0, 300)]).toEqual([201, expect.any(String)]);
};
const statusOf = async (id: string) => (await cloud.as('director-wei').get(`/cases/${id}`)).json.status;

/** Draws in the frame. */
async function draw(page: Page): Promise<void> {
  const frame = await page.locator('.signature svg').boundingBox();
  if (frame === null) throw new Error('no frame to draw in');
  await page.mouse.move(frame.x + 20, frame.y + 60);
  await page.mouse.down();
  for (const [x, y] of [
    [60, 20],
    [90, 80],
    [140, 30],
    [190, 70],
  ] as const)
    await page.mouse.move(frame.x + x, frame.y + y, { steps: 3 });
  await page.mouse.up();
}

/** A case about worker-wu that was opened by the API; its id. */
async function opened(): Promise<string> {
  const { json } = await cloud
    .as('director-wei')
    .post(
      '/cases',
      { about: 'worker-wu', rule: 'A1.3', allegation: '接单后两小时未到场，也没有说明。' },
      { 'idempotency-key': `case-${Math.random()}` },
    );
  return String(json.id);
}
const concluded = async (id: string) =>
  sign('engineering-supervisor-feng', id, {
    ...{ step: 'conclude', findings: '到场晚了两小时。', conclusion: '违反岗位责任制。', grade: 'minor' },
  });

describe('a case', () => {
  it('is opened by hand with its clause in full, and what is missing is said at its field', async () => {
    const { page, complaints } = await logInAt(browser, cloud.url, '/app/cases', 'director-wei');
    await page.getByText('没有可以给您看的问责案。').waitFor();
    await page.getByRole('link', { name: '立案' }).click();
    await button(page, '立案').click();
    expect(await page.getByText('请填写').count()).toBe(3);
    await page.getByLabel('关于谁').selectOption({ label: '吴建国 · 工程部' });
    await page.getByLabel('违反哪一条').selectOption('A1.3');
    await page.getByText('不敷衍了事，不推诿扯皮').waitFor();
    await page.getByLabel('发生了什么').fill('接单后两小时未到场。');
    await button(page, '立案').click();
    await page.locator('h1').getByText('关于吴建国的问责案').waitFor();
    expect(await page.locator('.case-page').innerText()).toContain('部门调查，并作出书面结论');
    expect(complaints).toEqual([]);
  });

  it('tells whoever it is about their rights in words and days, through two appeals; heavier is refused', async () => {
    const id = await opened();
    const hidden = await logInAt(browser, cloud.url, `/app/cases/${id}`, 'worker-wu');
    await hidden.page.getByText('没有这项内容，或不对您公开。').waitFor();
    await concluded(id);

    const { page } = hidden;
    await page.reload();
    await page.getByText('签收只表示收到，不等于同意').waitFor();
    await button(page, '签字知悉').click();
    await draw(page);
    await page.getByLabel(/陈述/).fill('当时在抢修另一处漏水。');
    await button(page, '签署').click();
    await page.getByText('已签署：签字知悉').waitFor();
    expect(await statusOf(id)).toBe('acknowledged');
    await sign('engineering-manager-wang', id, { step: 'decide', sanctions: ['criticism'], reason: '属实' });
    await sign('engineering-manager-wang', id, { step: 'deliver', means: 'in-person' });

    await page.reload();
    await page.getByText(/申述：还剩 3[01] 天/).waitFor();
    await page.locator('summary', { hasText: '其他可办的事' }).click();
    await button(page, '申述').click();
    await page.getByText('不会加重处理').first().waitFor();
    await page.getByLabel(/陈述/).fill('记录有误，我当时在另一处抢修。');
    await button(page, '签署').click();
    await page.getByText('已签署：申述').waitFor();
    expect(await statusOf(id)).toBe('appealed');

    const reviewer = await logInAt(browser, cloud.url, `/app/cases/${id}`, 'cs-manager-li');
    await button(reviewer.page, '作出决定').click();
    await reviewer.page.getByLabel('复核结果').selectOption('varied');
    // What is heavier by itself is not offered; two light ones instead of one are heavier together.
    expect(await reviewer.page.getByLabel('公开检讨').count()).toBe(0);
    await reviewer.page.getByLabel('口头警告').check();
    await reviewer.page.getByLabel('批评教育').check();
    await reviewer.page.getByLabel('理由').fill('应当从重');
    await button(reviewer.page, '签署').click();
    await reviewer.page.getByText('未被接受，尚未签署').waitFor();
    expect(await statusOf(id)).toBe('appealed');
    await reviewer.page.getByLabel('复核结果').selectOption('upheld');
    await button(reviewer.page, '签署').click();
    await reviewer.page.getByText('已签署：作出决定').waitFor();
    await sign('cs-manager-li', id, { step: 'deliver', means: 'in-person' });

    await page.reload();
    await page.getByText(/申述：还剩 3[01] 天/).waitFor();
    await page.locator('summary', { hasText: '其他可办的事' }).click();
    await button(page, '申述').click();
    await page.getByLabel(/陈述/).fill('请再看一次派工记录。');
    await button(page, '签署').click();
    await page.getByText('已签署：申述').waitFor();
    expect(await statusOf(id)).toBe('appealed');
    await page.getByText('第 2 级申述').waitFor();
  });

  it('tells on a phone what its subject may do before what was signed', async () => {
    const id = await opened();
    await concluded(id);
    const { page } = await logInAt(browser, cloud.url, `/app/cases/${id}`, 'worker-wu', { width: 390 });
    await page.locator('.rights').waitFor();
    await page.locator('.course li').first().waitFor();
    const heights = ['.rights', '.course'].map((part) =>
      page.locator(part).evaluate((node) => node.getBoundingClientRect().top),
    );
    const [rights = 0, course = 0] = await Promise.all(heights);
    expect(rights).toBeLessThan(course);
  });

  it('that is proposed is opened from its sheet, or not opened for a reason that is kept', async () => {
    const life = lifeAt(cloud);
    for (const subject of ['空调不制冷', '门禁坏了']) await life.taken(await life.repair(subject));
    await cloud.clock.advance('PT4H');
    const { page } = await logInAt(browser, cloud.url, '/app/cases', 'director-wei');
    const proposed = page.locator('section[aria-labelledby="proposed"] > ul > li');
    await proposed.first().waitFor();
    const before = await proposed.count();
    await proposed.first().getByRole('button', { name: '不立案' }).click();
    await page.getByLabel('不立案的理由').fill('当天停电，无法到场。');
    await page.locator('form').getByRole('button', { name: '不立案' }).click();
    await expect.poll(() => proposed.count()).toBe(before - 1);
    await proposed.first().getByRole('link', { name: '立案' }).click();
    await page.getByLabel('发生了什么').fill('逾期未到场。');
    await button(page, '立案').click();
    await page.getByRole('link', { name: '起因的会签单' }).waitFor();
  });
});

describe.each(LOOKS)('every screen of a case, %s', (name, look) => {
  it('keeps nobody out, needs no moving sideways, and mixes no languages', async () => {
    const id = await opened();
    await concluded(id);
    const { page, complaints } = await logInAt(browser, cloud.url, `/app/cases/${id}`, 'worker-wu', look);
    await page.locator('.rights').waitFor();
    await page.locator('.course li').first().waitFor();
    await inspect(page, 'case', name);
    if (look.language === 'en') {
      const own = (await page.locator('aside, h2, blockquote').allInnerTexts())
        .join(' ')
        .replaceAll('吴建国', '');
      expect(own).not.toMatch(/\p{Script=Han}/u);
    }
    await page.locator('.next .main').click();
    await page.locator('.step-form').waitFor();
    await inspect(page, 'case step', name);
    await page.context().close();
    const director = await logInAt(browser, cloud.url, '/app/cases', 'director-wei', look);
    await director.page.locator('.rows .score-row').first().waitFor();
    await inspect(director.page, 'cases', name);
    await director.page
      .getByRole('link', { name: look.language === 'en' ? 'Open a case' : '立案', exact: true })
      .last()
      .click();
    await director.page.locator('.step-form').waitFor();
    await inspect(director.page, 'case opening', name);
    expect([...complaints, ...director.complaints]).toEqual([]);
  });
});
