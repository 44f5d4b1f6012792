/** How fast the API answers over HTTP, against the same table calls made bare at the same concurrency. */
import { openBareEngine } from './bare-engine.ts';
import { httpClients } from './http-clients.ts';
import type { Measurement } from './measurement.ts';
import { nthOf } from './nth-of.ts';
import { operationsFor } from './operations.ts';
import { CALLER } from './requests.ts';
import { cells } from './rows.ts';
import { type Call, joined, type Load, percentile, rate, together } from './timing.ts';

const CLIENTS = 8;
/** The product and the bare calls take turns in rounds, so that drift meets both. */
const ROUNDS = 3;
const WARM_UP = 480;
/** Most calls in a round, and about how long it may take on a machine that is slow. */
const MOST_IN_A_ROUND: Readonly<Record<string, number>> = {
  intake: 600,
  'sign-off': 600,
  read: 1_600,
  list: 600,
};
const ROUND_SECONDS = 2.5;

const MEDIAN = 0.5;
const TAIL = 0.99;

interface Loads {
  readonly product: Load;
  readonly bare: Load;
}

const wholeTurns = (calls: number) => Math.floor(calls / CLIENTS) * CLIENTS;

/** Warms both up, then times them; never makes more than `most` calls of either. */
async function inRounds(product: Call, bare: Call, warmUp: number, most: number): Promise<Loads> {
  const first = await together(CLIENTS, 0, warmUp, product);
  await together(CLIENTS, 0, warmUp, bare);
  const inTime = Math.ceil(rate(first) * ROUND_SECONDS);
  const count = wholeTurns(Math.max(CLIENTS, Math.min((most - warmUp) / ROUNDS, inTime)));
  const loads = { product: [] as Load[], bare: [] as Load[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = warmUp + round * count;
    loads.product.push(await together(CLIENTS, from, count, product));
    loads.bare.push(await together(CLIENTS, from, count, bare));
  }
  return { product: joined(loads.product), bare: joined(loads.bare) };
}

function described(name: string, { product, bare }: Loads): string {
  const p50 = percentile(product.samples, MEDIAN);
  const bareP50 = percentile(bare.samples, MEDIAN);
  return cells([
    name,
    rate(product).toFixed(0),
    p50.toFixed(2),
    percentile(product.samples, TAIL).toFixed(2),
    rate(bare).toFixed(0),
    bareP50.toFixed(2),
    (p50 / bareP50).toFixed(2),
    (rate(bare) / rate(product)).toFixed(2),
  ]);
}

/** Figures `http.<operation>.rate` in requests a second. */
export const overHttp: Measurement = {
  name: 'http',
  async run(world) {
    const cloud = await world.cloud();
    const { replay, directory } = await openBareEngine(
      world.bundles,
      cloud.tableName,
      cloud.dynamodbEndpoint,
    );
    const sites = Array.from({ length: CLIENTS }, (_, client) => `bare-${client}`);
    const http = httpClients(cloud.url, await cloud.tokenFor(CALLER), CLIENTS);
    const figures: Record<string, number> = {};

    world.say(`over HTTP, ${CLIENTS} clients; beside it the same table calls bare`);
    world.say(cells(['', 'requests/s', 'p50 ms', 'p99 ms', 'bare/s', 'bare p50', 'p50 x', 'time x']));
    for (const operation of operationsFor({ ...cloud, directory, sites, readsCounter: false })) {
      const warmUp = wholeTurns(world.count(WARM_UP));
      const round = wholeTurns(world.count(MOST_IN_A_ROUND[operation.name] ?? WARM_UP));
      const { requests, bare } = await operation.prepare(warmUp + ROUNDS * round);
      const product: Call = async (nth) => {
        const { location } = (await http.call(nthOf(requests, nth))).headers;
        if (location !== undefined) operation.located?.(location);
      };
      const loads = await inRounds(product, (nth) => replay(nthOf(bare, nth)), warmUp, requests.length);
      world.say(described(operation.name, loads));
      figures[`http.${operation.name}.rate`] = rate(loads.product);
    }
    http.close();
    return figures;
  },
};
