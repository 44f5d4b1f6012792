/**
 * How long the console takes on a weak phone, told and not held: a busy machine makes every time longer, so each stands
 * beside a page that only prints text, opened by the same browser in the same run.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { TestCloud } from '../support/local-cloud.ts';
import { logIn, sitDown } from './console-page.ts';
import { onStage } from './stage.ts';

let cloud: TestCloud;
let browser: Browser;
onStage((stage) => {
  ({ cloud, browser } = stage);
});

/** As the design has it: a phone with a quarter of this processor, on a middling and on a bad net. */
const NETS = {
  '1.6 Mbit/s, 150 ms': { downloadThroughput: 200_000, uploadThroughput: 100_000, latency: 150 },
  '400 kbit/s, 400 ms': { downloadThroughput: 50_000, uploadThroughput: 50_000, latency: 400 },
} as const;
const SLOWER = 4;

async function slow(page: Page, net: (typeof NETS)[keyof typeof NETS]): Promise<void> {
  const debug = await page.context().newCDPSession(page);
  await debug.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await debug.send('Network.emulateNetworkConditions', { offline: false, ...net });
}

/** Until the largest thing that was painted so far stood there, in milliseconds since the page was asked for. */
const painted = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((done) => {
        new PerformanceObserver((list) => done(list.getEntries().at(-1)?.startTime ?? 0)).observe({
          ...{ type: 'largest-contentful-paint', buffered: true },
        });
      }),
  );

async function textAlone(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end('<!doctype html><title>text</title><p>会签单：谁接手，谁签收，看得见。</p>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

it.each(Object.entries(NETS))('the first page and what is to do, on %s', async (name, net) => {
  const plain = await textAlone();
  const text = await browser.newPage();
  await slow(text, net);
  await text.goto(plain.url);
  const least = await painted(text);
  await text.close();
  plain.close();

  const seat = await sitDown(browser, cloud.url, '/health', { width: 390, keeps: true });
  const { page } = seat;
  await slow(page, net);
  const told: (readonly [string, number])[] = [];
  const open = async (what: string, path: string, seen: string) => {
    await page.goto(`${cloud.url}${path}`);
    await page.locator(seen).first().waitFor();
    told.push([what, await painted(page)]);
  };
  await open('first page', '/app', 'button.main');
  await logIn(seat, 'worker-wu');
  await page.locator('.counts').waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await open('what is to do, the second time', '/app/work', '.counts');
  for (const [what, ms] of told) {
    expect(ms).toBeGreaterThan(0);
    console.info(`${name}: ${what} ${Math.round(ms)} ms, ${(ms / least).toFixed(1)} times a page of text`);
  }
});
