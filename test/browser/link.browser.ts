/** A resident's link on a phone, without a login (contract section 10): from the code on the printed copy to the rating. */
import type { Browser, Page } from 'playwright-core';
import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import type { Schemas } from '../../web/session/api.ts';
import type { TestCloud } from '../support/local-cloud.ts';
import { barriersIn, logInAt, scrollsSideways } from './console-page.ts';
import { onStage } from './stage.ts';

let cloud: TestCloud;
let browser: Browser;
onStage(
  (stage) => {
    ({ cloud, browser } = stage);
  },
  { limits: undefined },
);

const LIU = { name: '刘洋', phone: '13900001234', address: '3栋1单元102' };
let count = 0;

interface Opened {
  readonly id: string;
  /** What the code on the resident's copy leads to. */
  readonly address: string;
}

/** A call that the desk wrote down, and the copy that it printed. */
async function called(): Promise<Opened> {
  count += 1;
  const desk = cloud.as('receptionist-sun');
  const { json } = await desk.post(
    '/sheets',
    {
      ...{ site: 'riverside', kind: 'repair', channel: 'phone', category: 'door-window' },
      ...{ subject: '门锁坏了打不开', resident: LIU },
      record: { at: (await desk.get('/me')).json.now, words: '门锁坏了，请尽快来人。' },
    },
    { 'idempotency-key': `link-${count}` },
  );
  const id = String(json.id);
  return { id, address: await codeOn((await desk.get(`/sheets/${id}/copies/resident`)).text) };
}

/** What a camera reads from the code of a printed copy, or of a page. */
async function codeOn(html: string): Promise<string> {
  const page = await browser.newPage();
  await page.setContent(html);
  const { width, height, data } = await page.evaluate(async () => {
    const svg = document.querySelector('.qr svg, svg.qr');
    if (svg === null) throw new Error('no code to be read');
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [400, 400];
    const paper = canvas.getContext('2d');
    if (paper === null) throw new Error('no canvas');
    paper.fillStyle = '#fff';
    paper.fillRect(0, 0, 400, 400);
    paper.drawImage(image, 40, 40, 320, 320);
    return { width: 400, height: 400, data: [...paper.getImageData(0, 0, 400, 400).data] };
  });
  await page.close();
  return decodeQR({ width, height, data: Uint8ClampedArray.from(data) });
}

interface Phone {
  readonly page: Page;
  readonly complaints: readonly string[];
}

async function phone(
  address: string,
  { language = 'zh-CN', scheme = 'light', script = true, width = 320 } = {},
): Promise<Phone> {
  const context = await browser.newContext({
    viewport: { width, height: 640 },
    locale: language,
    colorScheme: scheme === 'dark' ? 'dark' : 'light',
    javaScriptEnabled: script,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      complaints.push(message.text());
  });
  await page.goto(new URL(new URL(address).pathname, cloud.url).href);
  return { page, complaints };
}

const staff = (who: string, id: string, body: object) => cloud.as(who).post(`/sheets/${id}/sign-offs`, body);
const shown = async (id: string) =>
  (await cloud.as('director-wei').get<Schemas['Sheet']>(`/sheets/${id}`)).json;

async function draw(page: Page): Promise<void> {
  const frame = page.locator('svg');
  await frame.scrollIntoViewIfNeeded();
  const box = await frame.boundingBox();
  if (box === null) throw new Error('no frame to draw in');
  const at = (across: number, down: number) =>
    [box.x + box.width * across, box.y + box.height * down] as const;
  await page.mouse.move(...at(0.1, 0.3));
  await page.mouse.down();
  await page.mouse.move(...at(0.4, 0.8), { steps: 4 });
  await page.mouse.move(...at(0.8, 0.2), { steps: 4 });
  await page.mouse.up();
}
const form = (page: Page, step: string) => page.locator(`form[data-step="${step}"]`);
const openForm = async (page: Page, step: string) => {
  const behind = page.locator(`details:has(> form[data-step="${step}"])`);
  if ((await behind.getAttribute('open')) === null) await behind.locator('> summary').click();
};
const submit = (page: Page, step: string) => form(page, step).locator('button[type=submit]').click();

/** What whoever hears the page hears of what has the focus: its name, and what is said about it. */
async function heard(page: Page): Promise<readonly unknown[]> {
  const { nodes } = await (await page.context().newCDPSession(page)).send('Accessibility.getFullAXTree');
  const at = nodes.findLast(({ properties = [] }) =>
    properties.some(({ name, value }) => name === 'focused' && value.value),
  );
  return [at?.name?.value, at?.description?.value];
}

describe('from the code on the printed copy', () => {
  it('a phone without a login reads, signs, urges once, and rates 1; the assessment counts 1, not the 5 of the desk', async () => {
    const { id, address } = await called();
    const { page, complaints } = await phone(address);
    await page.getByText('门锁坏了，请尽快来人。').waitFor();
    await submit(page, 'countersign');
    await form(page, 'countersign').getByText('请填写').waitFor();
    await draw(page);
    await submit(page, 'countersign');
    await page.getByText('已收到您的签名。').waitFor();
    expect((await shown(id)).signatures).toHaveLength(1);

    await openForm(page, 'urge');
    await form(page, 'urge').locator('textarea').fill('还在门外等着');
    await page.reload();
    expect(await form(page, 'urge').locator('textarea').inputValue()).toBe('还在门外等着');
    await submit(page, 'urge');
    await page.getByText('已替您催办。').waitFor();
    await openForm(page, 'urge');
    await form(page, 'urge').locator('textarea').fill('又等了一会儿');
    await submit(page, 'urge');
    await form(page, 'urge').locator('[data-refused]').waitFor();
    expect(await form(page, 'urge').innerText()).toMatch(/刚刚催办过.*\d\d:\d\d 以后可以再试/s);

    await staff('receptionist-sun', id, { step: 'hand-over', section: 'engineering', opinion: '请上门' });
    await staff('worker-wu', id, { step: 'accept' });
    await staff('worker-wu', id, { step: 'arrive' });
    await staff('worker-wu', id, { step: 'complete', outcome: '已更换锁芯' });
    await staff('worker-wu', id, { step: 'return', opinion: '已修好' });
    await staff('receptionist-sun', id, {
      ...{ step: 'follow-up', reached: true, resolved: true, satisfaction: 5, attitude: 5 },
    });
    await page.reload();
    await openForm(page, 'rate');
    await form(page, 'rate').locator('input[name=satisfaction][value="1"]').check();
    await submit(page, 'rate');
    await page.getByText('已收到您的评价，谢谢。').waitFor();
    const sheet = await shown(id);
    expect([sheet.followUp?.rated?.satisfaction, sheet.followUp?.rated?.via]).toEqual([1, undefined]);
    // Facts are counted from the outbox, a moment after what they are about.
    await cloud.settle();
    const month = (await cloud.as('director-wei').get('/me')).json.now as string;
    const { json } = await cloud
      .as('director-wei')
      .get<Schemas['Assessment']>(`/assessments/${month.slice(0, 7)}?site=riverside`);
    const desk = json.people.find((person) => person.id === 'worker-wu');
    expect(desk?.figures.satisfied).toMatchObject({ numerator: 0, denominator: 1 });
    expect(complaints).toEqual([]);
  });

  it('what is missing is said to whoever hears the page where they are led, which is to what is missing', async () => {
    const { address } = await called();
    const { page } = await phone(address);
    for (const [step, asked] of [
      ['countersign', `请${LIU.name}在框内签名`],
      ['urge', '想说什么'],
    ] as const) {
      await openForm(page, step);
      await submit(page, step);
      expect(await heard(page)).toEqual([asked, '请填写']);
    }
    await form(page, 'urge').locator('textarea').fill('还在门外等着');
    await submit(page, 'urge');
    await page.getByText('已替您催办。').waitFor();
  });

  it('an answer that is lost leaves it unsent on the screen, and pressing again signs once', async () => {
    const { id, address } = await called();
    const { page } = await phone(address);
    let lost = 0;
    await page.route('**/r/*', async (route) => {
      if (route.request().method() !== 'POST' || lost === 2) return route.continue();
      await route.fetch();
      lost += 1;
      return route.abort();
    });
    await openForm(page, 'urge');
    await form(page, 'urge').locator('textarea').fill('请快一点');
    for (const time of [1, 2]) {
      await submit(page, 'urge');
      await form(page, 'urge').locator('[data-unanswered]').waitFor();
      await expect.poll(() => lost).toBe(time);
      expect(await page.getByText('已替您催办。').count()).toBe(1);
      expect(await page.getByText('已替您催办。').isVisible()).toBe(false);
    }
    await page.reload();
    await submit(page, 'urge');
    await page.getByText('已替您催办。').waitFor();
    const { json } = await cloud
      .as('director-wei')
      .get<{ entries: readonly { step: string }[] }>(`/sheets/${id}/ledger`);
    expect(json.entries.filter(({ step }) => step === 'urge')).toHaveLength(1);
  });

  it('is shown on the desk’s screen, and what is signed on the phone is said there by itself', async () => {
    const { id } = await called();
    const desk = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'receptionist-sun');
    await desk.page.getByRole('button', { name: '请住户扫码签名', exact: true }).click();
    await desk.page.locator('svg.qr').waitFor();
    expect(await barriersIn(desk.page)).toEqual([]);
    const code = await desk.page.locator('svg.qr').evaluate((drawn) => drawn.outerHTML);
    const { page } = await phone(await codeOn(code));
    await openForm(page, 'countersign');
    await draw(page);
    await submit(page, 'countersign');
    await page.getByText('已收到您的签名。').waitFor();
    await desk.page.getByText('住户已签名。').waitFor();
    expect(await desk.page.locator('svg.qr').count()).toBe(0);
    const [signature] = (await shown(id)).signatures;
    expect(signature?.signer).toBe(LIU.name);

    // Whoever may make no link is offered none, nor is anybody once nothing is owed.
    await desk.page.reload();
    await desk.page.locator('.course li').nth(1).waitFor();
    expect(await desk.page.locator('.their-signature').count()).toBe(0);
    expect(desk.complaints).toEqual([]);
  });

  it('is read without script, and tells whom to turn to', async () => {
    const { address } = await called();
    const { page } = await phone(address, { script: false });
    const text = await page.locator('main').innerText();
    for (const words of ['门锁坏了打不开', '已登记', '门锁坏了，请尽快来人。', '请联系客服部办理。'])
      expect(text).toContain(words);
    expect(await page.locator('form').first().isVisible()).toBe(false);
  });

  it.each([
    ['zh-CN', '此链接不存在或已失效，请联系客服部。'],
    ['en', 'There is no such link, or it has ended; please ask customer service.'],
  ])('says in one sentence in %s that a link is forged or has ended', async (language, sentence) => {
    const { page } = await phone(`${cloud.url}/r/${'x'.repeat(22)}`, { language });
    expect(await page.locator('p').allInnerTexts()).toEqual([sentence]);
    expect(await barriersIn(page)).toEqual([]);
  });
});

describe('the page', () => {
  it.each([
    ['zh-CN', 'light', 320],
    ['en', 'dark', 320],
    ['zh-CN', 'dark', 1280],
    ['en', 'light', 1280],
  ] as const)('keeps nobody out in %s, %s, %i px', async (language, scheme, width) => {
    const { id, address } = await called();
    const { page, complaints } = await phone(address, { language, scheme, width });
    for (const step of ['countersign', 'urge', 'withdraw']) {
      await openForm(page, step);
      await submit(page, step);
    }
    expect(await barriersIn(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await staff('receptionist-sun', id, { step: 'hand-over', section: 'engineering', opinion: '请上门' });
    await staff('worker-wu', id, { step: 'accept' });
    await staff('worker-wu', id, { step: 'arrive' });
    await staff('worker-wu', id, { step: 'complete', outcome: '已更换锁芯' });
    await staff('worker-wu', id, { step: 'return', opinion: '已修好' });
    await staff('receptionist-sun', id, {
      step: 'follow-up',
      reached: true,
      resolved: true,
      satisfaction: 5,
    });
    await page.reload();
    for (const step of ['rate', 'object']) await openForm(page, step);
    expect(await barriersIn(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    if (language === 'en') {
      const said = (await page.locator('main').innerText()).replaceAll(
        /门锁[^\n]*|刘洋|3栋[^\n]*|孙丽|已更换锁芯/g,
        '',
      );
      expect(said).not.toMatch(/\p{Script=Han}/u);
    }
    expect(complaints).toEqual([]);
  });
});
