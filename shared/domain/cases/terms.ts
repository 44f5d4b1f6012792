/** Windows and targets of cases (contract section 5): what holds by default, and when each ends. Pure. */

import type { Calendar } from '../calendar/calendar.ts';
import { deadline } from '../calendar/working-time.ts';
import { addDuration, parseDuration } from '../kernel/duration.ts';
import { localDayOf, startOfLocalDay } from '../kernel/local-time.ts';
import type { TargetName } from '../model/clock.ts';
import type { Case, CaseTarget, CaseTerms, Influence, Level, Window } from './case.ts';

export const DEFAULT_TERMS = {
  window: 'P30D',
  reminder: 'P5D',
  review: { 1: 'P10D', 2: 'P20D' },
  delivery: 'P3D',
  raising: 'PT4H',
  lapse: 'P180D',
  carryOut: 'P30D',
  influence: { section: 'P6M', administrative: 'P12M', transfer: 'P24M' },
} satisfies CaseTerms;

/** By when sanctions are carried out in a case; one that was opened before that was asked has the default. */
export const carryOutTerm = ({ carryOut = DEFAULT_TERMS.carryOut }: CaseTerms): string => carryOut;

/** For how long an outcome bears on its subject in a case; as above. */
export const influenceTerm = ({ influence = DEFAULT_TERMS.influence }: CaseTerms, kind: Influence): string =>
  influence[kind];

/** The target that runs or is missed; a case has at most one at a time. */
export const runningTarget = (state: Case): CaseTarget | undefined =>
  state.clocks.find(({ stoppedAt }) => stoppedAt === undefined);

const written = (instant: number) => new Date(instant).toISOString();

/** An instant so much later, or earlier. @throws RangeError when the duration is none */
export function later(at: string, duration: string, direction: 1 | -1 = 1): string {
  const start = Date.parse(at);
  const end = addDuration(start, duration);
  if (end === undefined) throw new RangeError(`${duration} is no duration`);
  return written(start + direction * (end - start));
}

/**
 * The appeal window that a delivery opens. `PnD`: the day after is day 1, and it closes when the nth local day has
 * ended, that is with the first instant of the next. A duration in hours or minutes counts from the delivery.
 */
export function windowOf(deliveredAt: string, level: Level, terms: CaseTerms, timeZone: string): Window {
  const length = parseDuration(terms.window);
  if (length === undefined) throw new RangeError(`${terms.window} is no appeal window`);
  const closesAt =
    'days' in length
      ? written(startOfLocalDay(localDayOf(Date.parse(deliveredAt), timeZone) + length.days + 1, timeZone))
      : later(deliveredAt, terms.window);
  const remindAt = later(closesAt, terms.reminder, -1);
  return { level, opensAt: deliveredAt, closesAt, ...(remindAt > deliveredAt ? { remindAt } : {}) };
}

/** Whether an appeal at that instant is in time: the window is open from the delivery to before its end. */
export const isOpenAt = ({ closesAt }: Window, now: string): boolean => now < closesAt;

interface TargetRow {
  readonly clause: string;
  readonly duration: (terms: CaseTerms, of: 0 | Level) => string;
  /** How days are counted; a target in hours or minutes, which only an override has, counts every hour. */
  readonly days: 'working' | 'always';
}

const TARGETS: { readonly [N in TargetName]: TargetRow } = {
  review: { clause: 'A2.7b', duration: ({ review }, of) => review[of === 2 ? 2 : 1], days: 'working' },
  delivery: { clause: 'A2.7c', duration: ({ delivery }) => delivery, days: 'working' },
  'carry-out': { clause: 'A2.2', duration: carryOutTerm, days: 'always' },
};

/** The target that an entry starts, with its deadline by the calendar. */
export function targetOf(
  name: TargetName,
  of: 0 | Level,
  startedAt: string,
  owes: CaseTarget['owes'],
  terms: CaseTerms,
  calendar: Calendar,
): CaseTarget {
  const { clause, days, ...row } = TARGETS[name];
  const duration = row.duration(terms, of);
  const counted = duration.startsWith('PT') ? 'always' : days;
  const { dueAt, provisional } = deadline(startedAt, duration, counted, calendar);
  return {
    id: `${name}-${of}`,
    name,
    of,
    startedAt,
    dueAt,
    state: 'running',
    clause,
    owes,
    calendar: calendar.version,
    ...(provisional === true ? { provisional } : {}),
  };
}
