/** The busiest hour that a company of a size has to get through, second by second: which quota it meets first. */
import { HABITS, MEASURED, type Size, sheetsOf } from './cost-model.ts';
import { ASSUMED } from './prices.ts';

/** A day of burst pipes: so many times the usual day, and this share of it within one hour. */
export const STORM = { timesTheUsualDay: 5, shareInTheHour: 0.2 } as const;
const DAYS_A_MONTH = 30;
const SECONDS = 3_600;
/** Steps of a sheet come through the hour that follows its opening. */
const STEPS_WITHIN = 3_600;
/**
 * Timers of a repair's clocks: a warning and a deadline each are made, and deleted when the promise is kept; then the one
 * that would archive it.
 */
const TIMERS_A_SHEET = 2 * 2 * 5 + 2;
/** Writes of one sheet that fall on the partition of its site in an index. */
const UNITS_ON_A_PARTITION = 9;

/** What one second, or one day, brought at the most. */
export interface Load {
  readonly what: string;
  readonly peak: number;
  readonly quota: number;
  readonly unit: string;
  readonly cure: string;
}

/** A small generator of its own, so that the page is the same each time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Hour {
  readonly opened: Uint32Array;
  readonly steps: Uint32Array;
  readonly reads: Uint32Array;
  readonly day: number;
}

/** Lives the hour: each sheet is opened in a second of it, and its steps and readings follow. */
function live(sheets: number, day: number): Hour {
  const random = randomFrom(20_261_126);
  const [opened, steps, reads] = [
    new Uint32Array(SECONDS),
    new Uint32Array(SECONDS),
    new Uint32Array(SECONDS),
  ];
  const add = (to: Uint32Array, second: number) => {
    const at = Math.floor(second) % SECONDS;
    to[at] = (to[at] ?? 0) + 1;
  };
  for (let nth = 0; nth < sheets; nth += 1) {
    const from = random() * SECONDS;
    add(opened, from);
    for (let step = 0; step < MEASURED.writeRequests; step += 1) add(steps, from + random() * STEPS_WITHIN);
    for (let read = 0; read < HABITS.readsASheet; read += 1) add(reads, from + random() * STEPS_WITHIN);
  }
  return { opened, steps, reads, day };
}

const most = (counts: Uint32Array, by: (count: number, second: number) => number) =>
  counts.reduce((peak, count, second) => Math.max(peak, by(count, second)), 0);

/** The peaks of the busiest hour beside what an account in good standing has before anything is raised. */
export function loadsOf(size: Size): readonly Load[] {
  const day = (sheetsOf(size) / DAYS_A_MONTH) * STORM.timesTheUsualDay;
  const hour = live(Math.round(day * STORM.shareInTheHour), day);
  const perStep = {
    writeUnits: MEASURED.writeUnits / MEASURED.writeRequests,
    timers: TIMERS_A_SHEET / MEASURED.writeRequests,
  };
  const requests = most(hour.steps, (steps, second) => steps + (hour.reads[second] ?? 0));
  const writes = most(hour.steps, (steps) => steps * perStep.writeUnits);
  // The largest site has its share, or all of it.
  const ofOneSite = most(hour.steps, (steps) => (steps * UNITS_ON_A_PARTITION) / size.sites);
  return [
    {
      what: 'API, requests a second',
      peak: requests,
      quota: 500,
      unit: 'of `throttle.rate`',
      cure: 'raise `throttle`; up to 10,000 the account has',
    },
    {
      what: 'functions at once',
      peak: requests * ASSUMED.apiSeconds + most(hour.steps, (steps) => steps * ASSUMED.workerSeconds),
      quota: 1_000,
      unit: 'of the account',
      cure: 'raise concurrent executions',
    },
    {
      what: 'table, write units a second',
      peak: writes,
      quota: 40_000,
      unit: 'of the table',
      cure: 'raise the table’s quota',
    },
    {
      what: 'index by site, write units a second on one partition',
      peak: ofOneSite,
      quota: 1_000,
      unit: 'of a partition',
      cure: 'split the site in two, or shard the index as `by-due` is',
    },
    {
      what: 'Scheduler, timers made and deleted a second',
      peak: most(hour.steps, (steps) => steps * perStep.timers),
      quota: 1_000,
      unit: 'of the account',
      cure: 'raise both rates of Scheduler; meanwhile the stream waits and catches up',
    },
    {
      what: 'SES, letters a second',
      peak: most(hour.steps, (steps) => (steps * MEASURED.letters) / MEASURED.writeRequests),
      quota: 14,
      unit: 'granted at first',
      cure: 'have the sending rate raised, and `mail.rate` with it; meanwhile letters wait, gathered by person',
    },
    {
      what: 'SES, letters a day',
      peak: day * MEASURED.letters,
      quota: 50_000,
      unit: 'granted at first',
      cure: 'have the daily quota raised',
    },
  ];
}
