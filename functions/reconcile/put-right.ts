/** What reconcile does about each kind of item that is due. */
import { moveCaseOn } from '../../shared/commands/case-timers.ts';
import { timerSetting, watchClock } from '../../shared/commands/clocks.ts';
import { settle } from '../../shared/commands/settle.ts';
import { startAppeal, startEscalation } from '../../shared/effects/executions.ts';
import { takeCaseValuesAway, takeValuesAway } from '../../shared/effects/forget.ts';
import { keepFile } from '../../shared/effects/keep-file.ts';
import { askForLetter, asking } from '../../shared/effects/notify.ts';
import type { Platform } from '../../shared/effects/platform.ts';
import { sealCase, sealSheet } from '../../shared/effects/seal.ts';
import { setClosing, setTimers } from '../../shared/effects/timers.ts';
import { mayBeSealed } from '../../shared/store/anchors/comparing.ts';
import { pendingTransitionOf } from '../../shared/store/cases/case-items.ts';
import { readCase } from '../../shared/store/cases/cases.ts';
import type { ReadDirectory } from '../../shared/store/organisation/directory-cache.ts';
import { pendingEscalationsOf } from '../../shared/store/sheets/sheet-items.ts';
import { readHead } from '../../shared/store/sheets/sheets.ts';
import { casePartition, type DueItem, sheetPartition } from '../../shared/store/table/keys.ts';
import type { Table } from '../../shared/store/table/table.ts';

export interface World extends Platform {
  readonly table: Table;
  readonly directories: ReadDirectory;
  readonly now: string;
  /** Whether there is time to begin with something else; always, unless given. */
  readonly hasTime?: () => boolean;
}

/**
 * Does what should have happened by itself.
 * @param late what was due by then is not being done by itself any more
 * @param horizon until when timers and workflows are made sure of
 */
export async function putRight(world: World, item: DueItem, late: string, horizon: string): Promise<void> {
  switch (item.kind) {
    case 'head':
      return clocksOf(world, item.sheet, late, horizon);
    case 'pending-escalation':
      return escalationOf(world, item, late);
    case 'waiting': {
      const asked = asking(item.person, item.at, item.of ?? item.at);
      // Where nothing is still being done by itself, queues were lost, too.
      return askForLetter(world.letters, late < world.now ? asked : { ...asked, anew: true }, world.now);
    }
    case 'owed':
      // Until then the outbox may still be about it.
      return item.at > late ? undefined : settle(world, item.ledger);
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

async function clocksOf(world: World, id: string, late: string, horizon: string): Promise<void> {
  const { table, directories, now } = world;
  const sheet = (await readHead(table, id))?.sheet;
  for (const clock of sheet?.clocks ?? []) {
    if (clock.state !== 'running') continue;
    const isUnwarned = clock.warnedAt === undefined;
    if (clock.dueAt <= late) {
      await watchClock(table, directories, id, { watch: 'breach', clock: clock.id }, now);
    } else if (clock.dueAt < horizon || (isUnwarned && clock.warnAt < horizon)) {
      await setTimers(timerSetting(world), id, clock, true);
    }
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
