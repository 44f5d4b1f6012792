/** ISO 8601 durations: those that the clocks' targets are written in, and those that move an instant on. Pure. */

const PARTS =
  /^P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/**
 * The durations that a target may be: days alone, or hours and minutes. Working time counts days in another way than
 * hours, so a target never has both.
 */
const TARGET = /^P(?:\d+D|T(?:\d+H)?(?:\d+M)?)$/;

const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** The last instant that RFC 3339 can write, in milliseconds since 1970. */
export const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** The longest target that a clock can have, in days. A longer one is taken for a mistake. */
const MOST_DAYS = 366;
const MINUTES_OF_A_DAY = 24 * 60;

/** How long a clock runs: whole days, which working time counts in another way than hours, or minutes. */
export type Duration = { readonly days: number } | { readonly minutes: number };

/** Years, months, weeks, days, hours, minutes, seconds; what is not named is 0. */
function partsOf(text: string): readonly number[] | undefined {
  return PARTS.exec(text)
    ?.slice(1)
    .map((part) => Number(part ?? 0));
}

/**
 * The duration of a clock's target (contract section 3): `PnD`, or `PTnH`, `PTnM`, `PTnHnM`.
 * @returns undefined when it is none of these, is zero or longer than 366 days
 */
export function parseDuration(text: string): Duration | undefined {
  if (!TARGET.test(text)) return undefined;
  const [, , , days = 0, hours = 0, minutes = 0] = partsOf(text) ?? [];
  const time = hours * 60 + minutes;
  if (days > 0) return days <= MOST_DAYS ? { days } : undefined;
  return time > 0 && time <= MOST_DAYS * MINUTES_OF_A_DAY ? { minutes: time } : undefined;
}

/** The same day of a later month in UTC, or that month's last day where it has no such day. */
function addMonths(instant: number, months: number): number {
  const date = new Date(instant);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}

/**
 * The instant that lies a duration after another.
 * @param instant milliseconds since 1970
 * @param duration ISO 8601, such as `PT61M`; years and months are those of the calendar in UTC
 * @returns milliseconds since 1970, or undefined when the duration is malformed, shorter than a millisecond,
 *   or leads beyond the year 9999
 */
export function addDuration(instant: number, duration: string): number | undefined {
  const parts = partsOf(duration);
  if (!parts) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts;
  const later =
    addMonths(instant, years * 12 + months) +
    (weeks * 7 + days) * DAY_MS +
    hours * HOUR_MS +
    minutes * MINUTE_MS +
    Math.floor(seconds * SECOND_MS);
  return later > instant && later <= LAST_INSTANT ? later : undefined;
}
