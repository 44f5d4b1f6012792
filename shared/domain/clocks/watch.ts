/** What the clocks themselves bring about: warnings, breaches, the next level of an escalation. Pure. */

import { difference } from '../kernel/patch.ts';
import type { Clock, Escalation } from '../model/clock.ts';
import type { Actor, Directory } from '../model/directory.ts';
import type { Result, SaidEvent, Sheet, SheetEvent } from '../model/sheet.ts';
import { escalationFrom, nextEscalationLevel } from './escalation.ts';

/** The system, as ledger entries name it. */
export const SYSTEM: Actor = { id: 'system', name: 'system', role: 'system' };

export type WatchCommand =
  | { readonly watch: 'warn'; readonly clock: string }
  | { readonly watch: 'breach'; readonly clock: string }
  | { readonly watch: 'escalate'; readonly clock: string; readonly level: number };

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

/** Once, while the promise can still be kept; a warning does not raise the version. */
function warning(sheet: Sheet, clock: Clock, now: string): readonly SheetEvent[] {
  const isDue = clock.state === 'running' && clock.warnedAt === undefined && now >= clock.warnAt;
  if (!isDue || now > clock.dueAt) return [];
  const at = later(now, sheet.updatedAt);
  return written(sheet, [{ step: 'warning', clock: clock.id }], at, sheet.version);
}

/** On time is at or before the deadline, so only what is past it is broken. */
function breach(sheet: Sheet, clock: Clock, directory: Directory, now: string): readonly SheetEvent[] {
  if (clock.state !== 'running' || now <= clock.dueAt) return [];
  const at = later(now, sheet.updatedAt);
  const raised = noted(escalationFrom(sheet, clock, directory, 1, at));
  return written(sheet, [breachOf(clock), ...raised], at, sheet.version + 1);
}

/** What an entry says of a broken promise. */
export function breachOf({ id, dueAt, clause, owes }: Clock) {
  return { step: 'breach', clock: id, dueAt, clause, owes } as const;
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
  return written(sheet, noted(escalationFrom(sheet, clock, directory, level, at)), at, sheet.version + 1);
}

const noted = (steps: readonly Escalation[]) =>
  steps.map(({ clock, level, to }) => ({ step: 'escalate', clock, level, to }) as const);

type Ringing = Extract<SaidEvent, { step: 'warning' | 'breach' | 'escalate' }>;
type Body<E = Ringing> = E extends unknown ? Omit<E, 'seq' | 'at' | 'actor' | 'version'> : never;

/** Of one clock, in one transaction: none of them changes what comes of another. */
function written(sheet: Sheet, bodies: readonly Body[], at: string, version: number): readonly SheetEvent[] {
  return bodies.map((body, nth) => {
    const said: Ringing = { ...body, seq: sheet.entries + 1 + nth, at, actor: SYSTEM, version };
    return { ...said, result: resultOfRinging(sheet, said) };
  });
}

/** What the rules make of an entry that a timer brings about. */
export function resultOfRinging({ history }: Sheet, said: Ringing): Result {
  const { clock } = said;
  switch (said.step) {
    case 'warning':
      return { clocks: { [clock]: { warnedAt: said.at } } };
    case 'breach':
      return {
        clocks: { [clock]: { state: 'breached', breachedAt: said.dueAt } },
        history: { broken: { [clock]: difference(history.broken[clock] ?? {}, said.owes) } },
      };
    case 'escalate':
      return {};
    default:
      return said satisfies never;
  }
}

const later = (a: string, b: string) => (a > b ? a : b);
