/** What a repair that stays on time costs over its whole life, counted from what it writes and reads. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../../infra/local/aws-environment.ts';
import { openDataDirectory } from '../../infra/local/data-directory.ts';
import { type LocalCloud, startLocalCloud } from '../../infra/local/local-cloud.ts';
import { startWatchedEngine } from '../support/watched-engine.ts';
import { type Charge, Meter } from './cost/meter.ts';
import { byItem, byPart } from './cost/where.ts';
import { httpClients } from './http-clients.ts';
import type { Figures, Measurement, World } from './measurement.ts';
import { ASSUMED, PRICES } from './prices.ts';
import { type ApiRequest, intake, newKey, search } from './requests.ts';
import { cells } from './rows.ts';

const START = '2026-11-23T08:00:00.000Z';
const A_MILLION = 1_000_000;
/** On AWS: sent, received and deleted. */
const REQUESTS_A_MESSAGE = 3;

type Body = { readonly step: string } & Readonly<Record<string, unknown>>;
/** The life of a repair: who signs what. */
const STEPS: readonly (readonly [person: string, body: Body])[] = [
  [
    'receptionist-sun',
    { step: 'hand-over', section: 'engineering', opinion: '请工程部安排上门查看，必要时更换。' },
  ],
  ['engineering-supervisor-feng', { step: 'accept', handler: 'worker-wu' }],
  ['worker-wu', { step: 'arrive' }],
  ['worker-wu', { step: 'complete', outcome: '已更换闭门器，开关正常。' }],
  ['worker-wu', { step: 'return', opinion: '已修复，请回访。' }],
  ['receptionist-sun', { step: 'follow-up', reached: true, resolved: true, satisfaction: 5, attitude: 5 }],
  ['resident-zhao', { step: 'rate', satisfaction: 5, attitude: 5 }],
  ['receptionist-sun', { step: 'archive' }],
];

async function call(cloud: LocalCloud, person: string, request: ApiRequest) {
  const http = httpClients(cloud.url, await cloud.tokenFor(person), 1);
  try {
    return await http.call(request);
  } finally {
    http.close();
  }
}

/**
 * Lives one life over HTTP, then lets everything ring that might still ring. Gives what each step was charged, with the letters
 * that follow on it.
 */
async function live(cloud: LocalCloud, meter: Meter): Promise<readonly (readonly [string, Charge[]])[]> {
  const charged: (readonly [string, Charge[]])[] = [];
  let seen = 0;
  const note = async (step: string, pause: string) => {
    await cloud.clock.advance(pause);
    await cloud.settle();
    charged.push([step, meter.charges.slice(seen)]);
    seen = meter.charges.length;
  };
  const { headers } = await call(cloud, 'receptionist-sun', intake(0));
  await note('intake', 'PT2M');
  const path = `${headers.location}/sign-offs`;
  for (const [person, body] of STEPS) {
    await call(cloud, person, {
      method: 'POST',
      path,
      routeKey: 'POST /sheets/{id}/sign-offs',
      headers: { 'content-type': 'application/json', 'idempotency-key': newKey() },
      body: JSON.stringify(body),
    });
    await note(body.step, 'PT2M');
  }
  await note('afterwards', 'P3D');
  return charged;
}

/** What one page is asked for by, and how many sheets it finds. */
const SEARCHES = { 'by telephone': '13800000001', 'by name': '赵敏', 'by words': '闭门器' } as const;
const FOUND = 25;

/** The read units of a page of each search, where so many sheets are found and nothing else is there. */
async function searches({ say }: World, meter: Meter, cloud: LocalCloud): Promise<void> {
  for (let nth = 1; nth < FOUND; nth += 1) await call(cloud, 'receptionist-sun', intake(nth));
  await cloud.settle();
  say(`a page of ${FOUND} sheets that are searched for, in read units:`);
  for (const [name, q] of Object.entries(SEARCHES)) {
    const before = meter.read;
    const { body } = await call(cloud, 'receptionist-sun', search(q));
    const { items } = JSON.parse(body) as { items: unknown[] };
    if (items.length !== FOUND) throw new Error(`${items.length} sheets ${name}`);
    say(cells([name, String(meter.read - before)]));
  }
}

/** How many sheets are open at the site where its work is looked at. */
const OPEN = [25, 125];
const WORK = { 'of a worker': ['worker-wu', 'me'], 'of the site': ['director-wei', 'site'] } as const;

/** The read units of a look at what there is to do, of which one site has ever more. */
async function work({ say }: World, meter: Meter, cloud: LocalCloud): Promise<void> {
  const path = '/work';
  const look = (who: string): ApiRequest => {
    return { method: 'GET', path, routeKey: 'GET /work', query: { who }, headers: {} };
  };
  // All that were searched for but the first, which is archived.
  let open = FOUND - 1;
  for (const count of OPEN) {
    for (; open < count; open += 1) await call(cloud, 'receptionist-sun', intake(open));
    await cloud.settle();
    say(`the work, where ${count} sheets are open at the site, in read units:`);
    for (const [name, [person, who]] of Object.entries(WORK)) {
      const before = meter.read;
      const { body } = await call(cloud, person, look(who));
      const { items, more } = JSON.parse(body) as { items: unknown[]; more: number };
      if (who === 'site' && items.length + more < count) throw new Error(`less than ${count} sheets`);
      say(cells([name, String(meter.read - before)]));
    }
  }
}

/** How many promises are broken in one minute: what one costs is to be the same, however many there are. */
const STORMS = [5, 50];
/** Nothing rings any more of what was opened before. */
const QUIET = 'P7D';
/** A repair is to be handed over within ten minutes. */
const BEFORE = 'PT9M';
/** Past the deadline, and past the minute in which its letters are gathered. */
const PAST = 'PT2M';

/** The write units of a broken promise, from its deadline to the last letter about it, where so many are broken at once. */
async function breach({ say }: World, meter: Meter, cloud: LocalCloud, count: number): Promise<number> {
  await cloud.clock.advance(QUIET);
  for (let nth = 0; nth < count; nth += 1) await call(cloud, 'receptionist-sun', intake(nth));
  await cloud.clock.advance(BEFORE);
  await cloud.settle();
  const { length } = meter.charges;
  await cloud.clock.advance(PAST);
  await cloud.settle();
  const charges = meter.charges.slice(length);
  say(`${count} promises that are broken in one minute, recorded, raised and told; write units`);
  for (const line of byItem(charges)) say(line);
  return charges.reduce((sum, { units }) => sum + units, 0) / count;
}

async function executions({ effects }: LocalCloud): Promise<number> {
  const { endpoint, machineArns } = effects.stepFunctions;
  const client = new SFNClient({ endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS });
  const all = await Promise.all(
    Object.values(machineArns).map((stateMachineArn) =>
      client.send(new ListExecutionsCommand({ stateMachineArn })),
    ),
  );
  client.destroy();
  return all.reduce((sum, { executions: found = [] }) => sum + found.length, 0);
}

interface Counts {
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly apiRequests: number;
  readonly streamBatches: number;
  readonly letters: number;
  readonly scheduleInvocations: number;
  readonly transitions: number;
}

function bill(counts: Counts): readonly (readonly [what: string, count: number, dollars: number])[] {
  const { perMillion } = PRICES;
  const { apiRequests, streamBatches, letters, writeUnits, readUnits, scheduleInvocations, transitions } =
    counts;
  const workers = streamBatches + letters;
  const gigabyteSeconds =
    apiRequests * ASSUMED.apiSeconds * ASSUMED.apiGigabytes +
    workers * ASSUMED.workerSeconds * ASSUMED.workerGigabytes;
  const queueRequests = letters * REQUESTS_A_MESSAGE;
  return [
    ['write units', writeUnits, writeUnits * perMillion.writeUnits],
    ['read units', readUnits, readUnits * perMillion.readUnits],
    ['API requests', apiRequests, apiRequests * perMillion.apiRequests],
    ['invocations', apiRequests + workers, (apiRequests + workers) * perMillion.invocations],
    ['GB-seconds', gigabyteSeconds, gigabyteSeconds * perMillion.gigabyteSeconds],
    ['queue', queueRequests, queueRequests * perMillion.queueRequests],
    ['letters', letters, letters * perMillion.letters],
    ['schedules', scheduleInvocations, scheduleInvocations * perMillion.scheduleInvocations],
    ['transitions', transitions, transitions * perMillion.transitions],
  ];
}

async function report(world: World, meter: Meter, cloud: LocalCloud): Promise<Figures> {
  const { say } = world;
  meter.reset();
  const keptBefore = meter.keptBytes();
  const charged = await live(cloud, meter);
  const kept = meter.keptBytes() - keptBefore;
  const started = await executions(cloud);
  const writeUnits = meter.units();
  const counts: Counts = {
    writeUnits,
    readUnits: meter.read,
    apiRequests: 1 + STEPS.length,
    // At most: each write starts one where none are gathered.
    streamBatches: meter.writes,
    letters: cloud.effects.mail.mail().length,
    scheduleInvocations: cloud.effects.scheduler.invocations(),
    // A workflow that starts goes through one transition at least; on time none starts.
    transitions: started,
  };
  say('a repair that stays on time, its whole life; write units of the table and its indexes');
  for (const line of [...byPart('step', charged), ...byItem(meter.charges)]) say(line);
  const lines = bill(counts);
  say(`bytes that stay of it, with indexes: ${kept}`);
  say(`by list prices of ${PRICES.region}, ${PRICES.asOf}, without storage, logs and transfer:`);
  say(cells(['', 'a sheet', '$ a million']));
  for (const [what, count, dollars] of lines)
    say(cells([what, count.toFixed(2).replace(/\.?0+$/, ''), dollars.toFixed(2)]));
  const total = lines.reduce((sum, [, , dollars]) => sum + dollars, 0);
  say(cells(['in all', '', total.toFixed(2)]));
  say(`  (for ${A_MILLION.toLocaleString('en')} sheets; Lambda's time is assumed, see test/bench/prices.ts)`);
  await searches(world, meter, cloud);
  await work(world, meter, cloud);
  let dearest = 0;
  for (const count of STORMS) dearest = Math.max(dearest, await breach(world, meter, cloud, count));
  return {
    'cost.units': writeUnits,
    'cost.breach': dearest,
    'cost.transitions': started,
    'cost.invocations': counts.scheduleInvocations,
  };
}

/** Figures `cost.units`, `cost.breach`, `cost.transitions` and `cost.invocations`. */
export const cost: Measurement = {
  name: 'cost',
  async run(world) {
    const engineData = await openDataDirectory(join(world.scratch, 'cost-engine'));
    const meter = new Meter();
    const engine = await startWatchedEngine(engineData, { answered: (call) => meter.take(call) });
    // A measurement before this one may have loaded the bundles for another table, and a process loads a file once.
    const bundleDirectory = join(world.scratch, 'cost-bundles');
    await cp(world.bundles, bundleDirectory, { recursive: true });
    try {
      const cloud = await startLocalCloud({
        dataDir: join(world.scratch, 'cost-cloud'),
        port: 0,
        now: START,
        bundleDirectory,
        dynamodbEndpoint: engine.endpoint,
      });
      try {
        return await report(world, meter, cloud);
      } finally {
        await cloud.stop();
      }
    } finally {
      await engine.stop();
      await engineData.release();
    }
  },
};
