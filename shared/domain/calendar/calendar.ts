/** When a section is in service: working days and service periods (contract section 3). Plain data, and pure. */
import { localDayOf, writtenDay } from '../kernel/local-time.ts';

/** Wall-clock times `HH:MM` of one day, from the first to before the second; `24:00` is the end of the day. */
export interface ServicePeriod {
  readonly from: string;
  readonly to: string;
}

/** What a year's official notice says (节假日, 调休), as days `2026-01-01`. */
export interface YearDays {
  /** No working days, whatever their weekday. */
  readonly holidays: readonly string[];
  /** Working days although their weekday is a rest day. */
  readonly workdays: readonly string[];
}

export type Years = Readonly<Record<string, YearDays>>;

export interface Calendar {
  readonly id: string;
  /**
   * Another version for other hours or other years. A clock keeps that of the calendar from which its deadline was
   * computed.
   */
  readonly version: string;
  /** IANA name; days and periods are those of its wall clock. */
  readonly timeZone: string;
  /** In order, without overlaps. A shift over midnight is two: `22:00`–`24:00` and `00:00`–`06:00`. */
  readonly periods: readonly ServicePeriod[];
  /** Weekdays without service, as ISO 8601 numbers them: Monday 1 to Sunday 7. */
  readonly restDays: readonly number[];
  /** By year, `2026`. In a year without data only the weekly rest days count. */
  readonly years: Years;
}

/** Saturday and Sunday. */
export const WEEKEND: readonly number[] = [6, 7];

const DECEMBER = 12;
/** 1 January 1970 was a Thursday. */
const WEEKDAY_OF_DAY_0 = 3;

/** The ISO 8601 number of a day's weekday, from days since 1970. */
function weekdayOf(day: number): number {
  return ((((day + WEEKDAY_OF_DAY_0) % 7) + 7) % 7) + 1;
}

/** Whether the calendar has no data for the year of a day; what is said of that day may then change. */
export function lacksYearOf(day: number, { years }: Calendar): boolean {
  return !Object.hasOwn(years, writtenDay(day).slice(0, 4));
}

/**
 * Whether a day is a working day. One that its year's data names as such is; any other is unless it is a holiday or a
 * weekly rest day.
 * @param day days since 1970 of the local calendar
 */
export function isWorkingDay(day: number, { years, restDays }: Calendar): boolean {
  const date = writtenDay(day);
  const year = years[date.slice(0, 4)];
  if (year?.workdays.includes(date)) return true;
  return !restDays.includes(weekdayOf(day)) && !year?.holidays.includes(date);
}

/** The calendar with some years' data replaced, in a version of its own: an override goes before what is published. */
export function withYears(calendar: Calendar, overrides: Years, version: string): Calendar {
  return { ...calendar, version, years: { ...calendar.years, ...overrides } };
}

/**
 * The year whose data somebody has to enter by now: the present year or, from 1 December on by the local clock, the
 * next, as long as it has none.
 * @param now RFC 3339
 * @returns the earliest such year, `2027`, or undefined when none is missing
 */
export function missingYear(now: string, calendar: Calendar): string | undefined {
  const [year, month] = writtenDay(localDayOf(Date.parse(now), calendar.timeZone))
    .split('-')
    .map(Number);
  const due = [Number(year), ...(month === DECEMBER ? [Number(year) + 1] : [])];
  return due.map(String).find((each) => !Object.hasOwn(calendar.years, each));
}
