import { defineConfig } from 'vitest/config';
import { REPOSITORY } from '../../infra/product.ts';

/** One browser at a time: each test waits for pages more than it computes. */
export default defineConfig({
  root: REPOSITORY,
  test: {
    include: ['test/browser/*.browser.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    fileParallelism: false,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    server: { deps: { external: [/\/handler\.mjs/] } },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
