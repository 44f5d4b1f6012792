/** How long breaches that fall in one minute take until all is recorded, raised and mailed, and whether many cost more each than few. */
import { join } from 'node:path';
import { type CloudProcess, startCloudProcess } from './cloud-process.ts';
import { type HttpClients, httpClients } from './http-clients.ts';
import type { Measurement } from './measurement.ts';
import { nthOf } from './nth-of.ts';
import { CALLER, intake, ledger } from './requests.ts';
import { cells } from './rows.ts';
import { together } from './timing.ts';

/** What each of many is held against. */
const FEW = 100;
const CLIENTS = 8;
const START = '2026-11-23T08:00:00.000Z';
/** A repair is to be handed over within ten minutes; the warning comes after eight. */
const BEFORE = 'PT9M';
/** The most notices that one letter holds; the rest go a minute later. */
const IN_A_LETTER = 4_000;
const lettersOf = (total: number) => Math.ceil(total / IN_A_LETTER);
/** Past the deadline, and past the minutes in which the letters of so many breaches are gathered. */
const past = (total: number) => `PT${1 + lettersOf(total)}M`;
const READER = 'director-wei';

interface Mail {
  readonly to: string;
  readonly text: string;
}

interface Entry {
  readonly step: string;
  readonly to?: readonly string[];
  readonly level?: number;
}

interface Opened {
  readonly id: string;
  readonly number: string;
}

/** Moves the cloud's clock on, and waits until all is done that falls due on the way: longer than `fetch` waits for an answer. */
async function advance(http: HttpClients, duration: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await http.call({
    ...{ method: 'POST', path: '/_local/clock', routeKey: 'POST /_local/clock', headers },
    body: JSON.stringify({ advance: duration }),
  });
}

const mailIn = async (url: string): Promise<readonly Mail[]> =>
  ((await (await fetch(`${url}/_local/mail`)).json()) as { items: Mail[] }).items;

/** Opens sheets that nobody hands over, all at the same instant. */
async function openAll(http: HttpClients, count: number): Promise<readonly Opened[]> {
  const opened: Opened[] = [];
  await together(CLIENTS, 0, count, async (nth) => {
    const { id, number } = JSON.parse((await http.call(intake(nth))).body) as Opened;
    opened.push({ id, number });
  });
  return opened;
}

interface Found {
  readonly breaches: number;
  readonly raised: number;
  /** Sheets that were not broken once, raised once at level 1, and told once in the letters of whom it concerns. */
  readonly wrong: number;
}

/** Reads every ledger, and holds it against the letters: who owes, and to whom it was raised, each once. */
async function verify(
  http: HttpClients,
  sheets: readonly Opened[],
  letters: readonly Mail[],
): Promise<Found> {
  let [breaches, raised, wrong] = [0, 0, 0];
  const addressees = new Map<string, Mail[]>();
  for (const letter of letters) addressees.set(letter.to, [...(addressees.get(letter.to) ?? []), letter]);
  await together(CLIENTS, 0, sheets.length, async (nth) => {
    const { id, number } = nthOf(sheets, nth);
    const { entries } = JSON.parse((await http.call(ledger(id))).body) as { entries: Entry[] };
    const broken = entries.filter(({ step }) => step === 'breach');
    const escalated = entries.filter(({ step, level }) => step === 'escalate' && level === 1);
    breaches += broken.length;
    raised += escalated.length;
    const people = [CALLER, ...(escalated[0]?.to ?? [])];
    // Not the number of which it is the beginning: the ten thousandth of a day has a digit more.
    const named = new RegExp(`${number}(?!\\d)`);
    const told = people.every((person) => {
      const own = addressees.get(`${person}@riverside.example`) ?? [];
      return own.reduce((times, { text }) => times + text.split(named).length - 1, 0) === 1;
    });
    if (broken.length !== 1 || escalated.length !== 1 || people.length < 2 || !told) wrong += 1;
  });
  return { breaches, raised, wrong };
}

interface Raised extends Found {
  readonly total: number;
  readonly seconds: number;
  /** Processor time of the cloud and its engine. */
  readonly busy: number;
  readonly letters: readonly Mail[];
}

/** Breaks so many promises on a cloud of its own. */
async function storm(dataDir: string, total: number): Promise<Raised> {
  const cloud = await startCloudProcess(dataDir, START);
  try {
    return { total, ...(await raiseAll(cloud, total)) };
  } finally {
    await cloud.stop();
  }
}

async function raiseAll(cloud: CloudProcess, count: number) {
  const http = httpClients(cloud.url, await cloud.tokenFor(CALLER), CLIENTS);
  const reader = httpClients(cloud.url, await cloud.tokenFor(READER), CLIENTS);
  try {
    const sheets = await openAll(http, count);
    await advance(http, BEFORE);
    const warned = (await mailIn(cloud.url)).length;
    const busyBefore = await cloud.busySeconds();
    const start = performance.now();
    await advance(http, past(count));
    const seconds = (performance.now() - start) / 1000;
    const busy = (await cloud.busySeconds()) - busyBefore;
    const letters = (await mailIn(cloud.url)).slice(warned);
    return { seconds, busy, letters, ...(await verify(reader, sheets, letters)) };
  } finally {
    http.close();
    reader.close();
  }
}

/** The most letters that one person got. */
function mostOf(letters: readonly Mail[]): number {
  const perPerson = new Map<string, number>();
  for (const { to } of letters) perPerson.set(to, (perPerson.get(to) ?? 0) + 1);
  return Math.max(0, ...perPerson.values());
}

/** Figures `breach.seconds`, `breach.ratio`, `breach.wrong` and `breach.letters`. */
export const breaches: Measurement = {
  name: 'breach',
  // Never fewer, not even at a first look: the goal says how many.
  async run({ scratch, breaches: many, say }) {
    say(
      'breaches of one minute, from the deadline to the last letter; every ledger and letter read afterwards',
    );
    say(cells(['due', 'breaches', 'raised', 'letters', 'wrong', 'seconds', 'processor', 'ms each']));
    const storms: Raised[] = [];
    for (const total of [FEW, many]) {
      const raised = await storm(join(scratch, `breaches-${total}`), total);
      const { breaches, letters, wrong, seconds, busy } = raised;
      say(
        cells([
          String(total),
          ...[breaches, raised.raised, letters.length, wrong].map(String),
          ...[seconds, busy].map((each) => each.toFixed(2)),
          ((1000 * busy) / total).toFixed(1),
        ]),
      );
      storms.push(raised);
    }
    const [few, most] = [nthOf(storms, 0), nthOf(storms, 1)];
    const faults = ({ total, wrong, breaches, raised }: Raised) =>
      wrong + Math.abs(breaches - total) + Math.abs(raised - total);
    return {
      'breach.seconds': (most.seconds * 1_000) / most.total,
      'breach.ratio': most.busy / most.total / (few.busy / few.total),
      'breach.wrong': faults(few) + faults(most),
      'breach.letters': Math.max(...storms.map(({ letters, total }) => mostOf(letters) / lettersOf(total))),
    };
  },
};
