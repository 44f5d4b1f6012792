/**
 * Who owes a running clock (contract section 3, "Nobody owes a clock that they may not stop"): whom the clock table
 * names, for as long as they are there and the steps table lets them sign what stops it or what must come first. It
 * is reckoned when it is asked for, and moves with the sheet and the directory. Pure.
 */

import { rowOf } from '../clocks/clock-table.ts';
import type { Answerable } from '../clocks/clocks.ts';
import { namedOwer } from '../clocks/responsibility.ts';
import { authorityOf, holdersOf, isRecused } from '../complaints/recusal.ts';
import type { Clock, ClockName, Owes } from '../model/clock.ts';
import { isLive } from '../model/clock.ts';
import { type Actor, asOf, type Directory, type Person } from '../model/directory.ts';
import type { Command, Sheet } from '../model/sheet.ts';
import { actorOf, customerServiceOf, leads, managersOf } from '../organisation/organisation.ts';
import { isAvailable, standInOf } from '../organisation/presence.ts';
import { mayTake } from './steps.ts';
import { sees } from './visibility.ts';

type Try = Pick<Command, 'step'> & { readonly noVisit?: true };

const ON_THE_WAY: readonly Try[] = [
  { step: 'hand-over' },
  { step: 'accept' },
  { step: 'assign' },
  { step: 'arrive' },
  { step: 'complete' },
  { step: 'complete', noVisit: true },
  { step: 'return' },
];

/** By clock, the steps that stop it, and those that must come before one of them. */
const STOPPED_BY: { readonly [N in ClockName]: readonly Try[] } = {
  answer: [{ step: 'answer' }, { step: 'reply' }, { step: 'follow-up' }],
  dispatch: [{ step: 'hand-over' }, { step: 'answer' }, { step: 'accept' }],
  acceptance: [{ step: 'accept' }, { step: 'dispute' }],
  arrival: [{ step: 'arrive' }, { step: 'assign' }],
  return: ON_THE_WAY,
  handling: ON_THE_WAY,
  countersign: [{ step: 'countersign' }, { step: 'write-off' }],
  'follow-up': [{ step: 'follow-up' }],
};

/** Before the asker can be told anything, somebody must have the sheet in hand. */
const BEFORE: { readonly [N in ClockName]?: readonly Try[] } = { answer: ON_THE_WAY };

/** Whether somebody may sign something that stops the clock or, where nobody may, that leads there. */
function mayStop(actor: Actor, clock: ClockName, sheet: Sheet, directory: Directory): boolean {
  if (!sees(actor, sheet, directory)) return false;
  const may = (tries: readonly Try[]) =>
    tries.some((command) => mayTake(command as Command, actor, sheet, directory));
  if (may(STOPPED_BY[clock])) return true;
  const before = BEFORE[clock];
  return before !== undefined && !isStoppable(clock, sheet, directory) && may(before);
}

/** Whether anybody of the staff who is there may sign what stops the clock as the sheet stands now. */
function isStoppable(clock: ClockName, sheet: Sheet, directory: Directory): boolean {
  return directory.staff.some(
    (person) =>
      isAvailable(person, directory) &&
      STOPPED_BY[clock].some((command) => mayTake(command as Command, actorOf(person), sheet, directory)),
  );
}

/** Who owes a clock that runs, as of the directory's instant. */
export function owesNow(clock: Clock, sheet: Sheet, directory: Directory): Owes {
  const row = rowOf(clock.name, sheet);
  if (row === undefined) return clock.owes;
  const named = namedOwer(row, sheet, directory);
  const person = directory.staff.find(({ id }) => id === named.person);
  const fits = (each: Person, standsInFor?: Person) => {
    const absent = standsInFor && {
      ...actorOf(standsInFor),
      id: each.id,
      name: each.name,
      standInFor: standsInFor.id,
    };
    return (
      isAvailable(each, directory) &&
      !isRecused({ id: each.id, standInFor: standsInFor?.id }, sheet, directory) &&
      mayStop(absent ?? actorOf(each), clock.name, sheet, directory)
    );
  };
  if (person !== undefined && fits(person)) return { person: person.id };
  const standIn = person?.active === true ? standInOf(person, directory) : undefined;
  if (standIn !== undefined && fits(standIn, person)) return { person: standIn.id };
  const section = named.section ?? person?.section ?? customerServiceOf(directory)?.id;
  if (directory.staff.some((each) => leads(each, section) && fits(each))) {
    return section === undefined ? {} : { section };
  }
  const inPlace = [...authorityOf(sheet, directory), ...holdersOf('director', sheet, directory)];
  const authority = inPlace.find((each) => fits(each)) ?? inPlace[0];
  if (authority !== undefined) return { person: authority.id };
  return section === undefined ? clock.owes : { section };
}

/** Who owes a clock at an instant, and who answers for it: of a section its manager. */
export function answerableFor(clock: Clock, sheet: Sheet, directory: Directory, at: string): Answerable {
  const then = asOf(directory, at);
  const owes = owesNow(clock, sheet, then);
  const answerable = owes.person ?? managersOf(then, owes.section)[0]?.id;
  return { owes, ...(answerable === undefined ? {} : { answerable }) };
}

/** A sheet with who owes each of its running clocks, broken or not, as of the directory's instant. */
export function withOwes(sheet: Sheet, directory: Directory): Sheet {
  const clocks = sheet.clocks.map((clock) =>
    isLive(clock) ? { ...clock, owes: owesNow(clock, sheet, directory) } : clock,
  );
  return { ...sheet, clocks };
}
