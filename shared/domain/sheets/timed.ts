/** Steps and the clocks: what a step starts, and the breach that it brings to light. Pure. */

import { startClocks } from '../clocks/clocks.ts';
import { responsibilityAt } from '../clocks/responsibility.ts';
import type { Clock } from '../model/clock.ts';
import { isLive } from '../model/clock.ts';
import type { Directory } from '../model/directory.ts';
import type { Sheet, SheetEvent } from '../model/sheet.ts';
import { evolve } from './evolve.ts';
import { type SaidStep, withResult } from './results.ts';
import { breach } from './watch.ts';

/**
 * What a command says, with what the rules make of it, the clocks that each entry starts and, before them, the breach of
 * every overdue clock: a step after the deadline but before the timer writes both in one go. Nothing is raised of a clock
 * that the step stops; of one that runs on it is raised as by the timer (contract section 3).
 */
export function timed(sheet: Sheet, said: readonly SaidStep[], directory: Directory): readonly SheetEvent[] {
  const [first] = said;
  if (first === undefined) return [];
  const overdue = sheet.clocks.filter((each) => isOverdue(each, first.at));
  const after = overdue.length === 0 ? sheet : takenAll(sheet, said, directory);
  const events: SheetEvent[] = [];
  let state = sheet;
  for (const clock of overdue.filter((each) => !isPutOff(each, after))) {
    const found = breach(state, clock, directory, first.at);
    // Raised only where the clock runs on.
    const written = found.filter(({ step }) => step === 'breach' || !isStopped(clock, after));
    const together = written.map((event) => ({ ...event, version: first.version }));
    events.push(...together);
    state = together.reduce<Sheet>(evolve, state);
  }
  const owing = responsibilityAt(directory);
  for (const each of said) {
    const event = withResult(state, { ...each, seq: state.entries + 1 }, directory);
    const clocks = startClocks(evolve(state, event), event, owing);
    const entry = clocks.length === 0 ? event : { ...event, clocks };
    events.push(entry);
    state = evolve(state, entry);
  }
  return events;
}

const takenAll = (sheet: Sheet, said: readonly SaidStep[], directory: Directory): Sheet =>
  said.reduce<Sheet>((state, each) => evolve(state, withResult(state, each, directory)), sheet);

const isOverdue = (clock: Clock, at: string) => clock.state === 'running' && clock.dueAt < at;

const isStopped = (clock: Clock, after: Sheet): boolean =>
  after.clocks.some((each) => each.id === clock.id && !isLive(each));

/** Whether the command itself gives a clock that runs on another deadline: an exemption that was asked for in time. */
const isPutOff = (clock: Clock, after: Sheet): boolean =>
  after.clocks.some((each) => each.id === clock.id && isLive(each) && each.dueAt !== clock.dueAt);
