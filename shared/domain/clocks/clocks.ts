/** The life of a clock: computed once when it starts, stopped by the step that keeps the promise. Pure. */

import type { Calendar } from '../calendar/calendar.ts';
import { deadline, warnAt } from '../calendar/working-time.ts';
import type { Clock, ClockName, ClockState, Owes } from '../model/clock.ts';
import { CLOCK_NAMES, isLive } from '../model/clock.ts';
import type { SaidEvent, Sheet } from '../model/sheet.ts';
import { type ClockRow, RUNS, rowOf } from './clock-table.ts';
import { targetName } from './targets.ts';

/** What a section has promised: targets, calendar; the regulations' own where it has published nothing. */
export interface Plan {
  readonly id: string;
  readonly targets: { readonly [target: string]: string };
  readonly calendar: Calendar;
  /** Waits between the levels of an escalation, by the clock's name. */
  readonly waits?: { readonly [N in ClockName]?: string };
}

/** The plan of a section that was in force at that instant, when the sheet was opened; none: the default. */
export type Plans = (section: string | undefined, openedAt: string) => Plan;

/** Who owes what when, as far as the sheet itself cannot tell. */
export interface Responsibility {
  readonly plans: Plans;
  /** The section that somebody works in. */
  readonly sectionOf: (person: string) => string | undefined;
  /** Who owes a clock of a sheet by what the clock's row names. */
  readonly named: (row: ClockRow, sheet: Sheet) => Owes;
}

/** Who answers for a clock at an instant: it is written down when the clock is broken or stops. */
export type Answerable = Pick<Clock, 'owes' | 'answerable'>;

/** The clocks of a sheet after an event: those that it ends are stopped, with who answers for them. */
export function stopClocks(
  clocks: readonly Clock[],
  after: Sheet,
  event: SaidEvent,
  answerableFor: (clock: Clock, at: string) => Answerable,
): readonly Clock[] {
  return clocks.map((clock) => {
    if (!isLive(clock) || goesOn(clock, after, event)) return clock;
    // A breach has written down already who answers for it.
    const answers =
      clock.breachedAt === undefined ? answerableFor(clock, earlier(event.at, clock.dueAt)) : {};
    return { ...stopped(clock, event.at), ...answers };
  });
}

const earlier = (a: string, b: string): string => (a < b ? a : b);

/** Whether a live clock runs on after an event; telling the worker anew or handing over again starts another. */
function goesOn(clock: Clock, after: Sheet, event: SaidEvent): boolean {
  if (!isOfRound(clock, after) || !RUNS[clock.name](after)) return false;
  return !(event.step === 'assign' && clock.name === 'arrival');
}

/** A reopening ends the promises of its round; a signature that is owed stays owed, by the same clock. */
function isOfRound(clock: Clock, sheet: Sheet): boolean {
  return clock.round === sheet.round || clock.name === 'countersign';
}

function stopped(clock: Clock, at: string): Clock {
  return { ...clock, stoppedAt: at, state: stateAtStop(clock, at) };
}

/**
 * On time is at or before the deadline; at or before one that was put off without a breach is `exempt`, whatever
 * was asked for since.
 */
export function stateAtStop(clock: Clock, at: string): ClockState {
  if (clock.breachedAt !== undefined) return 'late';
  return clock.originalDueAt !== undefined && at <= clock.dueAt ? 'exempt' : 'stopped';
}

/** The clocks that an event starts: those that should run now and do not, with their deadlines. */
export function startClocks(after: Sheet, event: SaidEvent, owing: Responsibility): readonly Clock[] {
  const running = after.clocks.filter((clock) => isLive(clock) && isOfRound(clock, after));
  return CLOCK_NAMES.flatMap((name) => {
    const row = rowOf(name, after);
    if (row === undefined || !RUNS[name](after) || running.some((clock) => clock.name === name)) return [];
    return [started(row, after, event, owing)];
  });
}

function started(row: ClockRow, sheet: Sheet, event: SaidEvent, owing: Responsibility): Clock {
  const { name } = row;
  const owes = owing.named(row, sheet);
  const section = owes.section ?? (owes.person === undefined ? undefined : owing.sectionOf(owes.person));
  const plan = owing.plans(section, sheet.openedAt);
  const duration = plan.targets[targetName(row, sheet.kind)] ?? row.duration;
  const { dueAt, provisional } = deadline(event.at, duration, row.counted, plan.calendar);
  const nth = sheet.clocks.filter((clock) => clock.name === name && clock.round === sheet.round).length + 1;
  return {
    id: `${name}-${sheet.round}-${nth}`,
    name,
    round: sheet.round,
    startedAt: event.at,
    dueAt,
    warnAt: warnAt(event.at, dueAt, row.counted, plan.calendar),
    state: 'running',
    clause: row.clause,
    owes,
    plan: plan.id,
    calendar: plan.calendar.version,
    ...(plan.waits?.[name] === undefined ? {} : { wait: plan.waits[name] }),
    ...(provisional === true ? { provisional } : {}),
  };
}
