/** What the clocks themselves bring about: warnings, breaches, the next level of an escalation. Pure. */

import type { Answerable } from '../clocks/clocks.ts';
import { escalationFrom, nextEscalationLevel } from '../clocks/escalation.ts';
import { difference } from '../kernel/patch.ts';
import type { Clock, Escalation } from '../model/clock.ts';
import type { Actor, Directory } from '../model/directory.ts';
import type { Sheet, SheetEvent } from '../model/sheet.ts';
import { closesAt } from './closing.ts';
import { answerableFor } from './owing.ts';
import { withResult } from './results.ts';

/** The system, as ledger entries name it. */
export const SYSTEM: Actor = { id: 'system', name: 'system', role: 'system' };

export type WatchCommand =
  | { readonly watch: 'warn'; readonly clock: string }
  | { readonly watch: 'breach'; readonly clock: string }
  | { readonly watch: 'escalate'; readonly clock: string; readonly level: number }
  | { readonly watch: 'archive' };

/**
 * Decides what a timer brings about at `now`. No events where there is nothing to do, which is normal: timers
 * come late, twice and out of order, and the step that keeps a promise may have been faster.
 */
export function watch(
  sheet: Sheet,
  command: WatchCommand,
  directory: Directory,
  now: string,
): readonly SheetEvent[] {
  if (command.watch === 'archive') return archiving(sheet, directory, now);
  const clock = sheet.clocks.find((each) => each.id === command.clock);
  if (clock === undefined) return [];
  switch (command.watch) {
    case 'warn':
      return warning(sheet, clock, now);
    case 'breach':
      return breach(sheet, clock, directory, now);
    case 'escalate':
      return escalate(sheet, clock, command.level, directory, now);
    default:
      return command satisfies never;
  }
}

/** Nobody had to archive it: its asker has had their time (contract section 3, `archive`). */
function archiving(sheet: Sheet, directory: Directory, now: string): readonly SheetEvent[] {
  const due = closesAt(sheet);
  if (due === undefined || now < due) return [];
  const at = later(now, sheet.updatedAt);
  const base = { seq: sheet.entries + 1, at, actor: SYSTEM, version: sheet.version + 1 };
  return [withResult(sheet, { ...base, step: 'archive' }, directory)];
}

/** Once, while the promise can still be kept; a warning does not raise the version. */
function warning(sheet: Sheet, clock: Clock, now: string): readonly SheetEvent[] {
  const isDue = clock.state === 'running' && clock.warnedAt === undefined && now >= clock.warnAt;
  if (!isDue || now > clock.dueAt) return [];
  const at = later(now, sheet.updatedAt);
  const base = { seq: sheet.entries + 1, at, actor: SYSTEM, version: sheet.version };
  const result = { clocks: { [clock.id]: { warnedAt: at } } };
  return [{ ...base, step: 'warning', clock: clock.id, result }];
}

/** On time is at or before the deadline, so only what is past it is broken. */
function breach(sheet: Sheet, clock: Clock, directory: Directory, now: string): readonly SheetEvent[] {
  if (clock.state !== 'running' || now <= clock.dueAt) return [];
  const at = later(now, sheet.updatedAt);
  const base = { at, actor: SYSTEM, version: sheet.version + 1 };
  const answers = answerableFor(clock, sheet, directory, clock.dueAt);
  const broken: SheetEvent = { ...base, ...breachOf(sheet, clock, answers), seq: sheet.entries + 1 };
  const levels = escalationFrom(sheet, { ...clock, ...answers }, directory, 1, at);
  return [broken, ...noted(levels, base, sheet.entries + 2)];
}

/** What an entry says of a broken promise, and what comes of it. */
export function breachOf({ history }: Sheet, { id, dueAt, clause }: Clock, answers: Answerable) {
  const { owes } = answers;
  const broken = { [id]: difference(history.broken[id] ?? {}, owes) };
  const stands = { state: 'breached', breachedAt: dueAt, ...answers } as const;
  const result = { clocks: { [id]: stands }, history: { broken } } as const;
  return { step: 'breach', ...{ clock: id, dueAt, clause, owes }, result } as const;
}

function escalate(
  sheet: Sheet,
  clock: Clock,
  level: number,
  directory: Directory,
  now: string,
): readonly SheetEvent[] {
  const next = nextEscalationLevel(sheet, clock);
  if (next === undefined || next.level !== level || now < next.at) return [];
  const at = later(now, sheet.updatedAt);
  const base = { at, actor: SYSTEM, version: sheet.version + 1 };
  return noted(escalationFrom(sheet, clock, directory, level, at), base, sheet.entries + 1);
}

function noted(
  steps: readonly Escalation[],
  base: { at: string; actor: Actor; version: number },
  seq: number,
): readonly SheetEvent[] {
  return steps.map(({ clock, level, to }, nth) => ({
    ...base,
    seq: seq + nth,
    step: 'escalate',
    clock,
    level,
    to,
    result: {},
  }));
}

const later = (a: string, b: string) => (a > b ? a : b);
