import { defineConfig } from 'vitest/config';
import { REPOSITORY } from '../../infra/product.ts';

const FILES = 'test/browser/*.browser.ts';

/** One browser at a time: each test waits for pages more than it computes. */
export default defineConfig({
  root: REPOSITORY,
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    fileParallelism: false,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    server: { deps: { external: [/\/handler\.mjs/] } },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Nothing fails because the machine is busy.
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: { name: 'pointer', include: [FILES], exclude: ['test/browser/focus.browser.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'keyboard',
          include: [FILES],
          exclude: ['test/browser/budget.browser.ts'],
          env: { HANDS: 'keyboard' },
          setupFiles: ['test/browser/journeys-alone.ts'],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
