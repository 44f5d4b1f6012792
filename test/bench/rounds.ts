/** How many times a request waits for the table: what is asked at once is one wait. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDataDirectory } from '../../infra/local/data-directory.ts';
import { type LocalCloud, startLocalCloud } from '../../infra/local/local-cloud.ts';
import { startWatchedEngine } from '../support/watched-engine.ts';
import { Gate } from './gate.ts';
import { httpClients } from './http-clients.ts';
import type { Figures, Measurement } from './measurement.ts';
import { type ApiRequest, CALLER, handOver, intake, ledger, list, read } from './requests.ts';
import { cells } from './rows.ts';

const START = '2026-11-23T08:00:00.000Z';
/** Longer than a process goes by what it read without asking whether it has changed. */
const IDLE_MS = 1_200;
/** What else the cloud does meanwhile can only add waits: the fewest of so many tries are the request's own. */
const TRIES = 4;
type Requests = Readonly<Record<string, readonly [person: string, of: (id: string) => ApiRequest]>>;

const to = (path: string): ApiRequest => ({ method: 'GET', path, routeKey: `GET ${path}`, headers: {} });
const REQUESTS: Requests = {
  read: [CALLER, read],
  ledger: [CALLER, ledger],
  list: [CALLER, list],
  managersList: ['engineering-manager-wang', list],
  me: [CALLER, () => to('/me')],
  work: [CALLER, () => ({ ...to('/work'), query: { who: 'me' } })],
  commitments: [CALLER, () => ({ ...to('/commitments'), query: { site: 'riverside' } })],
  intake: [CALLER, () => intake(0)],
  signOff: [CALLER, handOver],
};

/** Answers a request, and gives how often it waited. */
async function waitsOf(
  cloud: LocalCloud,
  gate: Gate,
  person: string,
  request: ApiRequest,
): Promise<{ readonly waits: number; readonly location: string }> {
  const http = httpClients(cloud.url, await cloud.tokenFor(person), 1);
  try {
    const before = gate.waits;
    const { headers } = await http.call(request);
    return { waits: gate.waits - before, location: String(headers.location ?? '') };
  } finally {
    http.close();
  }
}

async function report(cloud: LocalCloud, gate: Gate, say: (line: string) => void): Promise<Figures> {
  const opened = async () => (await waitsOf(cloud, gate, CALLER, intake(0))).location.replace('/sheets/', '');
  const figures: Record<string, number> = {};
  say('how often a request waits for the table, its process idle for a second, and warm');
  say(cells(['', 'idle', 'warm']));
  for (const [name, [person, of]] of Object.entries(REQUESTS)) {
    const [idle, warm]: [number[], number[]] = [[], []];
    for (let nth = 0; nth < TRIES; nth += 1) {
      const ids = [await opened(), await opened()] as const;
      await cloud.settle();
      await pause(IDLE_MS);
      idle.push((await waitsOf(cloud, gate, person, of(ids[0]))).waits);
      warm.push((await waitsOf(cloud, gate, person, of(ids[1]))).waits);
    }
    figures[`rounds.${name}.idle`] = Math.min(...idle);
    say(cells([name, String(Math.min(...idle)), String(Math.min(...warm))]));
  }
  return figures;
}

/** Figures `rounds.<request>.idle`. */
export const rounds: Measurement = {
  name: 'rounds',
  async run(world) {
    const gate = new Gate();
    const data = await openDataDirectory(join(world.scratch, 'rounds-engine'));
    const engine = await startWatchedEngine(data, gate);
    // A process loads a file once, and these functions have a table of their own.
    const bundleDirectory = join(world.scratch, 'rounds-bundles');
    await cp(world.bundles, bundleDirectory, { recursive: true });
    const cloud = await startLocalCloud({
      ...{ dataDir: join(world.scratch, 'rounds-cloud'), port: 0, now: START, bundleDirectory },
      dynamodbEndpoint: engine.endpoint,
    });
    try {
      return await report(cloud, gate, world.say);
    } finally {
      await cloud.stop();
      await engine.stop();
      await data.release();
    }
  },
};
