/**
 * Exemptions (B5.2.1c, "special circumstances excepted"): asked for by who owes, granted by customer service's
 * manager. Asked before the deadline and kept by `until` it is exempt, also when it is granted later; asked
 * after the deadline the breach stays (contract section 3). Pure.
 */

import { type DomainError, invalid, notAllowed } from '../kernel/errors.ts';
import { difference } from '../kernel/patch.ts';
import type { Clock, Exemption } from '../model/clock.ts';
import { isLive } from '../model/clock.ts';
import type { Command, Result, SaidEvent, Sheet } from '../model/sheet.ts';
import { stateAtStop } from './clocks.ts';

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

/** Bad input of an exemption step, that only the sheet can tell. */
export function exemptionFault(
  sheet: Sheet,
  command: ExemptionCommand,
  now: string,
): DomainError | undefined {
  const clock = sheet.clocks.find((each) => each.id === command.clock);
  if (clock === undefined) return invalid('/clock', 'unknown-clock');
  if (command.step !== 'request-exemption') return undefined;
  if (command.until <= now) return invalid('/until', 'until-past');
  return command.until <= clock.dueAt ? invalid('/until', 'until-before-due') : undefined;
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
