/**
 * Finds what is late or comes next in the index of what falls due, and puts it right. A run looks at a bounded number
 * of items, and the next run goes on.
 */

import { carryOverCases, carryOverSheets } from '../../shared/commands/carry-over-lists.ts';
import { moveCaseOn } from '../../shared/commands/case-timers.ts';
import { timerSetting, watchClock } from '../../shared/commands/clocks.ts';
import { freezeMissed } from '../../shared/commands/months.ts';
import { missingYear } from '../../shared/domain/calendar/calendar.ts';
import { defaultPlan } from '../../shared/domain/clocks/responsibility.ts';
import { startAppeal, startEscalation } from '../../shared/effects/executions.ts';
import { takeCaseValuesAway, takeValuesAway } from '../../shared/effects/forget.ts';
import { keepFile } from '../../shared/effects/keep-file.ts';
import { setMonthly } from '../../shared/effects/monthly.ts';
import { askForLetter } from '../../shared/effects/notify.ts';
import type { Platform } from '../../shared/effects/platform.ts';
import { sealCase, sealSheet } from '../../shared/effects/seal.ts';
import { setClosing, setTimers } from '../../shared/effects/timers.ts';
import { mayBeSealed } from '../../shared/store/anchors/comparing.ts';
import { pendingTransitionOf } from '../../shared/store/cases/case-items.ts';
import { readCase } from '../../shared/store/cases/cases.ts';
import type { ReadDirectory } from '../../shared/store/organisation/directory-cache.ts';
import { readSites } from '../../shared/store/organisation/organisation.ts';
import { addMissingClosings } from '../../shared/store/sheets/missing-closings.ts';
import { placeSheets } from '../../shared/store/sheets/placing.ts';
import { pendingEscalationsOf, summaryIn } from '../../shared/store/sheets/sheet-items.ts';
import { readHead } from '../../shared/store/sheets/sheets.ts';
import {
  casePartition,
  type DueItem,
  dueItemOf,
  duePartition,
  SHARD_NUMBERS,
  sheetPartition,
  unmetPartition,
} from '../../shared/store/table/keys.ts';
import { pagesOf } from '../../shared/store/table/read.ts';
import type { Table } from '../../shared/store/table/table.ts';

export interface World extends Platform {
  readonly table: Table;
  readonly directories: ReadDirectory;
  readonly now: string;
}

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

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** What has been due for less than this is still being done by itself. */
const GRACE_MS = MINUTE_MS;
/** How far ahead timers and workflows are made sure of: beyond the next run, also where that fails. */
const AHEAD_MS = 15 * MINUTE_MS;
/** The most items of a shard that one run looks at; the earliest first, so that the next run goes on with the rest. */
const MOST_A_SHARD = 500;

/**
 * Puts right what is late and makes sure of what comes next; with `everything`, of all that will ever come.
 * @param tell hears what the run came to, also where it then fails
 * @throws AggregateError when something could not be put right, once everything else has been
 */
export async function reconcile(
  world: World,
  everything: boolean,
  tell: (done: Reconciled) => void = () => {},
): Promise<Reconciled> {
  const late = new Date(Date.parse(world.now) - GRACE_MS).toISOString();
  const horizon = everything ? '~' : new Date(Date.parse(world.now) + AHEAD_MS).toISOString();
  const calendarsMissing: { site: string; year: string }[] = [];
  let [seen, overdue, oldestNotice] = [0, 0, 0];
  const failures: unknown[] = [];
  const broken: string[] = [];
  for (const site of await readSites(world.table)) {
    const directory = await world.directories(site, world.now);
    const year = directory && missingYear(world.now, defaultPlan(directory).calendar);
    if (year !== undefined) calendarsMissing.push({ site, year });
    overdue += await assessmentsOf(world, site, everything);
    await closingsOf(world, site, everything).catch((error: unknown) => failures.push(error));
    await placedOf(world, site, everything).catch((error: unknown) => failures.push(error));
    await carriedOver(world, site, everything, broken).catch((error: unknown) => failures.push(error));
    for (const shard of SHARD_NUMBERS) {
      const found = [dueItems, runningIn].map((itemsOf) => itemsOf(world.table, site, shard, horizon));
      for (const items of found) {
        let left = everything ? Number.POSITIVE_INFINITY : MOST_A_SHARD;
        for await (const item of items) {
          seen += 1;
          if (item.at <= late) overdue += 1;
          if (item.kind === 'waiting')
            oldestNotice = Math.max(oldestNotice, secondsSince(item.at, world.now));
          await putRight(world, item, late).catch((error: unknown) => failures.push(error));
          left -= 1;
          if (left === 0) break;
        }
      }
    }
  }
  const done = { seen, late: overdue, oldestNotice, calendarsMissing, broken };
  tell(done);
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} items could not be put right: ${failures[0]}`);
  }
  return done;
}

const secondsSince = (at: string, now: string) => (Date.parse(now) - Date.parse(at)) / SECOND_MS;

/** Freezes the months of a site that nobody froze; gives how many those were. */
async function assessmentsOf(world: World, site: string, everything: boolean): Promise<number> {
  const directory = await world.directories(site, world.now);
  if (directory === undefined) return 0;
  if (everything) await setMonthly(world.timers, directory.site);
  return freezeMissed(world, directory);
}

/** What version 0.1 followed up is archived by the system too: a page of its sheets a run, or all of them. */
async function closingsOf({ table }: World, site: string, everything: boolean): Promise<void> {
  let done = await addMissingClosings(table, site);
  while (everything && !done) done = await addMissingClosings(table, site);
}

/** What earlier versions wrote gets its place among deadlines: a page of its sheets a run, or all of them. */
async function placedOf({ table, now }: World, site: string, everything: boolean): Promise<void> {
  let isOver = await placeSheets(table, site, now);
  while (everything && !isOver) isOver = await placeSheets(table, site, now);
}

/** Ledgers of version 0.1 hold plain values: a page of a site's sheets and cases a run, or all of them. */
async function carriedOver(
  { table, now }: World,
  site: string,
  everything: boolean,
  broken: string[],
): Promise<void> {
  for (const carryOverPage of [carryOverSheets, carryOverCases]) {
    let page = await carryOverPage(table, site, now);
    broken.push(...page.broken);
    while (everything && !page.isOver) {
      page = await carryOverPage(table, site, now);
      broken.push(...page.broken);
    }
  }
}

/** All that falls due in a shard but promises, the earliest first; of earlier versions these, too. */
async function* dueItems(
  table: Table,
  site: string,
  shard: number,
  horizon: string,
): AsyncGenerator<DueItem> {
  for await (const { items } of pagesUntil(table, duePartition(site, shard), horizon, 'pk, sk, dueSk')) {
    for (const { pk, sk, dueSk } of items) {
      const item = dueItemOf(String(pk), String(sk), String(dueSk));
      if (item !== undefined) yield item;
    }
  }
}

/**
 * The sheets of a shard with a promise that runs until then. Those of which all that is due by then is broken already are
 * passed over, however many: nothing is to be put right of them.
 */
async function* runningIn(
  table: Table,
  site: string,
  shard: number,
  horizon: string,
): AsyncGenerator<DueItem> {
  for await (const { items } of pagesUntil(table, unmetPartition(site, shard), horizon, 'summary')) {
    for (const item of items) {
      const { id, unmet = [] } = summaryIn(item);
      const next = unmet.find(({ state }) => state === 'running');
      if (next !== undefined && next.dueAt < horizon) yield { kind: 'head', at: next.dueAt, sheet: id };
    }
  }
}

const pagesUntil = (table: Table, partition: string, horizon: string, attributes: string) =>
  pagesOf(table, {
    IndexName: 'by-due',
    KeyConditionExpression: 'duePk = :shard AND dueSk < :horizon',
    ExpressionAttributeValues: { ':shard': partition, ':horizon': horizon },
    ProjectionExpression: attributes,
    Limit: MOST_A_SHARD,
  });

async function putRight(world: World, item: DueItem, late: string): Promise<void> {
  switch (item.kind) {
    case 'head':
      return clocksOf(world, item.sheet, late);
    case 'pending-escalation':
      return escalationOf(world, item, late);
    case 'waiting':
      // Until its minute is over the letter has been asked for already; a second message would find nothing.
      if (item.at > late) return;
      return askForLetter(world.letters, { person: item.person, minute: item.at }, world.now);
    case 'closing':
      if (item.at > late) return setClosing(timerSetting(world), item.sheet, item.at);
      await watchClock(world.table, world.directories, item.sheet, { watch: 'archive' }, world.now);
      return;
    case 'seal':
      // Until then the outbox may still be sealing it.
      if (item.at > late || !(await mayBeSealed(world, sheetPartition(item.sheet)))) return;
      return sealSheet(world.table, world, item.sheet);
    case 'case-seal':
      if (item.at > late || !(await mayBeSealed(world, casePartition(item.case)))) return;
      return sealCase(world.table, world, item.case);
    case 'erasing':
      return item.at > late ? undefined : takeValuesAway(world.table, world.files, item.sheet);
    case 'case-erasing':
      return item.at > late ? undefined : takeCaseValuesAway(world.table, world.files, item.case);
    case 'file':
      return item.at > late ? undefined : keepFile(world.table, world.files, item.file);
    case 'pending-transition':
      return moveOf(world, item, late);
    default:
      return item satisfies never;
  }
}

async function clocksOf(world: World, id: string, late: string): Promise<void> {
  const sheet = (await readHead(world.table, id))?.sheet;
  for (const clock of sheet?.clocks ?? []) {
    if (clock.state !== 'running') continue;
    if (clock.dueAt > late) {
      await setTimers(timerSetting(world), id, clock, true);
      continue;
    }
    const command = { watch: 'breach', clock: clock.id } as const;
    await watchClock(world.table, world.directories, id, command, world.now);
  }
}

async function escalationOf(
  world: World,
  { sheet, clock, at }: Extract<DueItem, { kind: 'pending-escalation' }>,
  late: string,
): Promise<void> {
  const before = (await readHead(world.table, sheet))?.sheet;
  const level = before && pendingEscalationsOf(before).find((each) => each.clock === clock)?.level;
  if (before === undefined || level === undefined) return;
  const command = { watch: 'escalate', clock, level } as const;
  const after =
    at > late ? before : await watchClock(world.table, world.directories, sheet, command, world.now);
  const next = after && pendingEscalationsOf(after).find((each) => each.clock === clock);
  if (next !== undefined) await startEscalation(world.executions, next);
}

/**
 * Makes the transition of a case that is late, and starts the workflow of what comes next; where that was started
 * before, this does nothing.
 */
async function moveOf(
  world: World,
  { case: id, at }: Extract<DueItem, { case: string }>,
  late: string,
): Promise<void> {
  const state =
    at > late
      ? (await readCase(world.table, id))?.case
      : await moveCaseOn(world.table, world.directories, id, world.now);
  const next = state && pendingTransitionOf(state);
  if (next !== undefined) await startAppeal(world.executions, next);
}
