/** Raising a breach (contract section 3, "Breach"): who hears of it at which level, and when next. Pure. */

import { holdersOf, isRecused } from '../complaints/recusal.ts';
import { parseDuration } from '../kernel/duration.ts';
import type { Clock, ClockName, Escalation, Owes } from '../model/clock.ts';
import type { Directory, Person } from '../model/directory.ts';
import type { Sheet } from '../model/sheet.ts';
import {
  customerServiceOf,
  isCustomerServiceSection,
  managersOf,
  staffOf,
} from '../organisation/organisation.ts';

/** The level at which the director also gets a proposed accountability case. */
export const LAST_LEVEL = 3;
/** Beyond the last: the overseer, where nobody was there at any level. */
export const OVERSEER_LEVEL = 4;

const MINUTE_MS = 60_000;
/** An urgent repair waits no longer for whoever is to set out (B5.2.1b). */
const URGENT_WAIT = 10 * MINUTE_MS;
const SHORT = 30 * MINUTE_MS;
const WAITS: { readonly [N in ClockName]: number } = {
  dispatch: SHORT,
  acceptance: SHORT,
  arrival: SHORT,
  answer: 240 * MINUTE_MS,
  return: 240 * MINUTE_MS,
  handling: 240 * MINUTE_MS,
  countersign: 240 * MINUTE_MS,
  'follow-up': 240 * MINUTE_MS,
};

/** The wait after each level of a clock's escalation, in ms: its plan's, kept with the clock, else the usual one. */
function waitOf({ name, wait }: Clock, { urgency }: Sheet): number {
  const usual = WAITS[name] === SHORT && urgency === 'urgent' ? URGENT_WAIT : WAITS[name];
  const own = wait === undefined ? undefined : parseDuration(wait);
  return own !== undefined && 'minutes' in own ? own.minutes * MINUTE_MS : usual;
}

/** The section that answers for a promise: the one that owes it, or that of the person who does. */
export function sectionOwing(owes: Owes, directory: Directory): string | undefined {
  return owes.section ?? directory.staff.find((person) => person.id === owes.person)?.section;
}

/** Who owes, as people to tell: the person, or where it is a section its supervisors. */
export function peopleOwing(owes: Owes, directory: Directory): readonly string[] {
  if (owes.person !== undefined) return [owes.person];
  return staffOf(directory, owes.section)
    .filter((person) => person.role === 'supervisor')
    .map((person) => person.id);
}

/**
 * Who hears of it at a level: the section's managers, customer service's (the director where that owes it), the director.
 * What an authority owes goes to the overseer at level 2, and what the director owes at level 3.
 */
function peopleAt(level: number, owes: Owes, sheet: Sheet, directory: Directory): readonly Person[] {
  const section = sectionOwing(owes, directory);
  const role = directory.staff.find(({ id }) => id === owes.person)?.role;
  const overseer = () => holdersOf('overseer', sheet, directory);
  const managers = (of: string | undefined) =>
    managersOf(directory, of, (person) => isRecused(person, sheet, directory));
  if (level === 1) return managers(section);
  if (level === OVERSEER_LEVEL) return overseer();
  if (level === LAST_LEVEL) return role === 'director' ? overseer() : holdersOf('director', sheet, directory);
  if (role !== undefined && section === undefined) return overseer();
  return isCustomerServiceSection(directory, section)
    ? holdersOf('director', sheet, directory)
    : managers(customerServiceOf(directory)?.id);
}

/**
 * The levels that are raised at an instant: from `level` on up to the first that has somebody. Those without are
 * noted with nobody and passed without a wait; where all three were empty it is the overseer's. Nobody hears of a
 * complaint against themselves (B5.2.2c).
 */
export function escalationFrom(
  sheet: Sheet,
  clock: Clock,
  directory: Directory,
  level: number,
  at: string,
): readonly Escalation[] {
  const before = sheet.escalations.filter((each) => each.clock === clock.id);
  const isTold = (person: Person) => told.includes(person.id) || isRecused(person, sheet, directory);
  // Of a section that owes it everybody is told who can still see to it; a person who owes it knows.
  const told = [clock.owes.person, ...before.flatMap((each) => each.to)];
  const steps: Escalation[] = [];
  for (let next = level; next <= LAST_LEVEL; next += 1) {
    const to = peopleAt(next, clock.owes, sheet, directory)
      .filter((person) => !isTold(person))
      .map((person) => person.id);
    steps.push({ clock: clock.id, level: next, to, at });
    if (to.length > 0) return steps;
  }
  if ([...before, ...steps].some(({ to }) => to.length > 0)) return steps;
  const to = peopleAt(OVERSEER_LEVEL, clock.owes, sheet, directory)
    .filter((person) => !isRecused(person, sheet, directory))
    .map((person) => person.id);
  return [...steps, { clock: clock.id, level: OVERSEER_LEVEL, to, at }];
}

/**
 * Whether a clock's escalation still runs: it ends as soon as the clock stops or an exemption is granted, which
 * leaves a breach of another deadline than the present one.
 */
export function isEscalating({ state, breachedAt, dueAt }: Clock): boolean {
  return state === 'breached' && breachedAt === dueAt;
}

/** The next level of a clock's escalation and when it is due, or undefined where it is over. */
export function nextEscalationLevel(
  sheet: Sheet,
  clock: Clock,
): { readonly level: number; readonly at: string } | undefined {
  const last = sheet.escalations.filter((each) => each.clock === clock.id).at(-1);
  if (last === undefined || last.level >= LAST_LEVEL || !isEscalating(clock)) return undefined;
  // What was raised by then was for a deadline that has been put off since.
  if (last.at <= clock.dueAt) return undefined;
  const at = new Date(Date.parse(last.at) + waitOf(clock, sheet)).toISOString();
  return { level: last.level + 1, at };
}
