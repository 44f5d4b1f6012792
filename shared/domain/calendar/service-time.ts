/** The stretches of time in which a calendar has service, in the order of time. Instants are ms since 1970. Pure. */

import { DAY_MS, MINUTE_MS } from '../kernel/duration.ts';
import { type Stretch, stretchesOf } from '../kernel/local-time.ts';
import { type Calendar, isWorkingDay, type ServicePeriod } from './calendar.ts';

/** Service without a break, from `from` to before `to`, of one local day (days since 1970). */
interface Service {
  readonly from: number;
  readonly to: number;
  readonly day: number;
}

const MOST_DAYS_KEPT = 10_000;
/** Calendars are plain data that never changes, so what was found for one holds as long as it is around. */
const kept = new WeakMap<Calendar, Map<number, readonly Service[]>>();

/** Milliseconds after midnight of a wall-clock time `HH:MM`. */
function timeOfDay(text: string): number {
  return (Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))) * MINUTE_MS;
}

/** A period of a local day, as far as the wall clock shows it within a stretch. */
function within({ from, to, offset }: Stretch, day: number, period: ServicePeriod): Service {
  const midnight = day * DAY_MS - offset;
  return {
    from: Math.max(from, midnight + timeOfDay(period.from)),
    to: Math.min(to, midnight + timeOfDay(period.to)),
    day,
  };
}

function serviceWithin(stretch: Stretch, calendar: Calendar): readonly Service[] {
  const first = Math.floor((stretch.from + stretch.offset) / DAY_MS);
  const last = Math.floor((stretch.to + stretch.offset - 1) / DAY_MS);
  const days = first === last ? [first] : [first, last];
  return days
    .filter((day) => isWorkingDay(day, calendar))
    .flatMap((day) => calendar.periods.map((period) => within(stretch, day, period)))
    .filter(({ from, to }) => from < to);
}

/**
 * The service on a day of UTC, in the order of time. There is service at every instant at which the wall clock of a
 * working day shows a time within a period. So a period shrinks by what falls into the gap when clocks go forward,
 * and a time that the clock shows twice when they go back is in service twice; a working day that a zone leaves out
 * has no service at all. A period that goes over midnight of UTC is given as two that meet there.
 * @param utcDay days since 1970 in UTC
 * @throws RangeError when the calendar's time zone does not exist
 */
export function serviceOn(utcDay: number, calendar: Calendar): readonly Service[] {
  let days = kept.get(calendar);
  if (days === undefined) {
    days = new Map();
    kept.set(calendar, days);
  }
  let service = days.get(utcDay);
  if (service === undefined) {
    if (days.size >= MOST_DAYS_KEPT) days.clear();
    service = stretchesOf(utcDay, calendar.timeZone).flatMap((stretch) => serviceWithin(stretch, calendar));
    days.set(utcDay, service);
  }
  return service;
}

/** When the last service of a local day ends, or undefined when it has none; `day` is days since 1970. */
export function endOfService(day: number, calendar: Calendar): number | undefined {
  if (!isWorkingDay(day, calendar)) return undefined;
  // No zone is a whole day away from UTC, so that a local day lies within three of UTC.
  const ends = [day - 1, day, day + 1].flatMap((utcDay) =>
    serviceOn(utcDay, calendar).flatMap((service) => (service.day === day ? [service.to] : [])),
  );
  return ends.length > 0 ? Math.max(...ends) : undefined;
}
