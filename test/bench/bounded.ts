/** How much each route asks of the table of a busy month: calls, how often one waits for the one before, and bytes. */
import { join } from 'node:path';
import { withEnvironment } from '../../infra/local/aws-environment.ts';
import { digestIn } from '../support/digest.ts';
import { DIRECTORY } from '../support/factories.ts';
import { startWatching } from '../support/watched-engine.ts';
import { functionEnvironment } from './bare-engine.ts';
import { BUDGETED, type Budgeted } from './budgets.ts';
import { busyMonth, NOW } from './busy-month.ts';
import { startFilledEngine } from './filled-engine.ts';
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

async function report(world: World, counter: Counter): Promise<Figures> {
  const handlers = new Map<string, Handler>();
  const figures: Record<string, number> = {};
  world.say(`what a request asks of a table of ${world.scale} sheets of one month`);
  world.say(cells(['', 'rows', 'rounds', 'calls', 'kB', 'ms']));
  for (const budgeted of BUDGETED) {
    const { name, at, budget } = budgeted;
    const handler = handlers.get(at) ?? (await importHandler(world.bundles, at, 'bounded'));
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

/** Figures `bounded.<route>`: the share of its budget that a request took, of what it took most of. */
export const bounded: Measurement = {
  name: 'bounded',
  async run(world) {
    const scratch = join(world.scratch, 'bounded');
    const secrets = await startOwnSecrets(world, join(scratch, 'secrets'));
    const make = busyMonth(DIRECTORY, world.scale, digestIn(join(scratch, 'secrets')));
    const engine = await startFilledEngine(scratch, world.scale, make);
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
        return report(world, counter);
      });
    } finally {
      await watched.stop();
      await engine.stop();
      await secrets.stop();
    }
  },
};
