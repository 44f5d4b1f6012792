/** How screens are looked at by tests: in every language, scheme and size, with a picture of each for whoever wants to look. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { REPOSITORY } from '../../infra/product.ts';
import { barriersIn, type Look, scrollsSideways } from './console-page.ts';

/** Pictures of every screen; git does not keep them. */
export const PICTURES = join(REPOSITORY, 'dist', 'pictures');

export const LOOKS: readonly (readonly [string, Look])[] = [
  ['zh light', {}],
  ['zh dark', { scheme: 'dark' }],
  ['zh large', { large: true, width: 390 }],
  ['en light phone', { language: 'en', width: 390 }],
  ['en dark large', { language: 'en', scheme: 'dark', large: true }],
  ['en light narrow', { language: 'en', width: 320 }],
];

/** A screen keeps nobody out and need not be moved sideways. @param name of how it is looked at */
export async function inspect(page: Page, screen: string, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await writeFile(join(PICTURES, `${screen} ${name}.png`), await page.screenshot({ fullPage: true }));
  expect([screen, await barriersIn(page)]).toEqual([screen, []]);
  expect([screen, await scrollsSideways(page)]).toEqual([screen, false]);
}
