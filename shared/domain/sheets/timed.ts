/** Steps and the clocks: what a step starts, and the breach that it brings to light. Pure. */

import { type Responsibility, startClocks } from '../clocks/clocks.ts';
import { breachOf, SYSTEM } from '../clocks/watch.ts';
import type { Clock } from '../model/clock.ts';
import { isLive } from '../model/clock.ts';
import type { Sheet, SheetEvent } from '../model/sheet.ts';
import { evolve } from './evolve.ts';

/**
 * A command's events with the clocks that each of them starts and, before them, the breach of every overdue clock
 * that the command ends: a step after the deadline but before the timer writes both in one go, and nothing is
 * raised (contract section 3).
 */
export function timed(
  sheet: Sheet,
  events: readonly SheetEvent[],
  owing: Responsibility,
): readonly SheetEvent[] {
  const [first] = events;
  if (first === undefined) return events;
  const after = events.reduce<Sheet>(evolve, sheet);
  const broken = sheet.clocks
    .filter((clock) => isOverdue(clock, first.at) && isEnded(clock, after, events))
    .map((clock) => ({ ...breachOf(clock), at: first.at, actor: SYSTEM, version: first.version }));
  const renumbered = [...broken, ...events].map((event, nth) => ({ ...event, seq: sheet.entries + 1 + nth }));

  let state = sheet;
  return (renumbered as readonly SheetEvent[]).map((event) => {
    const clocks = startClocks(evolve(state, event), event, owing);
    const timedEvent = clocks.length === 0 ? event : { ...event, clocks };
    state = evolve(state, timedEvent);
    return timedEvent;
  });
}

const isOverdue = (clock: Clock, at: string) => clock.state === 'running' && clock.dueAt < at;

/** Stopped by the command, or asked to be excused from: either way nobody could say later that it was broken. */
function isEnded(clock: Clock, after: Sheet, events: readonly SheetEvent[]): boolean {
  const request = events.some((event) => event.step === 'request-exemption' && event.clock === clock.id);
  return request || after.clocks.some((each) => each.id === clock.id && !isLive(each));
}
