/**
 * Exemptions (B5.2.1c, "special circumstances excepted"): asked for by who owes, granted by customer service's
 * manager or, where it is much, by the director. Asked before the deadline and kept by `until` it is exempt, also when it is granted later; asked
 * after the deadline the breach stays (contract section 3). Pure.
 */

import { isBeyond } from '../calendar/working-time.ts';
import { DAY_MS } from '../kernel/duration.ts';
import { type DomainError, invalid, notAllowed } from '../kernel/errors.ts';
import { difference } from '../kernel/patch.ts';
import type { Clock, Exemption } from '../model/clock.ts';
import { isLive } from '../model/clock.ts';
import type { Directory } from '../model/directory.ts';
import type { Command, Result, SaidEvent, Sheet } from '../model/sheet.ts';
import { rowOf } from './clock-table.ts';
import { stateAtStop } from './clocks.ts';
import { planOfClock } from './responsibility.ts';

export type ExemptionStep = 'request-exemption' | 'grant-exemption' | 'refuse-exemption';
type ExemptionEvent = Extract<SaidEvent, { step: ExemptionStep }>;
type ExemptionCommand = Extract<Command, { step: ExemptionStep }>;

/** What an exemption step changes in the clock that it is about. */
export function exempted(sheet: Sheet, event: ExemptionEvent): NonNullable<Result['clocks']> {
  const clock = sheet.clocks.find(({ id }) => id === event.clock);
  if (clock === undefined) return {};
  if (event.step === 'request-exemption') {
    // A deadline put off after its breach is none that one could still be in time for.
    const inTime = clock.breachedAt === undefined && event.at <= clock.dueAt;
    return { [clock.id]: { exemption: { state: 'requested', inTime } } };
  }
  if (clock.exemption === undefined) return {};
  return event.step === 'refuse-exemption'
    ? { [clock.id]: { exemption: { state: 'refused' } } }
    : { [clock.id]: difference(clock, granted(clock, clock.exemption, event.at)) };
}

/**
 * The new deadline holds as if it had been known; only a breach that nobody asked about in time stays one. Granted after
 * the new deadline, while the clock runs on, it leaves breach and escalation as they are: that deadline was missed too.
 */
function granted(clock: Clock, request: Exemption, at: string): Clock {
  const exemption: Exemption = { ...request, state: 'granted' };
  if (clock.stoppedAt === undefined && at > request.until) return { ...clock, exemption };
  // What was done in time and recorded too late was a breach until somebody knew: it stays one, and is not counted.
  if (request.performedAt !== undefined) return { ...clock, exemption };
  const next = {
    ...clock,
    exemption,
    dueAt: request.until,
    originalDueAt: clock.originalDueAt ?? clock.dueAt,
  };
  if (!request.inTime) return next;
  const { breachedAt: _lifted, ...kept } = next;
  if (clock.stoppedAt === undefined) return { ...kept, state: 'running' };
  const state = stateAtStop(kept, clock.stoppedAt);
  return state === 'exempt' ? { ...kept, state } : { ...next, state: clock.state };
}

const unknownClock = (): DomainError => invalid('/clock', 'unknown-clock');

/** Why a step names no clock of the sheet, whatever it would do with it; undefined where it names one, or none at all. */
export const clockFault = ({ clocks }: Sheet, command: Command): DomainError | undefined =>
  'clock' in command && !clocks.some(({ id }) => id === command.clock) ? unknownClock() : undefined;

/** Bad input of an exemption step, that only the sheet can tell. */
export function exemptionFault(
  sheet: Sheet,
  command: ExemptionCommand,
  now: string,
): DomainError | undefined {
  const clock = sheet.clocks.find((each) => each.id === command.clock);
  if (clock === undefined) return unknownClock();
  if (command.step !== 'request-exemption') return undefined;
  if (command.until <= now) return invalid('/until', 'until-past');
  if (command.until <= clock.dueAt) return invalid('/until', 'until-before-due');
  const longest = Date.parse(clock.startedAt) + MOST_DAYS * DAY_MS;
  return Date.parse(command.until) > longest ? invalid('/until', 'until-too-far') : undefined;
}

/** Beyond so many days of a clock's start nobody excuses anything. */
const MOST_DAYS = 30;
/** Beyond so many times a clock's own time the director alone does. */
const MOST_TIMES = 3;

/**
 * Whether what is asked for is more than customer service's manager may grant: beyond three times the clock's own time
 * after its start, counted as the clock is (contract section 3). What was done in time and recorded too late never is.
 */
export function isMuch(clock: Clock, sheet: Sheet, directory: Directory): boolean {
  const { exemption, startedAt, originalDueAt, dueAt } = clock;
  const row = rowOf(clock.name, sheet);
  if (row === undefined || exemption === undefined || exemption.performedAt !== undefined) return false;
  const own = { startedAt, dueAt: originalDueAt ?? dueAt };
  return isBeyond(MOST_TIMES, own, exemption.until, row.counted, planOfClock(clock, directory).calendar);
}

/** Whether the clock is in a state for the step: asked for while it runs or is breached, decided while asked. */
export function exemptionBarrier(sheet: Sheet, command: ExemptionCommand): DomainError | undefined {
  const clock = sheet.clocks.find((each) => each.id === command.clock);
  const isAsked = clock?.exemption?.state === 'requested';
  if (command.step === 'request-exemption') {
    return clock !== undefined && isLive(clock) && !isAsked ? undefined : notAllowed('no-exemption-now');
  }
  return isAsked ? undefined : notAllowed('no-exemption-asked');
}
