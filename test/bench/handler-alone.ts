/** What the product's own work adds to the engine's: handlers called in this process, without a gateway. */
import { join } from 'node:path';
import { openBareEngine } from './bare-engine.ts';
import { callHandler, eventOf, type Handler, importHandler } from './handler-calls.ts';
import type { Measurement } from './measurement.ts';
import { nthOf } from './nth-of.ts';
import { operationsFor } from './operations.ts';
import { startOwnSecrets } from './own-secrets.ts';
import { cells } from './rows.ts';
import { alternately, type Call, percentile } from './timing.ts';

const WARM_UP = 400;
const COUNT = 700;
const SITE_OF_BARE_CALLS = 'bare-alone';

/** The function that each operation calls. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  intake: 'intake',
  'sign-off': 'sign-off',
  read: 'records',
  list: 'records',
};

const MEDIAN = 0.5;
const TAIL = 0.99;

/** Figures `handler.<operation>.ratio`: the handler's time over that of the same table calls alone, at p50. */
export const handlerAlone: Measurement = {
  name: 'handler',
  async run(world) {
    const { tableName, dynamodbEndpoint } = await world.cloud();
    const secrets = await startOwnSecrets(world, join(world.scratch, 'handler'));
    const { replay, directory } = await openBareEngine(world.bundles, tableName, dynamodbEndpoint);
    Object.assign(process.env, secrets.environment);
    const sites = [SITE_OF_BARE_CALLS];
    const figures: Record<string, number> = {};

    world.say('handler in this process, call by call; beside it the same table calls alone');
    world.say(cells(['', 'p50 ms', 'p99 ms', 'alone p50', 'alone p99', 'p50 x', 'adds ms']));
    for (const operation of operationsFor({ tableName, directory, sites, readsCounter: true })) {
      const handler: Handler = await importHandler(world.bundles, FUNCTIONS[operation.name] ?? '');
      const warmUp = world.count(WARM_UP);
      const count = world.count(COUNT);
      const { requests, bare } = await operation.prepare(warmUp + count);
      const events = requests.map((request) => eventOf(request));
      const product: Call = async (nth) => {
        const { location } = (await callHandler(handler, nthOf(events, nth))).headers;
        if (location !== undefined) operation.located?.(location);
      };
      const { a, b } = await alternately(product, (nth) => replay(nthOf(bare, nth)), warmUp, count);
      const p50 = percentile(a, MEDIAN);
      const aloneP50 = percentile(b, MEDIAN);
      figures[`handler.${operation.name}.ratio`] = p50 / aloneP50;
      world.say(
        cells([
          operation.name,
          p50.toFixed(2),
          percentile(a, TAIL).toFixed(2),
          aloneP50.toFixed(2),
          percentile(b, TAIL).toFixed(2),
          (p50 / aloneP50).toFixed(2),
          (p50 - aloneP50).toFixed(2),
        ]),
      );
    }
    await secrets.stop();
    return figures;
  },
};
