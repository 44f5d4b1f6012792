/** A console in a browser, for tests: who logs in, and what is wrong with what they see. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { CHROMIUM } from './chromium.ts';
import { BY_KEYBOARD, useKeyboardAlone } from './keyboard.ts';

const PATIENCE_MS = 120_000;

/** A microphone that hums, and that everybody may use. */
const MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', ...MICROPHONE] });
  if (BY_KEYBOARD) {
    const page = await browser.newPage();
    useKeyboardAlone(page);
    await page.close();
  }
  return browser;
}

export interface Look {
  readonly width?: number;
  readonly language?: 'zh-CN' | 'en';
  readonly scheme?: 'light' | 'dark';
  readonly large?: boolean;
  /** Whether the console may lie on the device; what passes through it there is not seen by `page.route`. */
  readonly keeps?: boolean;
}

export interface Seat {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained of: errors of scripts, and what its policy kept out. */
  readonly complaints: readonly string[];
}

/** A device of its own, at a path of the console; nobody is logged in. */
export async function sitDown(browser: Browser, url: string, path: string, look: Look = {}): Promise<Seat> {
  const { width = 1280, language = 'zh-CN', scheme = 'light', large = false, keeps = false } = look;
  const context = await browser.newContext({
    viewport: { width, height: width < 500 ? 844 : 800 },
    reducedMotion: 'reduce',
    serviceWorkers: keeps ? 'allow' : 'block',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addInitScript(
    ([chosen, appearance]) => {
      if (localStorage.length > 0) return;
      localStorage.setItem('shoujie.language', chosen ?? '');
      localStorage.setItem('shoujie.appearance', appearance ?? '');
    },
    [language, `${scheme} ${large ? 'large' : 'usual'}`],
  );
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // That a request was refused or did not get through is what some tests are about.
    const isAboutRequests = /Failed to load resource/.test(message.text());
    if (message.type() === 'error' && !isAboutRequests) complaints.push(message.text());
  });
  await page.goto(`${url}${path}`);
  return { page, context, complaints };
}

/** Logs in as somebody by the issuer's page, which leads back to where they were going. */
export async function logIn({ page }: Seat, person: string): Promise<void> {
  await page.locator('button.main').click();
  await page.locator(`a[href*="person=${person}"]`).click();
  await page.locator('.shell').waitFor();
}

export async function logInAt(
  browser: Browser,
  url: string,
  path: string,
  person: string,
  look?: Look,
): Promise<Seat> {
  const seat = await sitDown(browser, url, path, look);
  await logIn(seat, person);
  return seat;
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What keeps somebody out of the page (WCAG 2.2 AA), each with where. */
export async function barriersIn(page: Page): Promise<readonly string[]> {
  const source = await readFile(AXE, 'utf8');
  // By the debugger's door, which the page's own policy does not close.
  await page.evaluate(source);
  const violations: readonly Violation[] = await page.evaluate(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((found) => found.violations)",
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** Whether a page has to be moved sideways to be read. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** What has a scroll bar of its own beside that of the page; whoever types more than fits has one for it. */
export const scrollsWithin = (page: Page): Promise<readonly string[]> =>
  page.locator('body *:not(textarea)').evaluateAll((all) =>
    all
      .filter((node) => {
        const { overflowX, overflowY } = getComputedStyle(node);
        const isCut = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
        return (
          (isCut(overflowX) && node.scrollWidth > node.clientWidth) ||
          (isCut(overflowY) && node.scrollHeight > node.clientHeight)
        );
      })
      .map((node) => node.outerHTML.slice(0, 160)),
  );
