/**
 * Who owes a running clock (contract section 3, "Nobody owes a clock that they may not stop"): whom the clock table
 * names, for as long as they are there and the steps table lets them sign what stops it or what must come first. It
 * is reckoned when it is asked for, and moves with the sheet and the directory. Pure.
 */

import { rowOf } from '../clocks/clock-table.ts';
import type { Answerable } from '../clocks/clocks.ts';
import { namedOwer } from '../clocks/responsibility.ts';
import { lastResortOf } from '../complaints/recusal.ts';
import type { Clock, ClockName, Owes } from '../model/clock.ts';
import { isLive } from '../model/clock.ts';
import { type Actor, asOf, type Directory } from '../model/directory.ts';
import type { Command, Sheet, StepName } from '../model/sheet.ts';
import { actorFor, actorsThere } from '../organisation/acting.ts';
import { activeInRole, actorOf, leads, managersOf } from '../organisation/organisation.ts';
import { isAvailable } from '../organisation/presence.ts';
import { mayTake } from './steps.ts';
import { sees } from './visibility.ts';

type Try = Pick<Command, 'step'> & { readonly noVisit?: true };

/** By clock, the steps that stop it. */
const STOPPED_BY: { readonly [N in ClockName]: readonly Try[] } = {
  answer: [{ step: 'answer' }, { step: 'reply' }, { step: 'follow-up' }],
  dispatch: [{ step: 'hand-over' }, { step: 'answer' }, { step: 'accept' }],
  acceptance: [{ step: 'accept' }, { step: 'dispute' }],
  arrival: [{ step: 'arrive' }, { step: 'assign' }],
  return: [{ step: 'return' }],
  handling: [{ step: 'return' }],
  countersign: [{ step: 'countersign' }, { step: 'write-off' }],
  'follow-up': [{ step: 'follow-up' }],
};

/** What must come first, where nobody may sign one of those yet: somebody takes the sheet in hand and sees to it. */
const ON_THE_WAY: readonly Try[] = [
  { step: 'hand-over' },
  { step: 'accept' },
  { step: 'assign' },
  { step: 'arrive' },
  { step: 'complete' },
  { step: 'complete', noVisit: true },
];

/** Who owes a clock that runs, as of the directory's instant. */
export function owesNow(clock: Pick<Clock, 'name' | 'owes'>, sheet: Sheet, directory: Directory): Owes {
  const row = rowOf(clock.name, sheet);
  if (row === undefined) return clock.owes;
  const { person: named, section } = namedOwer(row, sheet, directory);
  const there = actorsThere(directory);
  const maySignOf = (tries: readonly Try[]) => (actor: Actor) =>
    sees(actor, sheet, directory) &&
    tries.some((command) => mayTake(command as Command, actor, sheet, directory));
  const stops = maySignOf(STOPPED_BY[clock.name]);
  const may = there.some(stops) ? stops : maySignOf(ON_THE_WAY);

  const person = directory.staff.find(({ id }) => id === named);
  const actor = person && actorFor(person, directory);
  if (actor !== undefined && may(actor)) return { person: actor.id };
  if (section !== undefined && there.some((each) => leads(each, section) && may(each))) return { section };
  const authority = lastResortOf(sheet, directory);
  const deputies = activeInRole(directory, 'deputy-director').filter((each) => isAvailable(each, directory));
  const last = [...authority, ...deputies].find((each) => may(actorOf(each))) ?? authority[0];
  return last === undefined ? clock.owes : { person: last.id };
}

/** The first step towards what stops a clock that one of these may sign; undefined where they may sign none. */
export function stepTowards(
  name: ClockName,
  actors: readonly Actor[],
  sheet: Sheet,
  directory: Directory,
): StepName | undefined {
  const seeing = actors.filter((actor) => sees(actor, sheet, directory));
  const found = [...STOPPED_BY[name], ...ON_THE_WAY].find((command) =>
    seeing.some((actor) => mayTake(command as Command, actor, sheet, directory)),
  );
  return found?.step;
}

/** Who owes a clock at an instant and, where it is a section, who answers for it: its manager. */
export function answerableFor(clock: Clock, sheet: Sheet, directory: Directory, at: string): Answerable {
  const then = asOf(directory, at);
  const owes = owesNow(clock, sheet, then);
  const answerable = owes.person === undefined ? managersOf(then, owes.section)[0]?.id : undefined;
  return { owes, ...(answerable === undefined ? {} : { answerable }) };
}

/** A sheet with who owes each of its running clocks, broken or not, as of the directory's instant. */
export function withOwes(sheet: Sheet, directory: Directory): Sheet {
  const clocks = sheet.clocks.map((clock) => {
    if (!isLive(clock)) return clock;
    const owes = owesNow(clock, sheet, directory);
    const isSame = owes.person === clock.owes.person && owes.section === clock.owes.section;
    return isSame ? clock : { ...clock, owes };
  });
  return clocks.every((clock, nth) => clock === sheet.clocks[nth]) ? sheet : { ...sheet, clocks };
}
