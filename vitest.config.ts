import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** What only computes: such files share one process after another, which saves each of them its start. */
const PURE = ['test/domain/**/*.test.ts', 'test/mail/**/*.test.ts', 'test/architecture.test.ts'];

/** What looks back on what all others did. */
const AFTERWARDS = ['test/least-privilege.test.ts'];

/** What synthesizes stacks: such files share what each process has loaded and synthesized. */
const STACKS = ['test/infra/stacks/**/*.test.ts', 'test/infra/operate/dead-letters.test.ts'];

export default defineConfig({
  test: {
    // Each file that needs one has a local cloud of its own, and a process has at most one.
    pool: 'forks',
    // A file waits for its cloud as often as it computes, so that two cores are kept busy by three.
    maxWorkers: Math.max(3, availableParallelism()),
    // Other runs beside this one note nothing of what grants are of use.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', NOTES_USES: 'true' },
    // Far beyond what anything takes, also on a machine that is busy with other things; what hangs still ends.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      { extends: true, test: { name: 'stacks', include: STACKS, isolate: false } },
      {
        extends: true,
        test: {
          name: 'cloud',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...PURE, ...STACKS, ...AFTERWARDS],
          globalSetup: ['test/support/global-setup.ts'],
          // Bundles are run as they are, not as sources of the tests.
          server: { deps: { external: [/\/handler\.mjs/] } },
        },
      },
      {
        extends: true,
        test: {
          name: 'afterwards',
          include: AFTERWARDS,
          globalSetup: ['test/support/forget-uses.ts'],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
