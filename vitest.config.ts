import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Each file that needs one has a local cloud of its own, and a process has at most one.
    pool: 'forks',
    // Bundles are run as they are, not as sources of the tests.
    server: { deps: { external: [/\/handler\.mjs/] } },
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
