/** How much each route asks of the table of a busy month: calls, how often one waits for the one before, and bytes. */
import { join } from 'node:path';
import { withEnvironment } from '../../infra/local/aws-environment.ts';
import type { Digest } from '../../shared/runtime/digest.ts';
import { digestIn } from '../support/digest.ts';
import { DIRECTORY } from '../support/factories.ts';
import { startWatching } from '../support/watched-engine.ts';
import { functionEnvironment } from './bare-engine.ts';
import { BUDGETED, type Budgeted } from './budgets.ts';
import { busyMonth, CROWD, crowdedMonth, NOW } from './busy-month.ts';
import { type SheetMaker, startFilledEngine } from './filled-engine.ts';
import { Gate } from './gate.ts';
import { callHandler, eventOf, type Handler, importHandler } from './handler-calls.ts';
import type { Figures, Measurement, World } from './measurement.ts';
import { startOwnSecrets } from './own-secrets.ts';
import { cells, rowsOf } from './rows.ts';
import { bringUpToDate, writeDirectory } from './scale.ts';

/** Counts what requests ask of a table. */
class Counter {
  calls = 0;
  bytes = 0;
  readonly gate = new Gate();
  readonly watch = {
    arrived: this.gate.arrived,
    answered: ({ bytes }: { readonly bytes: number }) => {
      this.calls += 1;
      this.bytes += bytes;
    },
  };
}

async function measured(handler: Handler, counter: Counter, { person, request, atLeast, name }: Budgeted) {
  const event = eventOf(request, person);
  event.requestContext.timeEpoch = Date.parse(NOW);
  // What a process reads once, and knows from then on, is no part of it.
  await callHandler(handler, event);
  const before = { calls: counter.calls, bytes: counter.bytes, rounds: counter.gate.waits };
  const start = performance.now();
  const { body } = await callHandler(handler, event);
  const ms = performance.now() - start;
  const rows = rowsOf(body);
  if (rows < atLeast) throw new Error(`${name} has ${rows} rows: ${body.slice(0, 300)}`);
  return {
    ...{ rows, ms },
    rounds: counter.gate.waits - before.rounds,
    calls: counter.calls - before.calls,
    bytes: counter.bytes - before.bytes,
  };
}

async function report(
  world: World,
  counter: Counter,
  instance: string,
  asked: readonly Budgeted[],
): Promise<Figures> {
  const handlers = new Map<string, Handler>();
  const figures: Record<string, number> = {};
  world.say(cells(['', 'rows', 'rounds', 'calls', 'kB', 'ms']));
  for (const budgeted of asked) {
    const { name, at, budget } = budgeted;
    const handler = handlers.get(at) ?? (await importHandler(world.bundles, at, instance));
    handlers.set(at, handler);
    try {
      const { rows, rounds, calls, bytes, ms } = await measured(handler, counter, budgeted);
      const isOver = rounds > budget.rounds || calls > budget.calls || bytes > budget.bytes;
      const kB = (bytes / 1_000).toFixed(0);
      world.say(
        cells([
          `${isOver ? '!' : ' '} ${name}`.padEnd(26),
          ...[rows, rounds, calls, kB, ms.toFixed(0)].map(String),
        ]),
      );
      figures[`bounded.${name}`] = Math.max(
        rounds / budget.rounds,
        calls / budget.calls,
        bytes / budget.bytes,
      );
    } catch (error) {
      world.say(`! ${name}: ${String(error).slice(0, 300)}`);
      figures[`bounded.${name}`] = Number.POSITIVE_INFINITY;
    }
  }
  return figures;
}

/** Asks these of a table of its own. */
async function over(
  world: World,
  name: string,
  sheets: number,
  makerOf: (digest: Digest) => SheetMaker,
  asked: readonly Budgeted[],
): Promise<Figures> {
  const scratch = join(world.scratch, name);
  const secrets = await startOwnSecrets(world, join(scratch, 'secrets'));
  const engine = await startFilledEngine(scratch, sheets, makerOf(digestIn(join(scratch, 'secrets'))));
  const counter = new Counter();
  const watched = await startWatching(engine.endpoint, counter.watch);
  try {
    const environment = {
      ...(await functionEnvironment(engine.tableName, watched.endpoint)),
      ...secrets.environment,
    };
    return await withEnvironment(environment, async () => {
      await writeDirectory(engine, DIRECTORY);
      await bringUpToDate(engine);
      return report(world, counter, name, asked);
    });
  } finally {
    await watched.stop();
    await engine.stop();
    await secrets.stop();
  }
}

/** Figures `bounded.<route>`: the share of its budget that a request took, of what it took most of. */
export const bounded: Measurement = {
  name: 'bounded',
  async run(world) {
    const crowded = BUDGETED.filter((each) => each.crowded === true);
    const busy = BUDGETED.filter((each) => each.crowded === undefined);
    world.say(`what a request asks of a table of ${world.scale} sheets of one month`);
    const month = (digest: Digest) => busyMonth(DIRECTORY, world.scale, digest);
    const figures = await over(world, 'bounded', world.scale, month, busy);
    world.say(`and of ${CROWD.sheets} sheets that all go on, and ${CROWD.cases + CROWD.waiting} cases`);
    const crowd = (digest: Digest) => crowdedMonth(DIRECTORY, digest);
    return { ...figures, ...(await over(world, 'crowded', CROWD.sheets, crowd, crowded)) };
  },
};
