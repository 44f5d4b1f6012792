/** Nothing typed is lost, and nothing shows as signed that is not acknowledged: without a network, by lost answers, by ended logins. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Schemas } from '../../web/session/api.ts';
import type { TestCloud } from '../support/local-cloud.ts';
import { photoOfPhone } from '../support/pictures.ts';
import { CHROMIUM } from './chromium.ts';
import { barriersIn, type Look, logIn, logInAt, scrollsSideways } from './console-page.ts';
import { entriesOf, handOver, read, repair, sign } from './sheets-of-tests.ts';
import { onStage } from './stage.ts';

let cloud: TestCloud;
let browser: Browser;
// By a clock that goes on: what was done without a network was done before now.
onStage(
  (stage) => {
    ({ cloud, browser } = stage);
  },
  { now: undefined },
);

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const NOT_SIGNED = '待发送，尚未签署';

async function accepted(): Promise<string> {
  const id = await repair(cloud);
  await handOver(cloud, id);
  await sign(cloud, 'worker-wu', id, { step: 'accept' });
  return id;
}

/** A phone that can be switched off: what it keeps lies in a folder. */
async function switchOn(folder: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: CHROMIUM,
    args: ['--no-sandbox'],
    viewport: { width: 390, height: 844 },
    reducedMotion: 'reduce',
  });
  return { context, page: context.pages()[0] ?? (await context.newPage()) };
}

/** Somebody's own phone, with the console and a sheet on it. */
async function ownPhone(folder: string, person: string, id: string) {
  const { context, page } = await switchOn(folder);
  await page.goto(`${cloud.url}/app`);
  await page.getByLabel('这是我的手机').check();
  await logIn({ page, context, complaints: [] }, person);
  await page.goto(`${cloud.url}/app/sheets/${id}`);
  await page.locator('.course li').first().waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  // What was read lies on the phone.
  await expect.poll(() => keptReads(page), { timeout: 60_000 }).toContain(id);
  return { context, page };
}

const keptReads = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((done, failed) => {
        const opening = indexedDB.open('shoujie-reads');
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction('reads').objectStore('reads').get('last');
          reading.onsuccess = () => {
            opening.result.close();
            done(JSON.stringify(reading.result ?? {}));
          };
        };
      }),
  );

async function signHere(page: Page, step: string): Promise<void> {
  await button(page, step).click();
  await page.locator('.step-form button[type=submit]').click();
}

describe('without a network', () => {
  it('what a worker signs with a photo waits through a reload and a phone that is switched off, then is one entry', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shoujie-phone-'));
    try {
      const id = await accepted();
      const { context, page } = await ownPhone(folder, 'worker-wu', id);
      await context.setOffline(true);
      await button(page, '到场').click();
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(photoOfPhone(6)) });
      await page.locator('.files img.thumb').waitFor();
      await page.locator('.step-form button[type=submit]').click();
      await page.getByText(NOT_SIGNED).waitFor();
      await page.getByRole('link', { name: '1 待发送' }).waitFor();
      expect(await page.getByText('已签署').count()).toBe(0);
      expect(await page.locator('.status').innerText()).toBe('已签收');
      expect(await button(page, '到场').count()).toBe(0);

      await page.reload();
      await page.getByText(NOT_SIGNED).waitFor();
      expect(await page.locator('.status').innerText()).toBe('已签收');
      await context.close();

      const again = await switchOn(folder);
      await again.context.setOffline(true);
      await again.page.goto(`${cloud.url}/app/sheets/${id}`);
      await again.page.getByText(NOT_SIGNED).waitFor();
      expect((await read(cloud, id)).status).toBe('accepted');

      await again.context.setOffline(false);
      await again.page.locator('.status').getByText('已到场').waitFor();
      await again.page.getByText(NOT_SIGNED).waitFor({ state: 'detached' });
      const [entry, ...more] = await entriesOf(cloud, id, 'arrive');
      expect(more).toEqual([]);
      expect(entry?.files).toHaveLength(1);
      expect(Date.parse(entry?.performedAt ?? '')).toBeLessThan(Date.parse(entry?.at ?? ''));
      expect((await read(cloud, id)).attachments).toHaveLength(1);
      await again.context.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('what was done in time and sent after the deadline stays a breach, is excused on the spot, and then does not count', async () => {
    const id = await accepted();
    const { page, context } = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'worker-wu');
    await button(page, '到场').waitFor();
    await context.setOffline(true);
    await signHere(page, '到场');
    await page.getByText(NOT_SIGNED).waitFor();
    await cloud.anonymous.post('/_local/clock', { advance: 'PT61M' });
    await context.setOffline(false);
    await page.locator('.status').getByText('已到场').waitFor();

    expect(await entriesOf(cloud, id, 'breach')).not.toHaveLength(0);
    const clock = async () => {
      const { json } = await cloud.as('director-wei').get<Schemas['Sheet']>(`/sheets/${id}`);
      return json.clocks.find(({ name }) => name === 'arrival');
    };
    expect(await clock()).toMatchObject({ state: 'late', exemption: { state: 'requested' } });
    await sign(cloud, 'cs-manager-li', id, {
      ...{ step: 'grant-exemption', clock: 'arrival-1-1', reason: '地下室没有信号' },
    });
    expect((await clock())?.breachedAt).toBeDefined();
    expect(await entriesOf(cloud, id, 'breach')).not.toHaveLength(0);
    // Facts are counted from the outbox, a moment after what they are about.
    await cloud.settle();
    const { json: me } = await cloud.as('worker-wu').get<Schemas['Me']>('/me');
    const month = new Date(Date.parse(me.now) + 8 * 3_600_000).toISOString().slice(0, 7);
    const { json } = await cloud
      .as('director-wei')
      .get<Schemas['Assessment']>(`/assessments/${month}?site=riverside`);
    const figures = json.people.find((person) => person.id === 'worker-wu')?.figures;
    expect(figures?.['onTime.arrival']).toMatchObject({ excluded: 1 });
  });

  it('what the API does not accept is kept with its reason, signed anew on how it stands now, or put away', async () => {
    const id = await repair(cloud);
    const { page, context } = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'receptionist-zhou');
    await button(page, '移交').click();
    await page.locator('select').first().selectOption({ label: '工程部' });
    await page.locator('textarea').fill('我在电梯里写的意见');
    await context.setOffline(true);
    await page.locator('.step-form button[type=submit]').click();
    await page.getByText(NOT_SIGNED).waitFor();
    await handOver(cloud, id);
    await context.setOffline(false);
    await page.getByRole('link', { name: '未被接受，请处理' }).click();
    const refused = page.getByRole('alert');
    expect(await refused.innerText()).toMatch(/未被接受，尚未签署.*已移交.*孙丽/s);
    await page.reload();
    await refused.waitFor();
    await sign(cloud, 'engineering-supervisor-feng', id, { step: 'dispute', reason: '不是我部门的' });
    await button(page, '按最新情况重新签署').click();
    await page.waitForURL(/\/sheets\//);
    await page.getByText(NOT_SIGNED).waitFor({ state: 'detached' });
    expect(await page.getByRole('link', { name: /待发送/ }).count()).toBe(0);
    expect(await entriesOf(cloud, id, 'hand-over')).toHaveLength(1);
  });
});

describe('an answer that gets lost', () => {
  it('twice is one entry, and until it comes nothing shows as signed', async () => {
    const id = await accepted();
    const { page } = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'worker-wu');
    let lost = 0;
    await page.route('**/sign-offs', async (route) => {
      if (lost === 2) return route.continue();
      await route.fetch();
      lost += 1;
      return route.abort();
    });
    await signHere(page, '到场');
    await page.getByText(NOT_SIGNED).waitFor();
    expect(await page.getByText('已签署').count()).toBe(0);
    await page.getByText(NOT_SIGNED).waitFor({ state: 'detached' });
    expect(lost).toBe(2);
    await page.locator('.status').getByText('已到场').waitFor();
    expect(await entriesOf(cloud, id, 'arrive')).toHaveLength(1);
  });
});

describe('a login that ends', () => {
  it('inside a complaint loses nothing, and nothing crosses to whoever comes next', async () => {
    const { page } = await logInAt(browser, cloud.url, '/app/ask', 'resident-zhao');
    await page.getByLabel('投诉：对服务或人员不满').check();
    await page.getByLabel('一句话说明').fill('保安态度不好');
    await page.getByLabel('什么时候发生的').fill('2026-11-20T10:00');
    await page.getByLabel('在哪里').fill('大门口');
    await page.getByLabel('因为什么事').fill('停车');
    await page.getByLabel('经过').fill('只有我自己知道的经过');
    await page.route('**/sheets', (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status: 401, body: '{}' }) : route.continue(),
    );
    await button(page, '提交').click();
    await page.getByRole('dialog').getByText('登录已过期').waitFor();
    await page.unroute('**/sheets');
    await button(page, '重新登录').click();
    await page.locator('a[href*="person=resident-qian"]').click();
    await page.locator('.ask').waitFor();
    expect(await page.getByLabel('一句话说明').inputValue()).toBe('');

    await page.locator('.menu > summary').click();
    await button(page, '退出登录').click();
    await page.locator('button.main').click();
    await page.locator('a[href*="person=resident-zhao"]').click();
    await page.locator('.work-list, .nothing').first().waitFor();
    await page.goto(`${cloud.url}/app/ask`);
    expect(await page.getByLabel('经过').inputValue()).toBe('只有我自己知道的经过');
    await button(page, '提交').click();
    await page.locator('h1', { hasText: '保安态度不好' }).waitFor();
  });

  it('while something waits: it is sent when its maker logs in again, and never as another', async () => {
    const id = await repair(cloud);
    const { page } = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'receptionist-sun');
    await button(page, '移交').click();
    await page.locator('select').first().selectOption({ label: '工程部' });
    await page.locator('textarea').fill('孙丽的意见');
    await page.route('**/sign-offs', (route) => route.fulfill({ status: 401, body: '{}' }));
    await page.locator('.step-form button[type=submit]').click();
    await page.getByRole('dialog').getByText('登录已过期').waitFor();
    await button(page, '重新登录').click();
    await page.locator('a[href*="person=receptionist-zhou"]').waitFor();
    // Not before: what waits would be sent by a login that is still good.
    await page.unroute('**/sign-offs');
    await page.locator('a[href*="person=receptionist-zhou"]').click();
    await page.locator('.status').waitFor();
    expect(await page.getByText(NOT_SIGNED).count()).toBe(0);
    await page.goto(`${cloud.url}/app/outbox`);
    await page.getByText('本机还有其他人的 1 项').waitFor();
    expect((await read(cloud, id)).status).toBe('registered');

    await page.locator('.menu > summary').click();
    await button(page, '退出登录').click();
    await page.locator('button.main').click();
    await page.locator('a[href*="person=receptionist-sun"]').click();
    await expect.poll(async () => (await read(cloud, id)).status, { timeout: 60_000 }).toBe('handed-over');
    const { json } = await cloud
      .as('director-wei')
      .get<{ entries: readonly { step: string; actor: { id: string } }[] }>(`/sheets/${id}/ledger`);
    expect(json.entries.filter(({ step }) => step === 'hand-over').map(({ actor }) => actor.id)).toEqual([
      'receptionist-sun',
    ]);
  });
});

describe('whoever logs out', () => {
  it('is asked first if something waits, and takes with them whatever of theirs lies on the device', async () => {
    const id = await accepted();
    const { page, context } = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'worker-wu');
    await button(page, '到场').waitFor();
    await context.setOffline(true);
    await signHere(page, '到场');
    await page.getByText(NOT_SIGNED).waitFor();
    await page.locator('.menu > summary').click();
    await button(page, '退出登录').click();
    const asked = page.getByRole('dialog');
    await asked.getByText('还有 1 项待发送').waitFor();
    await button(page, '先不退出').click();
    await page.getByText(NOT_SIGNED).waitFor();
    await context.setOffline(false);
    await page.locator('.status').getByText('已到场').waitFor();
    await button(page, '办结').click();
    await page.locator('textarea').first().fill('写了一半');
    await page.locator('.menu > summary').click();
    await button(page, '退出登录').click();
    await page.locator('.sign-in').waitFor();
    const left = await page.evaluate(() =>
      Object.keys(localStorage).filter((name) => /draft|refresh/.test(name)),
    );
    expect(left).toEqual([]);
  });

  it('from their own phone leaves it in every tab, and nothing that they read stays there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shoujie-phone-'));
    try {
      const id = await accepted();
      const { context, page } = await ownPhone(folder, 'worker-wu', id);
      const other = await context.newPage();
      await other.goto(`${cloud.url}/app/sheets/${id}`);
      await other.locator('.course li').first().waitFor();
      await page.locator('.menu > summary').click();
      await button(page, '退出登录').click();
      await page.locator('.sign-in').waitFor();
      await other.locator('.sign-in').waitFor();
      expect(await keptReads(other)).toBe('{}');
      await context.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('is out though what lies on the device does not go', async () => {
    const id = await accepted();
    const { page } = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'worker-wu');
    await button(page, '到场').waitFor();
    await page.evaluate(() => {
      IDBFactory.prototype.open = () => {
        throw new Error('no room');
      };
    });
    await page.locator('.menu > summary').click();
    await button(page, '退出登录').click();
    await page.locator('.sign-in').waitFor();
  });
});

const LOOKS: readonly Look[] = [
  { width: 390, language: 'zh-CN', scheme: 'light' },
  { width: 1280, language: 'en', scheme: 'dark' },
  { width: 320, language: 'en', scheme: 'light', large: true },
];

describe('what waits', () => {
  it.each(LOOKS)('keeps nobody out: %j', async (look) => {
    const id = await accepted();
    const { page, context, complaints } = await logInAt(browser, cloud.url, '/app/outbox', 'worker-wu', look);
    await page.locator('.nothing').waitFor();
    expect(await barriersIn(page)).toEqual([]);
    await page.goto(`${cloud.url}/app/sheets/${id}`);
    await page.locator('.next .main').waitFor();
    await context.setOffline(true);
    await page.locator('.next .main').click();
    await page.locator('.step-form button[type=submit]').click();
    await page.locator('.waiting .pending').waitFor();
    expect(await barriersIn(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await page.locator('header .pending').click();
    await page.locator('.waiting .pending').waitFor();
    expect(await barriersIn(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    expect(complaints).toEqual([]);
  });
});
