/** The life of a clock: computed once when it starts, stopped by the step that keeps the promise. Pure. */

import type { Calendar } from '../calendar/calendar.ts';
import { deadline, warnAt } from '../calendar/working-time.ts';
import { HOUR_MS } from '../kernel/duration.ts';
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
    const state = isExcused(clock, after, event) ? 'exempt' : stateAtStop(clock, event.at);
    return { ...clock, stoppedAt: event.at, state, ...answers };
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

/** What could not be kept through nobody's fault: who cannot be reached can neither be told nor sign. */
function isExcused(clock: Clock, { followUp }: Sheet, { step }: SaidEvent): boolean {
  if (clock.breachedAt !== undefined) return false;
  if (step === 'write-off') return clock.name === 'countersign';
  return step === 'follow-up' && followUp?.outcome === 'unreachable' && clock.name === 'answer';
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

function planFor(row: ClockRow, sheet: Sheet, owing: Responsibility): Plan {
  const { section, person } = owing.named(row, sheet);
  return owing.plans(section ?? (person === undefined ? undefined : owing.sectionOf(person)), sheet.openedAt);
}

function started(row: ClockRow, sheet: Sheet, event: SaidEvent, owing: Responsibility): Clock {
  const { name } = row;
  const owes = owing.named(row, sheet);
  const plan = planFor(row, sheet, owing);
  const duration = plan.targets[targetName(row, sheet.kind)] ?? row.duration;
  const { dueAt: usual, provisional } = deadline(event.at, duration, row.counted, plan.calendar);
  const dueAt = withAppointment(usual, name, sheet);
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

/** After `to` of an appointment, by clock: whoever was asked to come later comes no sooner than the resident is home. */
const AFTER_APPOINTMENT_MS: { readonly [N in ClockName]?: number } = { arrival: 0, return: 4 * HOUR_MS };

/** A deadline, or what an appointment puts it off to, whichever is later. */
function withAppointment(dueAt: string, name: ClockName, { appointment }: Sheet): string {
  const after = AFTER_APPOINTMENT_MS[name];
  if (appointment === undefined || after === undefined) return dueAt;
  const agreed = new Date(Date.parse(appointment.to) + after).toISOString();
  return agreed > dueAt ? agreed : dueAt;
}

/** Until when an exemption puts a clock off, whatever was agreed since. */
const putOffUntil = ({ exemption, dueAt }: Clock): string =>
  exemption?.state === 'granted' ? exemption.until : dueAt;

/**
 * The running clocks that an appointment concerns, with their deadlines anew: counted from their start, but for the
 * arrival of what has become urgent, which drops the appointment, and what would be past already. An exemption that was granted stands: such a clock
 * is due by its `until` or by what the appointment says, whichever is later.
 */
export function appointedAnew(
  clocks: readonly Clock[],
  after: Sheet,
  event: SaidEvent,
  owing: Responsibility,
): readonly Clock[] {
  return clocks.map((clock) => {
    const row = rowOf(clock.name, after);
    const isConcerned = clock.state === 'running' && AFTER_APPOINTMENT_MS[clock.name] !== undefined;
    if (row === undefined || !isConcerned) return clock;
    const dueFrom = (at: string) => started(row, after, { ...event, at }, owing).dueAt;
    // Whoever comes after all hears of it now; by when it is returned counts from the opening, unless that is past.
    const isDropped = after.appointment === undefined;
    const isNew = isDropped && (clock.name === 'arrival' || dueFrom(clock.startedAt) <= event.at);
    const dueAt =
      clock.originalDueAt === undefined
        ? dueFrom(isNew ? event.at : clock.startedAt)
        : withAppointment(putOffUntil(clock), clock.name, after);
    const { calendar } = planFor(row, after, owing);
    return { ...clock, dueAt, warnAt: warnAt(clock.startedAt, dueAt, row.counted, calendar) };
  });
}
