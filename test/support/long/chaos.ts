/** Kills the whole cloud, or a part of it, at random moments under several clients and a moving clock. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { adoptAwsBasics } from '../../../infra/local/aws-environment.ts';
import { type CloudProcess, killEngine, startCloudProcess } from '../cloud-process.ts';
import { apiClient } from '../local-cloud.ts';
import { randomFrom } from '../random.ts';
import { checkSurvivors, type Survivors } from './check-survivors.ts';
import { SteadyClients } from './steady-clients.ts';

const START = '2026-11-23T00:30:00.000Z';
const PROGRAM = 'test/support/long/mortal-cloud.ts';
const CLIENTS = 4;
/** So many answers come before a kill, at least: by then every client is at work, however quick the machine is. */
const UNDER_LOAD = CLIENTS;
const LONGEST_WAIT_MS = 1_500;
/** How long what is left of a cloud goes on without one of its parts. */
const MAIMED_MS = 1_000;
const ADVANCES = ['PT1M', 'PT7M', 'PT11M', 'PT31M', 'PT61M', 'PT9H'];
/** Beyond every promise, level, retry and letter. */
const AFTERWARDS = ['PT3H', 'P1D', 'P8D', 'PT10M'];
const LAST_ANSWERS = 5;

export const KILLS = ['the engine', 'the mail server', 'the cloud', 'the cloud and its engine'] as const;
export type Kill = (typeof KILLS)[number];

/** @param report told of every kill */
export async function chaos(
  kills: number,
  seed: number,
  report: (nth: number, kill: Kill, acknowledged: number) => void = () => {},
): Promise<Survivors> {
  const random = randomFrom(seed);
  const oneOf = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const dataDir = await mkdtemp(join(tmpdir(), 'shoujie-chaos-'));
  const clients = new SteadyClients(random);
  let cloud: CloudProcess | undefined;

  const start = async (isFirst: boolean) => {
    const environment = { DATA_DIR: dataDir, LOCAL_NOW: START, BUNDLED: isFirst ? '' : '1' };
    cloud = startCloudProcess(environment, PROGRAM);
    const url = await cloud.url;
    clients.up(url);
    return { cloud, url };
  };
  const die: Record<Kill, (of: CloudProcess) => Promise<void>> = {
    'the cloud': (of) => of.killAll(),
    'the cloud and its engine': async (of) => void (await Promise.all([of.killAll(), killEngine(dataDir)])),
    'the engine': async (of) => {
      await killEngine(dataDir);
      await pause(MAIMED_MS);
      await of.killAll();
    },
    'the mail server': async (of) => {
      of.signal('SIGUSR2');
      await pause(MAIMED_MS);
      await of.killAll();
    },
  };
  /** The clock flies until the cloud is gone. */
  const fly = async (url: string, isGone: () => boolean) => {
    while (!isGone()) {
      await advance(url, oneOf(ADVANCES)).catch(() => {});
      await pause(random() * 200);
    }
  };

  const leaveAws = adoptAwsBasics();
  try {
    let { cloud: alive, url } = await start(true);
    const work = Array.from({ length: CLIENTS }, () => clients.work());
    for (let nth = 0; nth < kills; nth += 1) {
      let isGone = false;
      const flying = fly(url, () => isGone);
      await clients.answered(UNDER_LOAD);
      await pause(random() * LONGEST_WAIT_MS);
      // Each once, and then as chance has it.
      const kill = nth < KILLS.length ? (KILLS[nth] as Kill) : oneOf(KILLS);
      await die[kill](alive);
      isGone = true;
      clients.down();
      await flying;
      report(nth + 1, kill, clients.acknowledged.length);
      ({ cloud: alive, url } = await start(false));
      await clients.stillAnswered(LAST_ANSWERS);
    }
    clients.end();
    await Promise.all(work);
    for (const duration of AFTERWARDS) await advance(url, duration);
    return await checkSurvivors(url, clients);
  } finally {
    await cloud?.killAll();
    leaveAws();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function advance(url: string, duration: string): Promise<void> {
  const reply = await apiClient(url).post('/_local/clock', { advance: duration });
  if (reply.status !== 200) throw new Error(`the clock did not move on by ${duration}: ${reply.text}`);
}
