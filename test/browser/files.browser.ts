import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { typedTime } from '../../web/parts/time.ts';
import type { TestCloud } from '../support/local-cloud.ts';
import { photoOfPhone } from '../support/pictures.ts';
import { logInAt } from './console-page.ts';
import { draw, entriesOf, handOver, read, repair, sign } from './sheets-of-tests.ts';
import { onStage } from './stage.ts';

let cloud: TestCloud;
let browser: Browser;
onStage((stage) => {
  ({ cloud, browser } = stage);
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** A picture of so many pixels, as a browser encodes it; noise does not get small. */
const pictureOf = (page: Page, width: number, height: number): Promise<Buffer> =>
  page
    .evaluate(
      ([wide = 1, high = 1]) => {
        const canvas = document.createElement('canvas');
        canvas.width = wide;
        canvas.height = high;
        const pen = canvas.getContext('2d');
        for (let line = 0; line < high; line += 7) {
          if (pen) pen.fillStyle = `hsl(${(line * 37) % 360} 80% 50%)`;
          pen?.fillRect((line * 53) % wide, line, wide / 3, 5);
        }
        return canvas.toDataURL('image/png').split(',')[1] ?? '';
      },
      [width, height],
    )
    .then((text) => Buffer.from(text, 'base64'));

/** A repair that is on its way to be signed as complete, on the screen of a worker. */
async function atCompletion() {
  const id = await repair(cloud);
  await handOver(cloud, id);
  await sign(cloud, 'worker-wu', id, { step: 'accept' });
  await sign(cloud, 'worker-wu', id, { step: 'arrive' });
  const seat = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'worker-wu', { width: 390 });
  await button(seat.page, '办结').click();
  await seat.page.locator('.step-form textarea').first().fill('换了阀芯');
  return { id, ...seat };
}

describe('photos and voices on the way to a sheet', () => {
  it('are made small and upright, kept through a reload, sent with the step, and shown', async () => {
    const { id, page, complaints } = await atCompletion();
    await page.locator('input[type=file]').setInputFiles([
      { name: '厨房.png', mimeType: 'image/png', buffer: await pictureOf(page, 3000, 2000) },
      { name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(photoOfPhone(6)) },
    ]);
    await page.locator('.files li').nth(1).waitFor();
    await page.reload();
    await button(page, '办结').click();
    await page.locator('.files img.thumb').nth(1).waitFor();
    await button(page, '移除 IMG_1.jpg').click();
    await page.locator('.files li').nth(1).waitFor({ state: 'detached' });

    await button(page, '录音').click();
    await page.getByText(/停止录音 [1-9]/).waitFor();
    await page.locator('.step-form textarea').first().fill('换了阀芯和垫圈');
    await page.getByText(/停止录音/).click();
    await page.locator('.files audio').waitFor();
    expect(await page.locator('.step-form textarea').first().inputValue()).toBe('换了阀芯和垫圈');
    await button(page, '签署').click();
    await page.getByText('已签署：办结').waitFor();

    const { attachments } = await read(cloud, id);
    expect(attachments.map(({ type }) => type)).toEqual(['image/jpeg', expect.stringMatching(/^audio\//)]);
    expect(attachments[0]?.preview).toBe(true);
    await page.locator('.attachments audio').waitFor();
    const shown = page.locator('.attachments a');
    await expect
      .poll(() => shown.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBe(320);
    const sizes = await page.evaluate(
      async (url) => {
        const image = new Image();
        image.src = url ?? '';
        await image.decode();
        return [image.naturalWidth, image.naturalHeight];
      },
      await shown.getAttribute('href'),
    );
    expect(sizes).toEqual([1600, 1067]);
    expect(complaints).toEqual([]);
  });

  it('are sent once, however often storage or the answer is lost', async () => {
    const { id, page } = await atCompletion();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '门.png', mimeType: 'image/png', buffer: await pictureOf(page, 600, 400) });
    await page.locator('.files img.thumb').waitFor();
    const [puts, answers] = [{ lost: 0 }, { lost: 0 }];
    // The first time nothing reaches storage; the second time its answer is lost, and the third time that of the step.
    await page.route(`${new URL(await filesOrigin(page)).origin}/**`, async (route) => {
      if (route.request().method() !== 'PUT' || puts.lost === 2) return route.continue();
      puts.lost += 1;
      if (puts.lost === 2) await route.fetch();
      return route.abort();
    });
    await page.route('**/sign-offs', async (route) => {
      if (answers.lost === 1) return route.continue();
      answers.lost += 1;
      await route.fetch();
      return route.abort();
    });
    await button(page, '签署').click();
    // It waits on the device, which tries again by itself.
    await expect.poll(() => puts.lost + answers.lost, { timeout: 120_000 }).toBe(3);
    await page.locator('.status').getByText('已处理').waitFor();
    await expect.poll(() => page.locator('.attachments a').count(), { timeout: 60_000 }).toBe(1);
    expect(await entriesOf(cloud, id, 'complete')).toHaveLength(1);
    expect((await read(cloud, id)).attachments).toHaveLength(1);
  });

  it('say plainly what is no photo, recording or PDF', async () => {
    const { page } = await atCompletion();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') });
    await page.getByText('“说明.txt”不是照片、录音或 PDF，不能添加。').waitFor();
    expect(await page.locator('.files li').count()).toBe(0);
  });
});

const filesOrigin = (page: Page): Promise<string> =>
  page.evaluate(async () => (await (await fetch('/app/config.json')).json()).filesOrigin);

describe('what was done where there was no network', () => {
  it('is signed with the time when it was done', async () => {
    const id = await repair(cloud);
    await handOver(cloud, id);
    await sign(cloud, 'worker-wu', id, { step: 'accept' });
    const { json } = await cloud.anonymous.get<{ now: string }>('/_local/clock');
    const { page } = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'worker-wu');
    await button(page, '到场').click();
    // By the site's clocks, whatever those of the device show.
    const local = typedTime(json.now, 'Asia/Shanghai');
    await page.getByLabel('实际办理时间').fill(local);
    await button(page, '签署').click();
    await page.getByText('已签署：到场').waitFor();
    const [arrival] = await entriesOf(cloud, id, 'arrive');
    expect(arrival?.performedAt).toBe(json.now);
  });
});

describe('a sheet that is put right', () => {
  it('shows what stands there, sends what was changed, and keeps the rest', async () => {
    const id = await repair(cloud);
    const { page, complaints } = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'receptionist-sun');
    await page.locator('.others summary').click();
    await button(page, '更改').click();
    expect(await page.getByLabel('事由').inputValue()).toBe('厨房水管漏水');
    await button(page, '签署').click();
    expect(await page.getByText('请填写').count()).toBeGreaterThan(0);
    await page.getByLabel('电话').fill('13800000009');
    await page.getByLabel('理由').fill('号码登记有误');
    await button(page, '签署').click();
    await page.getByText('已签署：更改').waitFor();
    const sheet = await read(cloud, id);
    expect(sheet.resident?.phone).toBe('13800000009');
    expect(sheet.subject).toBe('厨房水管漏水');
    expect(complaints).toEqual([]);
  });

  it('asks for the signature where the change owes one, and takes it', async () => {
    const id = await repair(cloud);
    const { page } = await logInAt(browser, cloud.url, `/app/sheets/${id}`, 'receptionist-sun');
    await page.locator('.others summary').click();
    await button(page, '更改').click();
    await page.getByLabel('事由').fill('卫生间水管漏水');
    await page.getByLabel('理由').fill('住户说错了地方');
    await draw(page);
    await button(page, '签署').click();
    await page.getByText('已签署：更改').waitFor();
    expect((await read(cloud, id)).subject).toBe('卫生间水管漏水');
    expect(await page.locator('.promises').getByText('补签').count()).toBe(0);
  });
});
