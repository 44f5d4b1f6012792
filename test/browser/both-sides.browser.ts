/** Both halves of what follows from conduct (奖优惩劣): awards, sanctions carried out, what is on record; and the company above its sites. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { typedTime } from '../../web/parts/time.ts';
import { changed } from '../support/directory.ts';
import type { Json, TestCloud } from '../support/local-cloud.ts';
import { logInAt, scrollsSideways } from './console-page.ts';
import { inspect, LOOKS } from './looks.ts';
import { onStage } from './stage.ts';

let cloud: TestCloud;
let browser: Browser;
onStage((stage) => {
  ({ cloud, browser } = stage);
});

const SIGNATURE = { signer: '吴建国', path: 'M 10 40 L 60 20 L 110 40 L 140 80' };
const LOSS = { amount: '300.00', currency: 'CNY' };
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function said<T = Json>(who: string, method: string, path: string, body?: object): Promise<T> {
  const key = { 'idempotency-key': `both-${Math.random()}` };
  const reply = await cloud.as(who).request<T>(method, path, body, key);
  expect([path, reply.status < 300, reply.text.slice(0, 300)]).toEqual([path, true, expect.any(String)]);
  return reply.json;
}

/** A case about worker-wu that nobody appealed, with a self-criticism and money; its id. */
async function finalCase(): Promise<string> {
  const about = { about: 'worker-wu', rule: 'A1.3', allegation: '接单后两小时未到场。' };
  const { id } = await said('director-wei', 'POST', '/cases', about);
  const sign = (who: string, body: object) => said(who, 'POST', `/cases/${id}/sign-offs`, body);
  await sign('engineering-supervisor-feng', {
    ...{ step: 'conclude', findings: '到场晚了两小时。', conclusion: '违反岗位责任制。' },
    ...{ grade: 'minor', loss: LOSS },
  });
  await sign('worker-wu', { step: 'acknowledge', signature: SIGNATURE });
  await sign('engineering-manager-wang', {
    ...{ step: 'decide', sanctions: ['written-self-criticism', 'criticism'], reason: '属实' },
    compensation: { amount: '120.00', currency: 'CNY' },
  });
  await sign('engineering-manager-wang', { step: 'deliver', means: 'in-person' });
  await cloud.clock.advance('P33D');
  return String(id);
}
const presentTyped = async (): Promise<string> => {
  const { now } = await said<{ now: string }>('director-wei', 'GET', '/me');
  return typedTime(now, 'Asia/Shanghai');
};

/** Who works above the sites, and a second site for them to look at. */
async function makeCompany(): Promise<void> {
  for (const id of ['administrator-shen', 'hr-yang', 'overseer-han']) {
    const person = await said('overseer-han', 'GET', `/people/${id}`);
    const { id: _id, version: _version, names: _names, undeliverable: _no, ...body } = person;
    const reply = await changed(cloud, 'director-wei', id, { ...body, sites: ['*'] });
    expect(reply.status, reply.text).toBe(200);
  }
  const shen = 'administrator-shen';
  await said(shen, 'PUT', '/sites/hillside', { name: 'Hillside', zh: '山景苑', timeZone: 'Asia/Shanghai' });
  await said(shen, 'PUT', '/sites/hillside/sections/engineering', {
    ...{ name: 'Works', zh: '维修部', function: 'repair' },
  });
}
beforeAll(makeCompany);

describe('an award', () => {
  it('is given by hand, stands in the list and on record, and is withdrawn for a reason that is kept', async () => {
    const { page, complaints } = await logInAt(browser, cloud.url, '/app/cases', 'director-wei');
    await page.getByRole('navigation', { name: '问责与奖励' }).getByRole('link', { name: '奖励' }).click();
    await page.getByText('没有可以给您看的奖励。').waitFor();
    await page.getByRole('link', { name: '颁发奖励' }).click();
    await button(page, '颁发奖励').click();
    expect(await page.getByText('请填写').count()).toBe(3);
    // Nobody awards themselves.
    const choices = await page.getByLabel('奖励谁').innerText();
    expect(choices).toContain('郑海涛');
    expect(choices).not.toContain('魏东');
    await page.getByLabel('奖励谁').selectOption({ label: '郑海涛' });
    await page.getByLabel('先进工作者').check();
    await page.getByLabel('因为什么').fill('带病抢修，不计辛劳。');
    await page.reload();
    expect(await page.getByLabel('因为什么').inputValue()).toBe('带病抢修，不计辛劳。');
    await button(page, '颁发奖励').click();
    const row = page.locator('li.award');
    await row.waitFor();
    expect(await row.innerText()).toMatch(/郑海涛\s+工程部[\s\S]*先进工作者[\s\S]*带病抢修/);

    const subject = await logInAt(browser, cloud.url, '/app/people/worker-zheng', 'worker-zheng');
    await subject.page.getByText('先进工作者').waitFor();
    await subject.page.getByRole('link', { name: '奖励', exact: true }).click();
    await subject.page.locator('li.award').waitFor();
    expect(await subject.page.getByRole('link', { name: '颁发奖励' }).count()).toBe(0);
    expect(await subject.page.getByRole('button', { name: /撤回/ }).count()).toBe(0);

    await row.getByRole('button', { name: '撤回 郑海涛' }).click();
    await row.locator('form').getByRole('button', { name: '撤回' }).click();
    await row.getByText('请填写').waitFor();
    await page.getByLabel('撤回的理由').fill('查实应为另一位同事。');
    await row.locator('form').getByRole('button', { name: '撤回' }).click();
    await row.getByText(/魏东 于 .* 撤回 · 查实应为另一位同事。/).waitFor();
    await row.locator('summary').click();
    await row.getByText('记录完整，未被改动').waitFor();
    expect(await row.locator('.course li').count()).toBe(2);
    await subject.page.goto(`${cloud.url}/app/people/worker-zheng`);
    await subject.page.getByText('没有奖惩记录。').waitFor();
    expect([...complaints, ...subject.complaints]).toEqual([]);
  });

  it('is proposed to the director of whom praise named', async () => {
    const praise = {
      kind: 'praise',
      channel: 'phone',
      subject: '表扬孙师傅',
      praise: { person: 'worker-wu' },
    };
    const { id } = await said('receptionist-sun', 'POST', '/sheets', {
      ...{ ...praise, site: 'riverside', record: { at: '2026-11-23T00:00:00.000Z', words: '修得又快又好' } },
      resident: { id: 'resident-zhao', name: '赵敏', phone: '13800000001', address: '1栋2单元301' },
    });
    const answer = { step: 'answer', answer: '已转告本人，谢谢您。', by: 'phone' };
    await said('receptionist-sun', 'POST', `/sheets/${id}/sign-offs`, answer);
    await cloud.settle();
    const { page } = await logInAt(browser, cloud.url, '/app/awards', 'director-wei');
    await page.getByRole('link', { name: /吴建国\s*颁发奖励/ }).click();
    expect(await page.getByLabel('奖励谁').inputValue()).toBe('person worker-wu');
    expect(await page.getByLabel(/哪个月的表现/).inputValue()).toMatch(/^\d{4}-\d{2}$/);
  });
});

describe('a final case', () => {
  it('is carried out by the self-criticism itself and paid or waived, shows all of it, and is on record', async () => {
    const id = await finalCase();
    const subject = await logInAt(browser, cloud.url, `/app/cases/${id}`, 'worker-wu');
    await subject.page.getByText('还没有执行').first().waitFor();
    expect(await subject.page.locator('.number').first().innerText()).toMatch(/^问责案 WZ-/);
    await button(subject.page, '登记执行').click();
    const sanction = subject.page.getByLabel('哪一项处理');
    expect(await sanction.innerText()).not.toContain('批评教育');
    await sanction.selectOption({ label: '书面检讨' });
    await subject.page.getByLabel('执行时间').fill(await presentTyped());
    await button(subject.page, '签署').click();
    await subject.page.getByText('这几项至少填一项').first().waitFor();
    await subject.page.getByLabel('检讨全文').fill('我接单后没有及时到场，给住户造成损失，今后一定改正。');
    await button(subject.page, '签署').click();
    await subject.page.getByText('已签署：登记执行').waitFor();
    await subject.page.locator('#execution ~ dl').getByText('我接单后没有及时到场').waitFor();

    const manager = await logInAt(browser, cloud.url, `/app/cases/${id}`, 'engineering-manager-wang');
    await button(manager.page, '登记执行').click();
    await manager.page.getByLabel('哪一项处理').selectOption({ label: '批评教育' });
    expect(await manager.page.getByLabel('本人拒绝').count()).toBe(0);
    await manager.page.getByLabel('执行时间').fill(await presentTyped());
    await button(manager.page, '签署').click();
    await manager.page.getByText('已签署：登记执行').waitFor();

    const director = await logInAt(browser, cloud.url, `/app/cases/${id}`, 'director-wei');
    await director.page.getByText(/尚欠 ¥120.00/).waitFor();
    await button(director.page, '免除余款').click();
    await director.page.getByLabel('理由').fill('家庭困难，已离职。');
    await button(director.page, '签署').click();
    await director.page.getByText(/¥120.00 不再追缴，魏东 决定/).waitFor();
    await director.page.getByText('家庭困难，已离职。').first().waitFor();

    const hr = await logInAt(browser, cloud.url, '/app/consequences', 'hr-yang');
    const row = hr.page.locator('tbody tr').filter({ hasText: '吴建国' }).first();
    await row.waitFor();
    expect(await row.innerText()).toMatch(/书面检讨 · 批评教育[\s\S]*书面检讨 \d{4}-\d{2}-\d{2}[\s\S]*晋级/);
    const waiting = hr.page.waitForEvent('download');
    await button(hr.page, '存为表格 (CSV)').click();
    const csv = await readFile(await (await waiting).path(), 'utf8');
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    expect(csv).toContain('吴建国');
    await hr.page.getByLabel('从').fill('2030-01-02');
    await hr.page.getByLabel('到').fill('2030-01-01');
    await hr.page.getByText('“到”不能早于“从”。').waitFor();
    await hr.page.getByLabel('到').fill('2030-01-03');
    await button(hr.page, '查看').click();
    await hr.page.getByText('这段时间没有奖惩记录。').waitFor();

    // Whoever does not read what is on record of others is not led there, and is told so at the address.
    const worker = await logInAt(browser, cloud.url, '/app/cases', 'worker-zheng');
    await worker.page.getByRole('link', { name: '奖励', exact: true }).waitFor();
    expect(await worker.page.getByRole('link', { name: '奖惩记录' }).count()).toBe(0);
    await worker.page.goto(`${cloud.url}/app/consequences`);
    await worker.page.locator('main [role="alert"]').waitFor();
    const all = [subject, manager, director, hr, worker].flatMap(({ complaints }) => complaints);
    expect(all).toEqual([]);
  });

  it('is opened with its evidence, which stands in its file', async () => {
    const { page, complaints } = await logInAt(browser, cloud.url, '/app/cases/new', 'director-wei');
    await page.getByLabel('关于谁').selectOption({ label: '郑海涛 · 工程部' });
    await page.getByLabel('违反哪一条').selectOption('A1.3');
    await page.getByLabel('发生了什么').fill('擅自离岗。');
    const paper = { name: '值班记录.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 值班') };
    await page.locator('input[type="file"]').first().setInputFiles(paper);
    await page.getByText('值班记录.pdf').first().waitFor();
    await button(page, '立案').click();
    await page.locator('h1').getByText('关于郑海涛的问责案').waitFor();
    await page.locator('.attachments').getByText('值班记录.pdf').waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('the company', () => {
  it('is looked at site by site by who works above them: a month, its sections, and who was awarded', async () => {
    const { page, complaints } = await logInAt(browser, cloud.url, '/app/month', 'overseer-han');
    await page.getByRole('link', { name: /^工程部/ }).waitFor();
    await page.getByLabel('看哪个小区').selectOption({ label: '山景苑' });
    await page.waitForURL('**/month?site=hillside');
    await page.getByRole('link', { name: /维修部/ }).click();
    await page.getByRole('heading', { name: /维修部/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('site')).toBe('hillside');
    await page.getByRole('link', { name: '← 上月' }).click();
    await page.getByRole('heading', { name: /维修部/ }).waitFor();
    await page.locator('.page-head').getByRole('link', { name: '回到整月' }).click();
    await page.getByRole('link', { name: /维修部/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('site')).toBe('hillside');
    expect(await page.getByLabel('看哪个小区').inputValue()).toBe('hillside');
    expect(await scrollsSideways(page)).toBe(false);

    await page.goto(`${cloud.url}/app/awards`);
    await page
      .locator('optgroup[label="山景苑 · 部门"] option', { hasText: '维修部' })
      .waitFor({ state: 'attached' });
    expect(complaints).toEqual([]);
  });

  it('shows each site’s sections side by side, month by month, and as a table', async () => {
    const { page, complaints } = await logInAt(browser, cloud.url, '/app/company', 'overseer-han');
    await page.getByRole('heading', { name: '山景苑' }).waitFor();
    expect(await page.locator('.side-by-side').innerText()).toMatch(
      /滨河花园[\s\S]*工程部[\s\S]*山景苑[\s\S]*维修部/,
    );
    await page.locator('summary').filter({ hasText: '维修部' }).click();
    await page.locator('details[open]').getByText('逾期次数').waitFor();
    await page.getByRole('link', { name: '← 上月' }).click();
    await page.waitForURL(/\/app\/company\/\d{4}-\d{2}$/);
    await page.getByRole('heading', { name: '山景苑' }).waitFor();
    const waiting = page.waitForEvent('download');
    await button(page, '存为表格 (CSV)').click();
    expect(await readFile(await (await waiting).path(), 'utf8')).toContain('维修部');
    await page.goto(`${cloud.url}/app/company/2099-01`);
    await page.getByText('没有这项内容，或不对您公开。').waitFor();
    expect(complaints).toEqual([]);
    const director = await logInAt(browser, cloud.url, '/app/company', 'director-wei');
    await director.page.locator('main [role="alert"]').waitFor();
    expect(await director.page.locator('.bar').getByRole('link', { name: '公司' }).count()).toBe(0);
  });
});

describe.each(LOOKS)('every screen of both halves, %s', (name, look) => {
  it('keeps nobody out, needs no moving sideways, and mixes no languages', async () => {
    const award = { about: { section: 'engineering' }, kind: 'commendation', reason: '供暖无一逾期。' };
    await said('director-wei', 'POST', '/awards', award);
    const director = await logInAt(browser, cloud.url, '/app/awards', 'director-wei', look);
    const at = async ({ page }: { readonly page: Page }, path: string, seen: string, screen: string) => {
      await page.goto(`${cloud.url}/app${path}`);
      await page.locator(seen).first().waitFor();
      await inspect(page, screen, name);
      if (look.language !== 'en') return;
      const own = (await page.locator('h1, h2, label, legend, th, dt, button').allInnerTexts()).join(' ');
      expect([screen, own.replaceAll(/吴建国|郑海涛/g, '')]).toEqual([
        screen,
        expect.not.stringMatching(/\p{Script=Han}/u),
      ]);
    };
    await director.page.locator('li.award').first().waitFor();
    await director.page.locator('.record summary').first().click();
    await director.page.locator('.record .course li').first().waitFor();
    await inspect(director.page, 'awards', name);
    await at(director, '/awards/new', '.step-form', 'award');
    const { items } = await said<{ items: { id: string; status: string }[] }>(
      'director-wei',
      'GET',
      '/cases',
    );
    const done = items.find(({ status }) => status === 'archived' || status === 'final');
    await at(director, `/cases/${done?.id ?? (await finalCase())}`, '#execution', 'case carried out');
    const hr = await logInAt(browser, cloud.url, '/app/work', 'hr-yang', look);
    await at(hr, '/consequences', 'tbody tr', 'consequences');
    await at(hr, '/company', 'summary.score-row', 'company');
    expect([...director.complaints, ...hr.complaints]).toEqual([]);
    await director.context.close();
    await hr.context.close();
  });
});
