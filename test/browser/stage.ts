/** A cloud and a browser for the tests of a file. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { openBrowser } from './console-page.ts';

export interface Stage {
  readonly cloud: TestCloud;
  readonly browser: Browser;
}

/** Starts both before a file's tests, tells of them, and stops them after. */
export function onStage(
  enter: (stage: Stage) => void,
  options: Parameters<typeof startTestCloud>[0] = {},
): void {
  let stage: Stage | undefined;
  beforeAll(async () => {
    stage = { cloud: await startTestCloud(options), browser: await openBrowser() };
    enter(stage);
  });
  afterAll(async () => {
    await stage?.browser.close();
    await stage?.cloud.stop();
  });
}
