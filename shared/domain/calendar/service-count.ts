/** Counts service time, bounded whatever the calendar. Instants are milliseconds since 1970. Pure. */

import { DAY_MS } from '../kernel/duration.ts';
import type { Calendar } from './calendar.ts';
import { endOfService, serviceOn } from './service-time.ts';

/**
 * How many days a count looks at: ten years. The longest target, 366 days, ends within them even where a calendar has
 * one day of service a week.
 */
const MOST_DAYS_COUNTED = 3_660;

/** Looks at day after day, from the first, until `ask` gives something; gives that. */
function firstOf(first: number, { id }: Calendar, ask: (day: number) => number | undefined): number {
  for (let day = first; day <= first + MOST_DAYS_COUNTED; day += 1) {
    const found = ask(day);
    if (found !== undefined) return found;
  }
  throw new RangeError(`calendar ${id} has too little service for such a deadline`);
}

/**
 * The instant by which so many milliseconds of service have passed since `start`. Where the last of them is the last
 * of a stretch of service, it is the end of that stretch.
 * @throws RangeError when the calendar has too little service within ten years, or none at all
 */
export function afterService(start: number, duration: number, calendar: Calendar): number {
  let left = duration;
  return firstOf(Math.floor(start / DAY_MS), calendar, (day) => {
    for (const { from, to } of serviceOn(day, calendar)) {
      if (to <= start) continue;
      const begin = Math.max(from, start);
      if (left <= to - begin) return begin + left;
      left -= to - begin;
    }
    return undefined;
  });
}

/**
 * The end of the last service of the nth day with service after a local day (days since 1970).
 * @throws RangeError when the calendar has too little service within ten years, or none at all
 */
export function endOfNthDay(after: number, nth: number, calendar: Calendar): number {
  let left = nth;
  return firstOf(after + 1, calendar, (day) => {
    const end = endOfService(day, calendar);
    if (end !== undefined) left -= 1;
    return left === 0 ? end : undefined;
  });
}

/** How many milliseconds of service lie between two instants; 0 where these are more than ten years apart. */
export function serviceBetween(start: number, end: number, calendar: Calendar): number {
  if (end - start > MOST_DAYS_COUNTED * DAY_MS) return 0;
  let passed = 0;
  for (let day = Math.floor(start / DAY_MS); day * DAY_MS < end; day += 1) {
    for (const { from, to } of serviceOn(day, calendar)) {
      passed += Math.max(0, Math.min(to, end) - Math.max(from, start));
    }
  }
  return passed;
}
