/** How long a fresh process takes to import each API function's bundle, against the bare DynamoDB client's. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { manifest } from '../../infra/manifest.ts';
import { loadedBytes } from '../support/loaded-bytes.ts';
import { bundleBareByDefault } from './bare-bundle.ts';
import { functionEnvironment } from './bare-engine.ts';
import { firstAnswers } from './first-answer.ts';
import type { Measurement } from './measurement.ts';
import { nthOf } from './nth-of.ts';
import { cells } from './rows.ts';
import { median } from './timing.ts';

const RUNS = 21;
/** The first runs bring the files into memory. */
const WARM_UP = 2;
const NOWHERE = 'http://127.0.0.1:9';
const BARE = 'bare client';

/** Prints how many milliseconds an import took; nothing but the import is in that time. */
const IMPORT = `
  const start = performance.now();
  await import(process.argv[1]);
  console.log(performance.now() - start);
`;

const run = promisify(execFile);

async function importTime(file: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const args = ['--input-type=module', '--eval', IMPORT, pathToFileURL(file).href];
  const { stdout } = await run(process.execPath, args, {
    env: { PATH: process.env.PATH ?? '', ...environment },
  });
  return Number(stdout);
}

/** Prints first answers, and gives figures `cold.<function>.ratio`: how much longer its import takes than the bare client's, the median of all rounds. */
export const coldStart: Measurement = {
  name: 'cold',
  async run(world) {
    const { bundles, count, say } = world;
    const functions = manifest.filter(({ trigger }) => trigger.kind === 'api').map(({ name }) => name);
    const files = new Map([
      [BARE, await bundleBareByDefault(bundles)],
      ...functions.map((name) => [name, join(bundles, name, 'handler.mjs')] as const),
    ]);
    const environment = await functionEnvironment('nowhere', NOWHERE);
    const times = new Map([...files.keys()].map((name) => [name, [] as number[]]));
    for (let nth = -WARM_UP; nth < Math.max(count(RUNS), WARM_UP); nth += 1) {
      for (const [name, file] of files) {
        const time = await importTime(file, environment);
        if (nth >= 0) times.get(name)?.push(time);
      }
    }

    const bare = times.get(BARE) ?? [];
    const figures: Record<string, number> = {};
    say('import of each bundle in a fresh process');
    say(cells(['', 'median ms', 'x bare', 'KB']));
    for (const [name, file] of files) {
      const own = times.get(name) ?? [];
      // Each import is held against the bare one of its own round: other load on the machine meets both.
      const ratio = median(own.map((time, round) => time / nthOf(bare, round)));
      const size = await loadedBytes(file);
      say(cells([name, median(own).toFixed(1), ratio.toFixed(2), (size / 1000).toFixed(0)]));
      if (name !== BARE) figures[`cold.${name}.ratio`] = ratio;
    }
    await firstAnswers(world);
    return figures;
  },
};
