import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { TestCloud } from '../support/local-cloud.ts';
import { barriersIn, logInAt, scrollsSideways } from './console-page.ts';
import { LOOKS } from './looks.ts';
import { entriesOf, handOver, read, repair, sign } from './sheets-of-tests.ts';
import { onStage } from './stage.ts';

let cloud: TestCloud;
let browser: Browser;
onStage((stage) => {
  ({ cloud, browser } = stage);
});

describe('a sheet', () => {
  it('is found by number, last four digits, telephone, name, address in any form, and a word', async () => {
    const subject = '阳台栏杆松动';
    const resident = { name: '沈九九', phone: '13912345678', address: '7栋2单元901' };
    const signature = { signer: '沈九九', path: 'M 10 40 L 30 12 L 36 61 L 60 20 L 80 44' };
    await repair(cloud);
    const id = await repair(cloud, { subject, resident, signature, category: 'other' });
    const { number } = await read(cloud, id);
    const { page, complaints } = await logInAt(browser, cloud.url, '/app/sheets', 'receptionist-sun');
    await page.locator('.work-list a').nth(1).waitFor();
    for (const q of [
      number,
      number.slice(-4),
      '5678',
      '13912345678',
      '沈九九',
      '7栋2单元901',
      '7-2-901',
      '栏杆',
    ]) {
      await page.keyboard.press('/');
      await page.locator('#q:focus').fill(q);
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.searchParams.get('q') === q);
      await expect.poll(() => page.locator('.work-list a strong').allInnerTexts()).toContain(subject);
      await expect.poll(() => page.locator('.work-list a').count()).toBe(1);
    }
    await page.getByText('按事由的字只查到').waitFor();
    await page.locator('#q').fill('没有这样的事');
    await page.keyboard.press('Enter');
    await page.getByText('没有找到').waitFor();
    expect(complaints).toEqual([]);
  });

  it('is gone to by keys; and the list is there again, narrowed as it was', async () => {
    const id = await repair(cloud, { subject: '单元门关不上' });
    const { page } = await logInAt(
      browser,
      cloud.url,
      '/app/sheets?status=registered&kind=repair',
      'receptionist-sun',
    );
    await page.locator(`.work-list a[href*="${id}"]`).waitFor();
    expect(await page.getByLabel('状态').inputValue()).toBe('registered');
    const first = await page.locator('.work-list a').first().getAttribute('href');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${first}`);
    await page.locator('.course li').first().waitFor();
    expect(await page.title()).toMatch(/^KF-\d{8}-\d{4} · 会签单 · 首接$/);
    await page.goBack();
    await expect.poll(() => page.title()).toBe('会签单 · 首接');
    await page.locator(`.work-list a[href*="${id}"]`).waitFor();
    await handOver(cloud, id);
    await page.getByLabel('状态').selectOption({ label: '未办完的' });
    await page.waitForURL('**/app/sheets?*status=open*');
    await page.locator(`.work-list a[href*="${id}"]`).getByText('已移交').waitFor();
    await page.keyboard.press('Escape');
    // Out of the field, where a key is a letter.
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('快捷键').waitFor();
  });

  it('says that it is urgent in one line, however long its subject', async () => {
    const subject =
      '厨房水槽下面的自来水管接头从昨天夜里开始一直滴水，楼下天花板也开始渗水了，请尽快派人来看看';
    const id = await repair(cloud, { subject, category: 'water' });
    const look = { width: 390, language: 'en' } as const;
    const { page } = await logInAt(browser, cloud.url, '/app/sheets', 'receptionist-sun', look);
    const urgent = page.locator(`.work-list a[href*="${id}"] .urgent`);
    await urgent.waitFor();
    const lines = await urgent.evaluate(
      (node) => node.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(node).lineHeight),
    );
    expect(Math.round(lines)).toBe(1);
  });

  it('that is new waits until the reader asks for it', async () => {
    const { page } = await logInAt(browser, cloud.url, '/app/sheets', 'receptionist-sun');
    await page.locator('.work-list a').first().waitFor();
    const before = await page.locator('.work-list a').count();
    const id = await repair(cloud, { subject: '刚刚登记的事' });
    await page.getByRole('button', { name: '1 条新' }).waitFor();
    expect(await page.locator('.work-list a').count()).toBe(before);
    await page.getByRole('button', { name: '1 条新' }).click();
    await page.locator(`.work-list a[href*="${id}"]`).waitFor();
    await page.getByRole('button', { name: '1 条新' }).waitFor({ state: 'detached' });
  });

  it('is read on page by page, and saved with the others as a table', async () => {
    for (let count = 0; count < 27; count += 1) await repair(cloud, { subject: `走廊第${count}盏灯` });
    const { page } = await logInAt(browser, cloud.url, '/app/sheets?q=走廊', 'receptionist-sun');
    await expect.poll(() => page.locator('.work-list a').count()).toBe(25);
    await page.getByRole('button', { name: '再列出一些' }).click();
    await expect.poll(() => page.locator('.work-list a').count()).toBe(27);
    await page.locator('.filters > summary').click();
    await page.getByLabel('登记日期从').fill('2026-11-23');
    await page.getByLabel('到', { exact: true }).fill('2026-11-23');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '存为表格 (CSV)' }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe('riverside-2026-11-23-2026-11-23.csv');
    const text = await readFile(await download.path(), 'utf8');
    expect(text.split('\r\n').filter((line) => line.includes('走廊'))).toHaveLength(27);
  });

  it('is urged by one key, and printed by who holds copies of it', async () => {
    const id = await repair(cloud);
    await handOver(cloud, id);
    const { page } = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'receptionist-sun');
    await page.locator('.course li').nth(1).waitFor();
    await page.keyboard.press('u');
    await page.locator('.step-form h2:focus').waitFor();
    // Whoever types on types into the form, though these letters are keys elsewhere.
    await page.keyboard.type('kj');
    expect(await page.locator('.step-form textarea').first().inputValue()).toBe('kj');
    await page.locator('.step-form textarea').first().fill('住户又来问了');
    await page.getByRole('button', { name: '签署' }).click();
    await page.getByText('已签署：催办').waitFor();
    expect(await entriesOf(cloud, id, 'urge')).toHaveLength(1);
    await page.getByRole('button', { name: '打印' }).click();
    await page.locator('iframe').waitFor({ state: 'attached' });
    await expect.poll(() => page.frames()[1]?.locator('section.copy').count()).toBe(3);
  });
});

describe('two who take the same at once', () => {
  it('the second reads who was quicker, and when', async () => {
    const id = await repair(cloud);
    await handOver(cloud, id);
    const { page } = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'worker-zheng', { width: 390 });
    await page.getByRole('button', { name: '签收', exact: true }).click();
    await sign(cloud, 'worker-wu', id, { step: 'accept' });
    await page.getByRole('button', { name: '签署' }).click();
    const refused = page.getByRole('alert');
    await refused.getByText('未被接受，尚未签署').waitFor();
    const said = await refused.innerText();
    expect(said).toContain('吴建国');
    expect(said).toMatch(/\d\d:\d\d/);
    expect(await entriesOf(cloud, id, 'accept')).toHaveLength(1);
  });
});

describe('a worker with a phone', () => {
  it('takes, arrives, completes and returns; and the resident sees each', async () => {
    const id = await repair(cloud);
    await handOver(cloud, id);
    const { page } = await logInAt(browser, cloud.url, '/app/work', 'worker-wu', { width: 390 });
    await page.locator(`.work-list a[href*="${id}"]`).first().click();
    const statusSeen = async () => (await cloud.as('resident-zhao').get(`/sheets/${id}`)).json.status;
    for (const [step, text, status] of [
      ['签收', undefined, 'accepted'],
      ['到场', undefined, 'on-site'],
      ['办结', '换了阀芯', 'completed'],
      ['交回', '已修好', 'returned'],
    ] as const) {
      await page.getByRole('button', { name: step, exact: true }).click();
      await page.locator('.step-form h2:focus').waitFor();
      if (text !== undefined) await page.locator('.step-form textarea').first().fill(text);
      await page.getByRole('button', { name: '签署' }).click();
      await page.getByText(`已签署：${step}`).waitFor();
      expect(await statusSeen()).toBe(status);
    }
  });
});

describe('what the system entered', () => {
  it('is said in words', async () => {
    const id = await repair(cloud);
    await cloud.clock.advance('PT11M');
    const { page } = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'receptionist-sun');
    await page.locator('.course').getByText('逾期上报').waitFor();
    expect(await page.locator('.course').innerText()).not.toMatch(/[a-z]{4}/i);
  });
});

describe.each(LOOKS)('the list, %s', (_name, look) => {
  it('keeps nobody out, needs no moving sideways, and mixes no languages', async () => {
    await repair(cloud);
    const seat = await logInAt(browser, cloud.url, '/app/sheets?kind=repair', 'director-wei', look);
    const { page, complaints } = seat;
    await page.locator('.work-list a').first().waitFor();
    expect(await barriersIn(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    if (look.language === 'en') {
      const said = await page.locator('.work > :not(.work-list)').allInnerTexts();
      expect(said.join().replaceAll(/[\p{Script=Han}]{2,3}(?=\n|,|$)/gu, '')).not.toMatch(/\p{Script=Han}/u);
    }
    expect(complaints).toEqual([]);
  });
});
