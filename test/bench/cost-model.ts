/** What a month costs by the size of a company: measured units, assumptions that are named, and dated list prices. */
import { secretNames } from '../../infra/secrets.ts';
import { ASSUMED, PRICES } from './prices.ts';

/** Of a repair that stays on time, its whole life: printed by `npm run bench` (measurement `cost`) on 2026-11-27. */
export const MEASURED = {
  on: '2026-11-27',
  writeUnits: 311,
  readUnits: 185,
  writeRequests: 9,
  workerRuns: 61,
  letters: 7,
  /** Read units of a page of 25 sheets that are searched for. */
  searched: { byTelephone: 6.5, byName: 10.5, byWords: 7.5 },
  /** Read units of a look at the work: one's own and the site's where 25 sheets are open at the site, and for each hundred more. */
  work: { own: 20.5, site: 14.5, ofAHundredMore: 12.5 },
  /** Write units of a broken promise until it is recorded, raised once and told. */
  breachWriteUnits: 31,
} as const;

/** What no bench can measure: how people behave. Costs grow in proportion with the first two. */
export const HABITS = {
  sheetsAFlatAMonth: 0.3,
  /** Lists and sheets that are looked at for each sheet, by residents, desk, workers and managers together. */
  readsASheet: 30,
  readUnitsARead: 4,
  brokenShare: 0.05,
  /**
   * Of a broken promise: timers that ring, letters of all levels, steps of its workflow, and what two levels more write: an entry
   * with the head, two notices and the next level each.
   */
  broken: { scheduleInvocations: 2, letters: 6, transitions: 10, workerRuns: 8, writeUnits: 2 * 24 },
  /** What stays of a sheet in the table and its indexes, in bytes, as the bench prints it. */
  bytesASheet: 27_000,
  /** What its entries take in checkpoints, and the proof beside its seal, in bytes. */
  bytesAnchored: 3_200,
  /** What a request and a worker's run leave in the logs, in bytes. */
  bytesARequestLogged: 2_000,
  bytesARunLogged: 1_500,
  /** A line about who looked, with what the log group adds to it. */
  bytesAReadKept: 380,
  /** People who log in within a month, for each flat: residents online, and staff. */
  loginsAFlat: 0.1,
} as const;

/** What stands whether or not anybody comes; list prices as of the date in `test/bench/prices.ts`. */
const STANDING = {
  /** Alarms by metric: 37 on one each, and those on twelve metrics. */
  alarms: 49 * 0.1,
  /** Of requests that are turned away. */
  metric: 0.3,
  insightRule: 0.5,
  dashboard: 3,
  /** Of the alarms' topic, and of the checkpoints. */
  keys: 2,
  secrets: secretNames.length * 0.4,
} as const;
const OTHER = {
  storageGigabyte: 0.25,
  objectGigabyte: 0.023,
  objectPuts: 5 / 1e6,
  signatures: 15 / 1e6,
  restorableGigabyte: 0.2,
  logGigabyte: 0.5,
  /** A month; what is kept is counted as it is written, though it is stored compressed. */
  keptLogGigabyte: 0.03,
  transferGigabyte: 0.09,
  metricHour: 0.3 / 730,
  login: 0.015,
} as const;
const CHECKPOINTS_A_MONTH = 30;
const METRICS_A_BREACH = 4;
const BYTES_AN_ANSWER = 12_000;
const GIGABYTE = 1e9;
const MILLION = 1e6;

export interface Size {
  readonly name: string;
  readonly flats: number;
  readonly sites: number;
}

export const SIZES: readonly Size[] = [
  { name: 'a site of 1,000 flats', flats: 1_000, sites: 1 },
  { name: 'a site of 100,000 flats', flats: 100_000, sites: 1 },
  { name: 'a company of 10 million flats', flats: 10_000_000, sites: 5_000 },
];

export const sheetsOf = ({ flats }: Size): number => flats * HABITS.sheetsAFlatAMonth;

/** Dollars a month, line by line, after a year of operation. */
export function monthOf(size: Size): readonly (readonly [what: string, dollars: number])[] {
  const sheets = sheetsOf(size);
  const broken = sheets * HABITS.brokenShare;
  const { perMillion } = PRICES;
  const reads = sheets * HABITS.readsASheet;
  const requests = sheets * MEASURED.writeRequests + reads;
  const runs = sheets * MEASURED.workerRuns + broken * HABITS.broken.workerRuns;
  const letters = sheets * MEASURED.letters + broken * HABITS.broken.letters;
  const writeUnits =
    sheets * MEASURED.writeUnits + broken * (MEASURED.breachWriteUnits + HABITS.broken.writeUnits);
  const readUnits = sheets * MEASURED.readUnits + reads * HABITS.readUnitsARead;
  const gigabyteSeconds =
    requests * ASSUMED.apiSeconds * ASSUMED.apiGigabytes +
    runs * ASSUMED.workerSeconds * ASSUMED.workerGigabytes;
  const kept = (12 * sheets * HABITS.bytesASheet) / GIGABYTE;
  const logged = (requests * HABITS.bytesARequestLogged + runs * HABITS.bytesARunLogged) / GIGABYTE;
  const million = (count: number, price: number) => (count / MILLION) * price;
  return [
    ['table, writes', million(writeUnits, perMillion.writeUnits)],
    ['table, reads', million(readUnits, perMillion.readUnits)],
    ['table, kept and restorable', kept * (OTHER.storageGigabyte + OTHER.restorableGigabyte)],
    ['API', million(requests, perMillion.apiRequests)],
    [
      'functions',
      million(requests + runs, perMillion.invocations) + million(gigabyteSeconds, perMillion.gigabyteSeconds),
    ],
    ['letters', million(letters, perMillion.letters) + million(3 * letters, perMillion.queueRequests)],
    [
      'timers and workflows',
      million(broken * HABITS.broken.scheduleInvocations, perMillion.scheduleInvocations) +
        million(broken * HABITS.broken.transitions, perMillion.transitions),
    ],
    [
      'checkpoints and proofs',
      (sheets + CHECKPOINTS_A_MONTH) * OTHER.objectPuts +
        CHECKPOINTS_A_MONTH * OTHER.signatures +
        ((12 * sheets * HABITS.bytesAnchored) / GIGABYTE) * OTHER.objectGigabyte,
    ],
    ['logs', logged * OTHER.logGigabyte],
    [
      'who looked, kept a year',
      ((reads * HABITS.bytesAReadKept) / GIGABYTE) * (OTHER.logGigabyte + 12 * OTHER.keptLogGigabyte),
    ],
    ['transfer', ((requests * BYTES_AN_ANSWER) / GIGABYTE) * OTHER.transferGigabyte],
    ['breaches measured', broken * METRICS_A_BREACH * OTHER.metricHour],
    ['logins by Cognito', size.flats * HABITS.loginsAFlat * OTHER.login],
    [
      'alarms, dashboard, keys, secrets',
      STANDING.alarms +
        STANDING.metric +
        STANDING.insightRule +
        STANDING.dashboard +
        STANDING.keys +
        STANDING.secrets,
    ],
  ];
}
