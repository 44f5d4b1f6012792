/** What one resident who opens sheets without end does to the desk: a limit a person keeps the others served. */
import { join } from 'node:path';
import { startCloudProcess } from './cloud-process.ts';
import { httpClients } from './http-clients.ts';
import type { Measurement } from './measurement.ts';
import { CALLER, intake, intakeBody, newKey, SITE } from './requests.ts';
import { cells } from './rows.ts';
import { median, together } from './timing.ts';

const RESIDENT = 'resident-zhao';
const INTAKES = 300;
/** How many the resident's program sends at once. */
const CONNECTIONS = { 'one by one': 1, 'eight at once': 8 };
const ROUNDS = 3;
const WARM_UP = 100;
const TOO_MANY = 429;
const A_HOUR = 6;

const online = () => {
  const { signature: _, resident: __, ...body } = intakeBody(SITE, 0);
  return JSON.stringify({ ...body, channel: 'online' });
};

/** Sends all of a resident's intakes, some at once, and gives the statuses. */
async function sendAll(url: string, token: string, connections: number): Promise<readonly number[]> {
  const statuses: number[] = [];
  const body = online();
  await together(connections, 0, INTAKES, async () => {
    const response = await fetch(`${url}/sheets`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': newKey(),
      },
      body,
    });
    await response.text();
    statuses.push(response.status);
  });
  return statuses;
}

interface Seen {
  readonly alone: readonly number[];
  readonly beside: readonly number[];
  readonly statuses: readonly number[];
}

/** Times the desk beside the resident's intakes and, for as many calls, alone, so that both see the table grow alike. */
async function besideAndAlone(
  timed: () => Promise<number>,
  send: () => Promise<readonly number[]>,
): Promise<Seen> {
  const seen = { alone: [] as number[], beside: [] as number[], statuses: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    let isOver = false;
    const sent = send().then((answers) => {
      isOver = true;
      seen.statuses.push(...answers);
    });
    const before = seen.beside.length;
    while (!isOver) seen.beside.push(await timed());
    await sent;
    for (let call = before; call < seen.beside.length; call += 1) seen.alone.push(await timed());
  }
  return seen;
}

/**
 * Figures `flood.ratio`, the desk's median against what it is alone while a resident's program sends one intake after
 * the other, and `flood.taken`, how many more than allowed were taken. With several at once the rest is what a machine
 * gives that has the whole cloud in one process; on AWS each request has a function to itself.
 */
export const flood: Measurement = {
  name: 'flood',
  async run({ scratch, say, count }) {
    const cloud = await startCloudProcess(join(scratch, 'flood'));
    const desk = httpClients(cloud.url, await cloud.tokenFor(CALLER), 1);
    const token = await cloud.tokenFor(RESIDENT);
    try {
      let nth = 0;
      const timed = async () => {
        const start = performance.now();
        await desk.call(intake(nth++));
        return performance.now() - start;
      };
      for (let call = 0; call < count(WARM_UP); call += 1) await timed();
      say(`the desk's intakes while one resident sends ${INTAKES} of their own, ${ROUNDS} times`);
      say(cells(['', 'alone p50', 'beside p50', 'x', 'calls', 'taken', 'refused']));
      const figures: Record<string, number> = { 'flood.taken': -A_HOUR };
      for (const [name, connections] of Object.entries(CONNECTIONS)) {
        const { alone, beside, statuses } = await besideAndAlone(timed, () =>
          sendAll(cloud.url, token, connections),
        );
        const taken = statuses.filter((status) => status === 201).length;
        const refused = statuses.filter((status) => status === TOO_MANY).length;
        if (taken + refused !== ROUNDS * INTAKES) throw new Error('some intakes were answered otherwise');
        const ratio = median(beside) / median(alone);
        const told = [median(alone).toFixed(2), median(beside).toFixed(2), ratio.toFixed(2)];
        say(cells([name, ...told, String(beside.length), String(taken), String(refused)]));
        figures['flood.taken'] = (figures['flood.taken'] ?? 0) + taken;
        if (connections === 1) figures['flood.ratio'] = ratio;
      }
      return figures;
    } finally {
      desk.close();
      await cloud.stop();
    }
  },
};
