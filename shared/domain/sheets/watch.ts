/** What the clocks themselves bring about: warnings, breaches, the next level of an escalation. Pure. */

import type { Answerable } from '../clocks/clocks.ts';
import { escalationFrom, nextEscalationLevel } from '../clocks/escalation.ts';
import type { Clock, Escalation } from '../model/clock.ts';
import type { Actor, Directory } from '../model/directory.ts';
import type { Sheet, SheetEvent } from '../model/sheet.ts';
import { closesAt } from './closing.ts';
import { answerableFor, owesNow } from './owing.ts';
import { withResult } from './results.ts';
import { type Ringing, resultOfRinging } from './ringing.ts';

/** The system, as ledger entries name it. */
export const SYSTEM: Actor = { id: 'system', name: 'system', role: 'system' };

/** What somebody was told of a broken promise. */
export interface ToldOfBreach {
  readonly sheet: string;
  readonly clock: string;
  /** The level at which it was raised to them; undefined where they were told of the breach itself. */
  readonly level?: number;
  /** When it was raised, or broken. */
  readonly at: string;
}

export type WatchCommand =
  | { readonly watch: 'warn'; readonly clock: string }
  | { readonly watch: 'breach'; readonly clock: string }
  | { readonly watch: 'escalate'; readonly clock: string; readonly level: number }
  | ({ readonly watch: 'unheard' } & Omit<ToldOfBreach, 'sheet'>)
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
    case 'unheard':
      return unheard(sheet, clock, command, directory, now);
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
  return written(sheet, [{ step: 'warning', clock: clock.id }], at, sheet.version);
}

/** On time is at or before the deadline, so only what is past it is broken; it is raised at once. */
export function breach(sheet: Sheet, clock: Clock, directory: Directory, now: string): readonly SheetEvent[] {
  if (clock.state !== 'running' || now <= clock.dueAt) return [];
  const at = later(now, sheet.updatedAt);
  const answers = answerableFor(clock, sheet, directory, clock.dueAt);
  const raised = noted(escalationFrom(sheet, { ...clock, ...answers }, directory, 1, at));
  return written(sheet, [breachOf(clock, answers), ...raised], at, sheet.version + 1);
}

/** What an entry says of a broken promise, and who answers for it. */
export function breachOf({ id, dueAt, clause }: Clock, answers: Answerable) {
  return { step: 'breach', clock: id, dueAt, clause, ...answers } as const;
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
  return raise(sheet, clock, level, directory, now);
}

/**
 * Whoever was to hear of it did not, so it is raised to the next level without the wait (contract section 11). Nothing
 * where it was raised since: by somebody else's letter, by the timer, or by this letter before.
 */
function unheard(
  sheet: Sheet,
  clock: Clock,
  told: Omit<ToldOfBreach, 'sheet'>,
  directory: Directory,
  now: string,
): readonly SheetEvent[] {
  const raised = sheet.escalations.filter((each) => each.clock === clock.id);
  // With a breach itself the first levels are raised, up to one that has somebody.
  const last = told.level ?? raised.findLast(({ at }) => at === told.at)?.level;
  const next = nextEscalationLevel(sheet, clock);
  if (last === undefined || next?.level !== last + 1) return [];
  return raise(sheet, clock, next.level, directory, now);
}

function raise(
  sheet: Sheet,
  clock: Clock,
  level: number,
  directory: Directory,
  now: string,
): readonly SheetEvent[] {
  const at = later(now, sheet.updatedAt);
  // Whoever has it now hears of it, where responsibility moved while it was broken.
  const owed = { ...clock, owes: owesNow(clock, sheet, directory) };
  return written(sheet, noted(escalationFrom(sheet, owed, directory, level, at)), at, sheet.version + 1);
}

const noted = (steps: readonly Escalation[]) =>
  steps.map(({ clock, level, to }) => ({ step: 'escalate', clock, level, to }) as const);

type Body<E = Ringing> = E extends unknown ? Omit<E, 'seq' | 'at' | 'actor' | 'version'> : never;

/** Of one clock, in one transaction: none of them changes what comes of another. */
function written(sheet: Sheet, bodies: readonly Body[], at: string, version: number): readonly SheetEvent[] {
  return bodies.map((body, nth) => {
    const said: Ringing = { ...body, seq: sheet.entries + 1 + nth, at, actor: SYSTEM, version };
    return { ...said, result: resultOfRinging(sheet, said) };
  });
}

const later = (a: string, b: string) => (a > b ? a : b);
