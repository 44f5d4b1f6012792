/** Clients that lead sheets through their lives, whatever becomes of the cloud: what was cut off they send again. */

import { setTimeout as pause } from 'node:timers/promises';
import { HAND_OVER, INTAKES, newKey, REPAIRED, RESOLVED } from '../intakes.ts';
import { type ApiClient, apiClient, type Json, type RequestHeaders } from '../local-cloud.ts';

/** A life: the intake, and who signs what afterwards. Some are given up on the way, so that promises are broken. */
type Life = readonly (readonly [who: string, body: object])[];

const REPORTED: Life = [
  ['receptionist-sun', HAND_OVER],
  ['engineering-supervisor-feng', { step: 'accept', handler: 'worker-wu' }],
  ['worker-wu', { step: 'reply', message: '正在处理', by: 'phone' }],
  ['worker-wu', { step: 'complete', outcome: '已处理' }],
  ['engineering-supervisor-feng', { step: 'return', opinion: '属实' }],
  ['receptionist-zhou', RESOLVED],
];
const LIVES: readonly (readonly [intake: object, life: Life])[] = [
  [INTAKES.repair, [...REPAIRED, ['receptionist-zhou', RESOLVED]]],
  [INTAKES.report, REPORTED],
];
const DESK = 'receptionist-sun';
/** This part of all lives is led to its end. */
const LED_TO_THE_END = 0.6;
const RETRY_MS = 50;

/** One request that changes something, in a form that can be sent again. */
interface Write {
  readonly who: string;
  readonly path: string;
  readonly body: object;
  readonly key: RequestHeaders;
}

/** What was acknowledged. */
interface Acknowledged extends Write {
  readonly text: string;
  readonly sheet: string;
  /** Of the ledger entry that a sign-off made. */
  readonly hash?: unknown;
}

export class SteadyClients {
  readonly acknowledged: Acknowledged[] = [];
  /** What nobody should have been answered. */
  readonly faults: string[] = [];
  readonly #random: () => number;
  #url = '';
  /** Set while there is a cloud to call. */
  #isUp = false;
  #awaited: (() => void)[] = [];
  #people = new Map<string, ApiClient>();
  #heard: () => void = () => {};
  #isOver = false;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Who asks as that person. */
  as(who: string): ApiClient {
    const known = this.#people.get(who);
    if (known !== undefined) return known;
    const client = apiClient(this.#url, async () => {
      const reply = await apiClient(this.#url).post('/_local/tokens', { person: who });
      return String(reply.json.token);
    });
    this.#people.set(who, client);
    return client;
  }

  /** There is a cloud at that address from now on. */
  up(url: string): void {
    this.#url = url;
    this.#people = new Map();
    this.#isUp = true;
    for (const go of this.#awaited.splice(0)) go();
  }

  /** There is none: whoever wants something waits. */
  down(): void {
    this.#isUp = false;
  }

  /** No new lives begin. */
  end(): void {
    this.#isOver = true;
  }

  /** Waits until so many more answers have come. */
  answered(more: number): Promise<void> {
    const until = this.acknowledged.length + more;
    return new Promise((enough) => {
      this.#heard = () => this.acknowledged.length >= until && enough();
    });
  }

  /** Leads one sheet after the other through its life until the end is called. */
  async work(): Promise<void> {
    // The first is led to its end, so that something comes to rest however few there are.
    for (let isWhole = true; !this.#isOver; isWhole = this.#random() < LED_TO_THE_END) {
      const [intake, life] = LIVES[Math.floor(this.#random() * LIVES.length)] ?? [{}, []];
      const opened = await this.#send({ who: DESK, path: '/sheets', body: intake, key: newKey() });
      if (opened === undefined) continue;
      const steps = isWhole ? life : life.slice(0, Math.floor(this.#random() * life.length));
      for (const [who, body] of steps) {
        const path = `/sheets/${opened.sheet}/sign-offs`;
        if ((await this.#send({ who, path, body, key: newKey() })) === undefined) break;
      }
    }
  }

  /** Whether the last so many acknowledged writes are still answered as they were, byte for byte. */
  async stillAnswered(last: number): Promise<void> {
    for (const { who, path, body, key, text } of this.acknowledged.slice(-last)) {
      const again = await this.as(who).post(path, body, key);
      if (again.text !== text) this.faults.push(`${path} was answered ${text}, and then ${again.text}`);
    }
  }

  /** Sends a write until it is answered, over as many clouds as that takes; undefined where it is refused. */
  async #send(write: Write): Promise<Acknowledged | undefined> {
    for (;;) {
      if (!this.#isUp) await new Promise<void>((go) => this.#awaited.push(go));
      const reply = await this.as(write.who)
        .post(write.path, write.body, write.key)
        .catch(() => undefined);
      if (reply === undefined || reply.status >= 500) {
        // Dead, or half dead: once more, until a cloud answers.
        await pause(RETRY_MS);
        continue;
      }
      if (reply.status !== 201) {
        this.faults.push(`${JSON.stringify(write.body)} by ${write.who}: ${reply.text}`);
        return undefined;
      }
      const { id, sheet, entry } = reply.json as { id?: string; sheet?: Json; entry?: Json };
      const done = { ...write, text: reply.text, sheet: id ?? String(sheet?.id), hash: entry?.hash };
      this.acknowledged.push(done);
      this.#heard();
      return done;
    }
  }
}
