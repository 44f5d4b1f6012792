/** What residents do in the console: ask, look where it stands, urge, sign and rate. */
import type { Browser } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Schemas } from '../../web/session/api.ts';
import type { TestCloud } from '../support/local-cloud.ts';
import { photoOfPhone } from '../support/pictures.ts';
import { barriersIn, type Look, logInAt, scrollsSideways, type sitDown } from './console-page.ts';
import { onStage } from './stage.ts';

let cloud: TestCloud;
let browser: Browser;
onStage(
  (stage) => {
    ({ cloud, browser } = stage);
  },
  { limits: undefined },
);

let count = 0;

/** A sheet that the desk opened for a resident by telephone, so that their signature is owed; its id. */
async function byTelephone(subject: string, more: object = { kind: 'suggestion' }): Promise<string> {
  count += 1;
  const { json } = await cloud.as('receptionist-sun').post(
    '/sheets',
    {
      ...{ site: 'riverside', channel: 'phone', subject, ...more },
      resident: { id: 'resident-qian', name: '钱勇', phone: '13800000002', address: '1栋2单元302' },
      record: { at: (await cloud.as('receptionist-sun').get('/me')).json.now, words: '电话里说的' },
    },
    { 'idempotency-key': `resident-${count}` },
  );
  return String(json.id);
}
const sign = (person: string, id: string, body: object) =>
  cloud.as(person).post(`/sheets/${id}/sign-offs`, body);
const shown = async (id: string) =>
  (await cloud.as('director-wei').get<Schemas['Sheet']>(`/sheets/${id}`)).json;

/** Draws in the frame for signatures. */
async function draw(page: Awaited<ReturnType<typeof sitDown>>['page']): Promise<void> {
  const frame = await page.locator('.signature > svg').boundingBox();
  if (frame === null) throw new Error('no frame to draw in');
  const { x, y, width, height } = frame;
  await page.mouse.move(x + width * 0.1, y + height * 0.3);
  await page.mouse.down();
  for (const [across, down] of [
    [0.3, 0.8],
    [0.5, 0.2],
    [0.8, 0.7],
  ] as const)
    await page.mouse.move(x + width * across, y + height * down, { steps: 4 });
  await page.mouse.up();
}

describe('a resident in large type, in English, in the dark, on the narrowest phone', () => {
  it('asks, urges, is told when to urge again, signs what the desk wrote down, and rates', async () => {
    const look: Look = { width: 320, language: 'en', scheme: 'dark', large: true };
    const { page, complaints } = await logInAt(browser, cloud.url, '/app', 'resident-qian', look);
    await page.getByText('You have not asked for anything yet.').waitFor();
    await page.locator('main').getByRole('link', { name: 'Ask for something' }).click();
    await page.getByLabel('Repair: something is broken').check();
    await page.getByLabel('Doors and windows').check();
    await page.getByLabel('In one sentence').fill('The door lock is stuck');
    await page.getByLabel('What happened?').fill('The key turns, the bolt does not.');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'lock.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(photoOfPhone(6)) });
    await page.locator('.files img.thumb').waitFor();
    await page.getByRole('button', { name: 'Record a voice' }).click();
    await page.getByRole('button', { name: /Stop [1-9]/ }).click();
    await page.locator('.files audio').waitFor();
    expect(await scrollsSideways(page)).toBe(false);
    await page.reload();
    await page.locator('.files li').nth(1).waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('h1', { hasText: 'The door lock is stuck' }).waitFor();
    const id = page.url().split('/').at(-1) ?? '';
    const asked = await shown(id);
    expect(asked.channel).toBe('online');
    expect(asked.attachments.map(({ type }) => type.split('/')[0]).toSorted()).toEqual(['audio', 'image']);
    expect(await scrollsSideways(page)).toBe(false);

    const urge = async (message: string) => {
      await page.locator('.next').getByRole('button', { name: 'Urge', exact: true }).first().click();
      await page.locator('.step-form textarea').fill(message);
      await page.locator('.step-form button[type=submit]').click();
    };
    await urge('We are waiting outside.');
    await page.getByText('Signed: Urge').waitFor();
    await urge('And still are.');
    const refused = page.getByRole('alert');
    await refused.waitFor();
    expect(await refused.innerText()).toMatch(/You urged it just now.*from .*\d\d:\d\d on/s);

    const signed = await byTelephone('More benches');
    await page.goto(`${cloud.url}/app/mine`);
    await page.locator('.work-list a', { hasText: 'Please sign' }).click();
    await page.locator('.next').getByRole('button', { name: 'Countersign', exact: true }).click();
    await draw(page);
    await page.locator('.step-form button[type=submit]').click();
    await page.getByText('Signed: Countersign').waitFor();
    expect((await shown(signed)).signatures).toHaveLength(1);

    await sign('receptionist-sun', signed, { step: 'answer', answer: '采纳', adopted: true, by: 'phone' });
    await sign('receptionist-zhou', signed, {
      step: 'follow-up',
      reached: true,
      resolved: true,
      satisfaction: 5,
    });
    await page.goto(`${cloud.url}/app/mine`);
    await page.locator('.work-list a', { hasText: 'Please rate it' }).click();
    await page.locator('.next').getByRole('button', { name: 'Rate', exact: true }).click();
    await page
      .getByRole('group', { name: /Satisfaction/ })
      .getByLabel('2')
      .check();
    await page.locator('.step-form button[type=submit]').click();
    await page.getByText('Signed: Rate').waitFor();
    expect((await shown(signed)).followUp?.rated?.satisfaction).toBe(2);
    expect(complaints).toEqual([]);
  });
});

describe('a complaint', () => {
  it('against a section says who will not see it; what is missing is said at its field, and nothing typed is lost', async () => {
    const { page } = await logInAt(browser, cloud.url, '/app/ask', 'resident-zhao');
    await page.getByLabel('投诉：对服务或人员不满').check();
    await page.getByLabel('投诉谁').selectOption({ label: '工程部' });
    await page.getByText('工程部的经理和主管看不到这件投诉').waitFor();
    await page.getByLabel('经过').fill('等了两天没有人来。');
    await page.getByRole('button', { name: '提交', exact: true }).click();
    expect(await page.getByText('请填写', { exact: true }).count()).toBe(4);
    await page.reload();
    expect(await page.getByLabel('经过').inputValue()).toBe('等了两天没有人来。');
    await page.getByLabel('什么时候发生的').fill('2026-11-20T10:00');
    await page.getByLabel('在哪里').fill('1栋大堂');
    await page.getByLabel('因为什么事').fill('报修没人来');
    await page.getByLabel('一句话说明').fill('报修两天没人来');
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.locator('h1', { hasText: '报修两天没人来' }).waitFor();
    const id = page.url().split('/').at(-1) ?? '';
    expect((await shown(id)).complaint?.against).toEqual({ section: 'engineering' });
    expect((await cloud.as('engineering-manager-wang').get(`/sheets/${id}`)).status).toBe(404);
    await page.goto(`${cloud.url}/app/ask`);
    expect(await page.getByLabel('一句话说明').inputValue()).toBe('');
  });
});

const LOOKS: readonly Look[] = [
  { width: 390, language: 'zh-CN', scheme: 'light' },
  { width: 1280, language: 'en', scheme: 'light' },
  { width: 390, language: 'en', scheme: 'dark' },
  { width: 1280, language: 'zh-CN', scheme: 'dark' },
  { width: 320, language: 'zh-CN', scheme: 'light', large: true },
  { width: 1280, language: 'en', scheme: 'dark', large: true },
];

describe('every screen of residents', () => {
  it.each(LOOKS)('keeps nobody out: %j', async (look) => {
    const { page, complaints } = await logInAt(browser, cloud.url, '/app/mine', 'resident-zhao', look);
    const check = async (screen: string) => {
      expect([screen, await barriersIn(page)]).toEqual([screen, []]);
      expect([screen, await scrollsSideways(page)]).toEqual([screen, false]);
    };
    await page.locator('section.work').waitFor();
    await check('mine');
    await page.goto(`${cloud.url}/app/ask`);
    await page.locator('.ask').waitFor();
    for (const kind of [0, 1, 6]) {
      await page.locator('input[name=kind]').nth(kind).check();
      await page.locator('.ask button[type=submit]').click();
      await check(`ask ${kind}`);
    }
    expect(complaints).toEqual([]);
  });
});
