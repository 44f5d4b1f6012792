/** Steps and the clocks: what a step starts, and the breach that it brings to light. Pure. */

import { startClocks } from '../clocks/clocks.ts';
import { responsibilityAt } from '../clocks/responsibility.ts';
import type { Clock } from '../model/clock.ts';
import { isLive } from '../model/clock.ts';
import type { Directory } from '../model/directory.ts';
import type { Sheet, SheetEvent } from '../model/sheet.ts';
import { evolve } from './evolve.ts';
import { answerableFor } from './owing.ts';
import { type SaidStep, withResult } from './results.ts';
import { breachOf, SYSTEM } from './watch.ts';

/**
 * What a command says, with what the rules make of it, the clocks that each entry starts and, before them, the breach of
 * every overdue clock that the command ends: a step after the deadline but before the timer writes both in one go, and
 * nothing is raised (contract section 3).
 */
export function timed(sheet: Sheet, said: readonly SaidStep[], directory: Directory): readonly SheetEvent[] {
  const [first] = said;
  if (first === undefined) return [];
  const after = said.reduce<Sheet>((state, each) => evolve(state, withResult(state, each, directory)), sheet);
  const broken = sheet.clocks.filter((clock) => isOverdue(clock, first.at) && isEnded(clock, after, said));
  const events: SheetEvent[] = broken.map((clock, nth) => ({
    ...{ seq: sheet.entries + 1 + nth, at: first.at, actor: SYSTEM, version: first.version },
    ...breachOf(sheet, clock, answerableFor(clock, sheet, directory, clock.dueAt)),
  }));
  const owing = responsibilityAt(directory);
  let state = events.reduce<Sheet>(evolve, sheet);
  for (const each of said) {
    const event = withResult(state, { ...each, seq: state.entries + 1 }, directory);
    const clocks = startClocks(evolve(state, event), event, owing);
    events.push(clocks.length === 0 ? event : { ...event, clocks });
    state = evolve(state, clocks.length === 0 ? event : { ...event, clocks });
  }
  return events;
}

const isOverdue = (clock: Clock, at: string) => clock.state === 'running' && clock.dueAt < at;

/** Stopped by the command, or asked to be excused from: either way nobody could say later that it was broken. */
function isEnded(clock: Clock, after: Sheet, said: readonly SaidStep[]): boolean {
  const request = said.some((each) => each.step === 'request-exemption' && each.clock === clock.id);
  return request || after.clocks.some((each) => each.id === clock.id && !isLive(each));
}
