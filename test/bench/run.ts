/** `npm run bench`: measures, prints what it saw, and holds it against the goals. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunctions } from '../../infra/bundle.ts';
import { adoptAwsBasics } from '../../infra/local/aws-environment.ts';
import { assessment } from './assessment.ts';
import { bundleBareClient } from './bare-bundle.ts';
import { bounded } from './bounded.ts';
import { breaches } from './breaches.ts';
import { type CloudProcess, startCloudProcess } from './cloud-process.ts';
import { coldStart } from './cold-start.ts';
import { cost } from './cost.ts';
import { flood } from './flood.ts';
import { GOALS, type Result, resultsOf } from './goals.ts';
import { handlerAlone } from './handler-alone.ts';
import { machine } from './machine.ts';
import type { Figures, Measurement } from './measurement.ts';
import { type Options, optionsOf } from './options.ts';
import { overHttp } from './over-http.ts';
import { publicPage } from './public-page.ts';
import { reconciling } from './reconciling.ts';
import { rounds } from './rounds.ts';
import { scale } from './scale.ts';
import { staff } from './staff.ts';
import { visibility } from './visibility.ts';

const MEASUREMENTS: readonly Measurement[] = [
  overHttp,
  handlerAlone,
  scale,
  visibility,
  staff,
  assessment,
  bounded,
  breaches,
  reconciling,
  cost,
  coldStart,
  publicPage,
  flood,
  rounds,
];

const say = (line: string) => console.log(line);

async function measured(measurements: readonly Measurement[], options: Options): Promise<Figures> {
  const scratch = await mkdtemp(join(tmpdir(), 'shoujie-bench-'));
  const bundles = join(scratch, 'bundles');
  let cloud: Promise<CloudProcess> | undefined;
  // Measurements that start an engine in this process need credentials, whichever comes first.
  adoptAwsBasics();
  try {
    await bundleFunctions(bundles);
    await bundleBareClient(bundles);
    let figures: Figures = {};
    for (const { run } of measurements) {
      const world = {
        cloud: () => {
          cloud ??= startCloudProcess(join(scratch, 'cloud'));
          return cloud;
        },
        bundles,
        scratch,
        scale: options.scale,
        breaches: options.breaches,
        count: (calls: number) => Math.ceil(calls * options.share),
        say,
      };
      figures = { ...figures, ...(await run(world)) };
      say('');
    }
    return figures;
  } finally {
    await (await cloud)?.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

function told({ name, value, unit, goal, ok }: Result): string {
  return `  ${ok ? 'met   ' : 'MISSED'}  ${name.padEnd(24)} ${String(value).padStart(9)}  ${goal.padEnd(7)}  ${unit}`;
}

try {
  const options = optionsOf(process.argv.slice(2));
  const unknown = options.only.filter((name) => !MEASUREMENTS.some((each) => each.name === name));
  if (unknown.length > 0) throw new Error(`no measurement is called ${unknown.join(', ')}`);
  const chosen = MEASUREMENTS.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
  say(`${machine()}\n`);
  const figures = await measured(chosen, options);
  const goals = GOALS.filter(({ name }) => chosen.some((each) => name.startsWith(`${each.name}.`)));
  const results = resultsOf(goals, figures);
  for (const result of results) say(told(result));
  say(`\n${machine()}`);
  if (options.json) say(JSON.stringify({ results }));
  process.exit(0);
} catch (error) {
  console.error(error);
  process.exit(1);
}
