/**
 * Finds what is late or comes next in the index of what falls due, and puts it right. A run takes on so much of each kind, and
 * the next run goes on where it stopped (decision 59).
 */

import { carryOverCases, carryOverSheets } from '../../shared/commands/carry-over-lists.ts';
import { freezeMissed } from '../../shared/commands/months.ts';
import { missingYear } from '../../shared/domain/calendar/calendar.ts';
import { defaultPlan } from '../../shared/domain/clocks/responsibility.ts';
import { canonical } from '../../shared/domain/kernel/ledger.ts';
import { robotOf } from '../../shared/domain/notices/robot-notices.ts';
import { setMonthly } from '../../shared/effects/monthly.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { readSites } from '../../shared/store/organisation/organisation.ts';
import { makeFindable } from '../../shared/store/sheets/finding.ts';
import { addMissingClosings } from '../../shared/store/sheets/missing-closings.ts';
import { placeSheets } from '../../shared/store/sheets/placing.ts';
import { summaryIn } from '../../shared/store/sheets/sheet-items.ts';
import {
  due,
  dueItemOf,
  duePartition,
  owedPartition,
  SHARD_NUMBERS,
  unmetPartition,
} from '../../shared/store/table/keys.ts';
import { queryAll } from '../../shared/store/table/read.ts';
import { readableOr } from '../../shared/store/table/readable.ts';
import type { Item, Table } from '../../shared/store/table/table.ts';
import { readPlaces, writePlaces } from './places.ts';
import { type Due, type Kind, MOST_OF, portionOf, workIn } from './portions.ts';
import { putRight, type World } from './put-right.ts';

export type { World } from './put-right.ts';

/** What a run came to: how many items it looked at, and how many of them were late. */
export interface Reconciled {
  readonly seen: number;
  readonly late: number;
  /** How long the notice that waits longest is past its minute, in seconds; 0 where none is. */
  readonly oldestNotice: number;
  /** Sites whose calendar lacks a year that is near or here, with that year. */
  readonly calendarsMissing: readonly { readonly site: string; readonly year: string }[];
  /** Ledgers that somebody laid hands on, and that are therefore not carried over. */
  readonly broken: readonly string[];
}

/** A run under way: what it came to so far, and what it could not put right. */
type Running = { -readonly [M in keyof Reconciled]: Reconciled[M] } & { readonly failures: unknown[] };

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** What has been due for less than this is still being done by itself. */
const GRACE_MS = MINUTE_MS;
/** How far ahead timers and workflows are made sure of: beyond the next run, also where that fails. */
const AHEAD_MS = 15 * MINUTE_MS;
const SITES_AT_ONCE = 4;
const ITEMS_AT_ONCE = 8;

/**
 * Puts right what is late and makes sure of what comes next, at one site or at all of them, some at a time; with
 * `everything`, of all that will ever come.
 * @param tell hears what the run came to, also where it then fails
 * @throws AggregateError when something could not be put right, once everything else has been
 */
export async function reconcile(
  world: World,
  everything: boolean,
  tell: (done: Reconciled) => void = () => {},
  sites?: readonly string[],
): Promise<Reconciled> {
  const running: Running = {
    ...{ seen: 0, late: 0, oldestNotice: 0, calendarsMissing: [], broken: [], failures: [] },
  };
  await inParallel(sites ?? (await readSites(world.table)), SITES_AT_ONCE, (site) =>
    reconcileSite(world, site, everything, running),
  );
  const { failures, ...done } = running;
  tell(done);
  if (failures.length > 0) {
    const named = failures.slice(0, MOST_NAMED).map(String).join('; ');
    throw new AggregateError(failures, `${failures.length} items could not be put right: ${named}`);
  }
  return done;
}

/** So many items that could not be put right are named; all of them are in the error. */
const MOST_NAMED = 10;

/** What could not be put right, by its kind and id, and why. */
function naming({ kind, at: _at, ...id }: Due['item'], cause: unknown): Error {
  return new Error(`${kind} ${Object.values(id).join(' ')}: ${cause}`, { cause });
}

async function reconcileSite(
  world: World,
  site: string,
  everything: boolean,
  running: Running,
): Promise<void> {
  const { table, now, directories } = world;
  // One that fails keeps none of the others from being done.
  const isolated = (task: Promise<void>) => task.catch((error: unknown) => void running.failures.push(error));
  await isolated(dueAt(world, site, everything, running));
  await isolated(
    (async () => {
      const directory = await directories(site, now);
      if (directory === undefined) return;
      const year = missingYear(now, defaultPlan(directory).calendar);
      if (year !== undefined) running.calendarsMissing = [...running.calendarsMissing, { site, year }];
      if (everything) await setMonthly(world.timers, directory.site);
      const missed = await freezeMissed(world, directory);
      running.late += missed;
    })(),
  );
  for (const goOn of BROUGHT_UP_TO_DATE) {
    await isolated(inPages(() => goOn(table, site, now), everything));
  }
  await isolated(carriedOver(world, site, everything, running));
}

/** Goes through what is due at a site, kind by kind. */
async function dueAt(world: World, site: string, everything: boolean, running: Running): Promise<void> {
  const { table, now, hasTime = () => true } = world;
  const since = (ms: number) => new Date(Date.parse(now) + ms).toISOString();
  // Where everything is made anew, nothing is still being done by itself.
  const late = everything ? now : since(-GRACE_MS);
  const horizon = everything ? '~' : since(AHEAD_MS);
  const found = await dueItems(table, site, horizon);
  running.seen += found.length;
  // What waits for a robot is late by its limits, or since it refuses; the mailer sees to it, and gives it up with an alarm.
  const ours = found.filter(({ item }) => item.kind !== 'waiting' || robotOf(item.person) === undefined);
  running.late += ours.filter(({ item }) => item.at <= late).length;
  const waiting = ours.flatMap(({ item }) => (item.kind === 'waiting' ? Date.parse(item.at) : []));
  running.oldestNotice = waiting.reduce(
    (oldest, at) => Math.max(oldest, (Date.parse(now) - at) / SECOND_MS),
    running.oldestNotice,
  );
  const before = await readPlaces(table, site);
  const after: { [K in Kind]?: string } = {};
  const work = workIn(found, late, everything);
  for (const kind of Object.keys(MOST_OF) as Kind[]) {
    const all = work.get(kind) ?? [];
    const portion = portionOf(all, before[kind], everything ? all.length : MOST_OF[kind]);
    let begun = 0;
    await inParallel(portion, ITEMS_AT_ONCE, async ({ item }) => {
      if (!hasTime()) return;
      begun += 1;
      await putRight(world, item, late, horizon).catch(
        (error: unknown) => void running.failures.push(naming(item, error)),
      );
    });
    const reached = portion[begun - 1]?.place ?? before[kind];
    if (begun < all.length && reached !== undefined) after[kind] = reached;
  }
  if (canonical(before) !== canonical(after)) await writePlaces(table, site, after);
}

/** Everything that is due at a site up to a horizon; of earlier versions sheets are among the other items. */
async function dueItems(table: Table, site: string, horizon: string): Promise<readonly Due[]> {
  const inPartition = (partition: string, attributes: string) =>
    queryAll(table, {
      IndexName: 'by-due',
      KeyConditionExpression: 'duePk = :partition AND dueSk < :horizon',
      ExpressionAttributeValues: { ':partition': partition, ':horizon': horizon },
      ProjectionExpression: attributes,
    });
  const others = [...SHARD_NUMBERS.map((shard) => duePartition(site, shard)), owedPartition(site)];
  const found = await Promise.all([
    ...others.map(async (partition) => (await inPartition(partition, 'pk, sk, dueSk')).flatMap(dueIn)),
    ...SHARD_NUMBERS.map(async (shard) =>
      (await inPartition(unmetPartition(site, shard), 'pk, sk, summary, dueSk')).flatMap((item) =>
        runningIn(item, horizon),
      ),
    ),
  ]);
  return found.flat();
}

function dueIn({ pk, sk, dueSk }: Item): readonly Due[] {
  const item = dueItemOf(String(pk), String(sk), String(dueSk));
  return item === undefined ? [] : [{ place: String(dueSk), item }];
}

/** A sheet with a promise that runs until then; where all of it is broken already, nothing is to be put right. */
function runningIn(item: Item, horizon: string): readonly Due[] {
  const summary = readableOr(item, summaryIn);
  // Nobody can tell whether anything runs on it, so it is looked at.
  if (summary === undefined) return dueIn(item);
  const { id, unmet = [] } = summary;
  const next = unmet.find(({ state }) => state === 'running');
  if (next === undefined || next.dueAt >= horizon) return [];
  return [{ place: due(next.dueAt, id), item: { kind: 'head', at: next.dueAt, sheet: id } }];
}

/**
 * What earlier versions wrote: sheets that were followed up are archived by the system too, and get their place among deadlines
 * and their rows of search.
 */
const BROUGHT_UP_TO_DATE = [addMissingClosings, placeSheets, makeFindable];

/** Goes on for a page of a site's sheets a run, or to their end. */
async function inPages(goOn: () => Promise<boolean>, everything: boolean): Promise<void> {
  let isOver = await goOn();
  while (everything && !isOver) isOver = await goOn();
}

/** Ledgers of version 0.1 hold plain values: a page of a site's sheets and cases a run, or all of them. */
async function carriedOver(
  { table, now }: World,
  site: string,
  everything: boolean,
  running: Running,
): Promise<void> {
  for (const carryOverPage of [carryOverSheets, carryOverCases]) {
    let page = await carryOverPage(table, site, now);
    running.broken = [...running.broken, ...page.broken];
    while (everything && !page.isOver) {
      page = await carryOverPage(table, site, now);
      running.broken = [...running.broken, ...page.broken];
    }
  }
}
