/** When a clock is due and when it warns, in natural and in working time (contract section 3). Pure. */

import { DAY_MS, type Duration, LAST_INSTANT, MINUTE_MS, parseDuration } from '../kernel/duration.ts';
import { localDayOf } from '../kernel/local-time.ts';
import { type Calendar, lacksYearOf } from './calendar.ts';
import { afterService, endOfNthDay, serviceBetween } from './service-count.ts';

/** `always`: every hour counts. `working`: only service time does. */
export type TimeBasis = 'always' | 'working';

interface Deadline {
  /** RFC 3339 in UTC; who acts at this very instant is on time. */
  readonly dueAt: string;
  /** RFC 3339 in UTC, when 80 % of the clock's own time has passed. */
  readonly warnAt: string;
  /** A day that was counted or left out lies in a year without data, which may yet change the deadline. */
  readonly provisional?: true;
}

/**
 * A clock warns when 80 % of its own time has passed, written as 4 of 5 parts, so that only whole numbers are used.
 */
const [WARN_PARTS, OF_PARTS] = [4, 5];

function instantOf(text: string): number {
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw new RangeError(`${text} is no instant`);
  return instant;
}

function written(instant: number): string {
  if (instant > LAST_INSTANT) throw new RangeError('a deadline beyond the year 9999');
  return new Date(instant).toISOString();
}

/**
 * When 80 % of the time from start to deadline has passed: of its service time, or of all time where it has no
 * service.
 */
function warning(start: number, due: number, counted: TimeBasis, calendar: Calendar): number {
  const service = counted === 'working' ? serviceBetween(start, due, calendar) : 0;
  const share = (time: number) => Math.floor((time * WARN_PARTS) / OF_PARTS);
  return service > 0 ? afterService(start, share(service), calendar) : start + share(due - start);
}

/**
 * Whether an instant lies more than so many times the time from start to deadline after the start: of its service time,
 * or of all time where it has no service.
 * @param startedAt RFC 3339, as all instants
 */
export function isBeyond(
  times: number,
  { startedAt, dueAt }: { readonly startedAt: string; readonly dueAt: string },
  at: string,
  counted: TimeBasis,
  calendar: Calendar,
): boolean {
  const [start, due, then] = [instantOf(startedAt), instantOf(dueAt), instantOf(at)];
  const own = counted === 'working' ? serviceBetween(start, due, calendar) : 0;
  return own > 0 ? serviceBetween(start, then, calendar) > times * own : then - start > times * (due - start);
}

/** The instant at which a clock is due. */
function dueInstant(start: number, length: Duration, counted: TimeBasis, calendar: Calendar): number {
  if ('days' in length) {
    if (counted === 'always') return start + length.days * DAY_MS;
    return endOfNthDay(localDayOf(start, calendar.timeZone), length.days, calendar);
  }
  const duration = length.minutes * MINUTE_MS;
  return counted === 'always' ? start + duration : afterService(start, duration, calendar);
}

/**
 * Whether the count looked at a day in a year without data. A count of days looks at those after the day of the
 * start.
 */
function looksAtMissingYear(start: number, due: number, length: Duration, calendar: Calendar): boolean {
  const startDay = localDayOf(start, calendar.timeZone);
  const first = 'days' in length ? startDay + 1 : startDay;
  // A deadline at 24:00 belongs to the day that it ends.
  const last = localDayOf(due - 1, calendar.timeZone);
  // Steps of less than a year meet every year in between.
  for (let day = first; day < last; day += 180) if (lacksYearOf(day, calendar)) return true;
  return lacksYearOf(last, calendar);
}

/**
 * When a clock is due, and with `warnAt` when it warns.
 *
 * In working time `PnD` is the end of the last service period of the nth working day after the local day of the
 * start, whatever was left of that day. Hours and minutes run through service periods only: a start outside
 * one begins to count with the next, and a count that fills a period ends with it. Always, a day is 24 hours.
 * A deadline in working time is provisional when a local day lies in a year without data that is, for hours,
 * one from the day of the start to the day of the deadline, and for days, one after the day of the start.
 * @param startedAt RFC 3339
 * @param duration `PnD` or `PTnHnM`, as `parseDuration` takes it
 * @throws RangeError when start, duration or the calendar's time zone is none, when the calendar has too little
 *   service within ten years, or when the deadline would lie beyond the year 9999
 */
export function deadline(
  startedAt: string,
  duration: string,
  counted: TimeBasis,
  calendar: Calendar,
): Deadline {
  const start = instantOf(startedAt);
  const length = parseDuration(duration);
  if (length === undefined) throw new RangeError(`${duration} is no duration of a clock`);
  const due = dueInstant(start, length, counted, calendar);
  const provisional = counted === 'working' && looksAtMissingYear(start, due, length, calendar);
  return {
    dueAt: written(due),
    warnAt: written(warning(start, due, counted, calendar)),
    ...(provisional && { provisional }),
  };
}

/**
 * When a clock warns whose deadline is known: once 80 % of its own time has passed, rounded down to the
 * millisecond. Always, that is 80 % of the way from start to deadline. In working time it is the instant by
 * which 80 % of the service time between the two has passed, for `PnD` with what is left of the day of the
 * start; where that fills a period it is the period's end, as a deadline would be. Where no service lies
 * between them, or they are more than ten years apart (an exemption may put a deadline off to anywhere),
 * natural time counts instead.
 * @param startedAt RFC 3339
 * @param dueAt RFC 3339, not before `startedAt`
 * @returns RFC 3339 in UTC
 * @throws RangeError when either is no instant, or the calendar's time zone does not exist
 */
export function warnAt(startedAt: string, dueAt: string, counted: TimeBasis, calendar: Calendar): string {
  return written(warning(instantOf(startedAt), instantOf(dueAt), counted, calendar));
}
