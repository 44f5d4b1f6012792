/** The deployed console in a browser: somebody logs in at the pool's pages, is shown what they owe, and logs out. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { chromium } from 'playwright-core';
import * as z from 'zod';
import { zh } from '../../web/words/zh.ts';
import { CHROMIUM } from '../browser/chromium.ts';
import { sitDown } from '../browser/console-page.ts';
import type { Api } from './api.ts';
import { SUBJECT } from './broken-promise.ts';
import { BASE_URL, type Deployment } from './cdk.ts';
import { answerAsAws } from './emulator-differences.ts';
import type { Certificate } from './foreign-issuer.ts';
import { passwordOf } from './people.ts';

const OVERDUE = '逾期';
const RECEPTIONIST = 'receptionist';

interface Stage {
  readonly endpoint: string;
  readonly certificate: Certificate;
  readonly deployment: Deployment;
  readonly api: Api;
}

/** Every name that the browser asks for is this one host, so that no page of the check leaves this machine. */
async function startHosts({ certificate, ...stage }: Stage & { readonly login: string }) {
  const { endpoint, deployment, login } = stage;
  const hosts = { endpoint, apiId: deployment.apiId, stage: new URL(BASE_URL).host, login };
  const [cert, key] = await Promise.all(
    [certificate.file, certificate.keyFile].map((each) => readFile(each)),
  );
  const server = createServer({ cert, key }, (request, response) => {
    answerAsAws(hosts, request).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      (error: unknown) => response.writeHead(502).end(String(error)),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { rule: `MAP * 127.0.0.1:${port}`, end: () => server.close() };
}

/** @throws where the page, the login, the work or the way out is not as it is to be, or the browser complains of anything */
export async function consoleOpens(stage: Stage, sheet: string): Promise<void> {
  if (!existsSync(CHROMIUM)) {
    console.log(`Left out: the deployed console, because there is no ${CHROMIUM} (CHROMIUM names another)`);
    return;
  }
  const told = await stage.api('GET /app/config.json');
  const { logout } = z.object({ logout: z.object({ url: z.url() }) }).parse(JSON.parse(told.text));
  const password = await passwordOf(new CognitoIdentityProviderClient(), stage.deployment, RECEPTIONIST);
  const hosts = await startHosts({ ...stage, login: new URL(logout.url).origin });
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', `--host-resolver-rules=${hosts.rule}`, '--ignore-certificate-errors'],
  });
  try {
    const { page, complaints } = await sitDown(browser, BASE_URL, '');
    await page.locator('button.main').click();
    await page.locator('#username').fill(RECEPTIONIST);
    await page.locator('#password').fill(password);
    await page.locator('button[type=submit]').click();
    // What is overdue is among what they owe, and leads to its sheet.
    await page.locator(`main a[href="/app/sheets/${sheet}"]`, { hasText: OVERDUE }).click();
    await page.locator('main h1', { hasText: SUBJECT }).waitFor();
    await page.locator('details.menu summary').click();
    await page.getByRole('button', { name: zh.shell.logout }).click();
    await page.locator('button.main', { hasText: zh.signIn.button }).waitFor();
    await page.goto(`${BASE_URL}/sheets/${sheet}`);
    await page.locator('button.main', { hasText: zh.signIn.button }).waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
    hosts.end();
  }
}
