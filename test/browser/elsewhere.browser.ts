/** The console on a server of the company's own, with another issuer than the API's own pages have (docs/operations.md, "The console"). */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsoleConfig } from '../../functions/console/config.ts';
import { pageHeaders } from '../../functions/console/page-headers.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { openBrowser, sitDown } from './console-page.ts';
import { handOver, repair } from './sheets-of-tests.ts';

let cloud: TestCloud;
let browser: Browser;
let server: Server;
let url: string;

/** What the output `ConsoleConfig` says, where the company's issuer is beside its console. */
async function configHere(): Promise<ConsoleConfig> {
  const response = await fetch(`${cloud.url}/app/config.json`);
  const config: ConsoleConfig = JSON.parse(await response.text());
  const logout = { ...config.logout, url: `${url}/issuer/logout` };
  return { ...config, discovery: `${url}/issuer/discovery`, logout, api: cloud.url };
}

/** Lets somebody in without asking, by the codes and tokens of the cloud's own issuer, which knows no page but the cloud's. */
async function issue(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = new URL(request.url ?? '', url).searchParams;
  if (path === 'discovery') {
    const known = await (await fetch(`${cloud.url}/.well-known/openid-configuration`)).json();
    const own = { authorization_endpoint: `${url}/issuer/authorize`, token_endpoint: `${url}/issuer/token` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ ...known, ...own }));
  } else if (path === 'authorize') {
    const back = asked.get('redirect_uri') ?? '';
    asked.set('redirect_uri', `${cloud.url}/app/login`);
    asked.set('person', 'worker-wu');
    const { headers } = await fetch(`${cloud.url}/authorize?${asked}`, { redirect: 'manual' });
    const { search } = new URL(headers.get('location') ?? '');
    response.writeHead(302, { location: `${back}${search}` }).end();
  } else {
    const form = new URLSearchParams(await text(request));
    form.set('redirect_uri', `${cloud.url}/app/login`);
    const tokens = await fetch(`${cloud.url}/token`, { method: 'POST', body: form });
    response.writeHead(tokens.status, { 'content-type': 'application/json' }).end(await tokens.text());
  }
}

/** The built files below `/app`, with the page for every path that is no file. */
async function serve(path: string, response: ServerResponse): Promise<void> {
  const config = await configHere();
  if (path === '/app/config.json') {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(config));
    return;
  }
  const file = await fetch(`${cloud.url}${path}`);
  const type = file.headers.get('content-type') ?? '';
  const headers = type.startsWith('text/html') ? pageHeaders(config) : {};
  response
    .writeHead(file.status, { 'content-type': type, ...headers })
    .end(Buffer.from(await file.arrayBuffer()));
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', url);
    const [, issuing] = /^\/issuer\/(\w+)$/.exec(pathname) ?? [];
    const served = issuing === undefined ? serve(pathname, response) : issue(issuing, request, response);
    served.catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  [cloud, browser] = await Promise.all([startTestCloud({ origins: url }), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  server.close();
  await cloud.stop();
});

describe('a console on a server of the company’s own', () => {
  it('logs in at the company’s issuer, shows what is to do, signs it, and sends a photo with it', async () => {
    const id = await repair(cloud);
    await handOver(cloud, id);
    const { page, complaints } = await sitDown(browser, url, `/app/sheets/${id}`, { width: 390 });
    await page.locator('button.main').click();
    await page.locator('.next .main').click();
    await page.getByRole('button', { name: '签署', exact: true }).click();
    await page.getByText('已签署：').waitFor();
    await page.locator('.next .main').click();
    const picture = await page.screenshot();
    const photo = { name: '现场.png', mimeType: 'image/png', buffer: picture };
    await page.locator('input[type=file]').setInputFiles(photo);
    await page.locator('.files li').first().waitFor();
    await page.getByRole('button', { name: '签署', exact: true }).click();
    await page.locator('.attachments img').waitFor();
    const { json } = await cloud.as('worker-wu').get(`/sheets/${id}`);
    expect(json).toMatchObject({ handler: 'worker-wu', attachments: [{ type: 'image/jpeg' }] });
    // Loaded anew, it asks the company's issuer for another token.
    await page.reload();
    await page.locator('.attachments img').waitFor();
    expect(complaints).toEqual([]);
  });
});
