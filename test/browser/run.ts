/** `npm run test:web`: what only a browser can show of the console, where there is a Chromium. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../infra/product.ts';
import { CHROMIUM } from './chromium.ts';

if (existsSync(CHROMIUM)) {
  const vitest = join(REPOSITORY, 'node_modules', 'vitest', 'vitest.mjs');
  const config = join(import.meta.dirname, 'vitest.config.ts');
  const { status } = spawnSync(
    process.execPath,
    [vitest, 'run', '--config', config, ...process.argv.slice(2)],
    {
      cwd: REPOSITORY,
      stdio: 'inherit',
    },
  );
  process.exitCode = status ?? 1;
} else {
  console.log(`Left out: the console in a browser, because there is no ${CHROMIUM} (CHROMIUM names another)`);
}
