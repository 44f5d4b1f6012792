/**
 * `npm run test:mutants -- clocks cases`: has Stryker plant mutants in those folders of `shared/domain` (all of them
 * where none is named) and says which the tests of rules let live. `--share 0.25` takes a quarter of the lines, drawn
 * by `--seed`. Stryker is no dependency of the product; docs/decisions/0048-mutants-of-the-rules.md has how it is
 * installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { REPOSITORY } from '../../infra/product.ts';
import { randomFrom } from '../support/random.ts';

const DOMAIN = join('shared', 'domain');
/** Lines that are drawn or left together. */
const STRETCH = 6;
/** What is written by a program, and copies what others publish. */
const WRITTEN = join(DOMAIN, 'calendar', 'holidays.ts');
const STRYKER = join(REPOSITORY, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { share: { type: 'string', default: '1' }, seed: { type: 'string', default: '20261126' } },
});
if (!existsSync(STRYKER)) {
  console.error('Stryker is not installed: docs/decisions/0048-mutants-of-the-rules.md says how.');
  process.exit(1);
}

/** The stretches of a file that are drawn, as Stryker writes them: `file:from-to`. */
function drawn(file: string, random: () => number): readonly string[] {
  const lines = readFileSync(join(REPOSITORY, file), 'utf8').split('\n').length;
  const stretches = Array.from({ length: Math.ceil(lines / STRETCH) }, (_, nth) => nth * STRETCH + 1);
  return stretches
    .filter(() => random() < Number(values.share))
    .map((from) => `${file}:${from}-${Math.min(lines, from + STRETCH - 1)}`);
}

const folders = positionals.length > 0 ? positionals : readdirSync(join(REPOSITORY, DOMAIN)).sort();
const random = randomFrom(Number(values.seed));
const mutate = folders
  .flatMap((folder) =>
    readdirSync(join(REPOSITORY, DOMAIN, folder))
      .sort()
      .map((name) => join(DOMAIN, folder, name)),
  )
  .filter((file) => file !== WRITTEN)
  .flatMap((file) => drawn(file, random));

const config = join(REPOSITORY, '.stryker.json');
const settings = {
  mutate,
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/mutation/vitest.config.ts' },
  coverageAnalysis: 'perTest',
  // Rows of tables are met when a module is loaded: each of their mutants would need every test, and has its table test.
  ignoreStatic: true,
  mutator: { excludedMutations: ['StringLiteral', 'ObjectLiteral', 'ArrayDeclaration', 'Regex'] },
  // It would read the settings by an interface that TypeScript 7 no longer has, and mark sources that tests compare.
  tsconfigFile: 'none',
  disableTypeChecks: false,
  ignorePatterns: ['cdk.out', 'dist', 'docs'],
  tempDirName: '.stryker-tmp',
  concurrency: 1,
  timeoutMS: 60_000,
  reporters: ['clear-text'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
};
writeFileSync(config, JSON.stringify(settings, null, 2));
const { status } = spawnSync(process.execPath, [STRYKER, 'run', config], {
  cwd: REPOSITORY,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
