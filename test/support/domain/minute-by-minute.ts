/**
 * What working time is, said as plainly as can be: look at the clock on the wall, minute by minute, and count
 * those that it shows within a service period of a working day. Slow, and without any of the ways of the product.
 */
import type { Calendar } from '../../../shared/domain/calendar/calendar.ts';

const MINUTE = 60_000;
/** Far beyond what the calendars here need; a count that goes on so long has gone wrong. */
const MOST_MINUTES = 60 * 24 * 60;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

interface Wall {
  readonly date: string;
  readonly time: string;
}

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** Looked up once; the counts go over the same minutes again and again. */
  readonly walls: Map<number, Wall>;
}

const zones = new Map<string, Zone>();

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const zone: Zone = { format, walls: new Map() };
  zones.set(timeZone, zone);
  return zone;
}

/** The date and the time that the wall clock of a zone shows throughout a minute. */
function wallAt(minute: number, timeZone: string): Wall {
  const { format, walls } = zoneOf(timeZone);
  const known = walls.get(minute);
  if (known !== undefined) return known;
  const [date = '', time = ''] = format.format(minute).split(' ');
  const wall = { date, time };
  walls.set(minute, wall);
  return wall;
}

function isWorkday(date: string, calendar: Calendar): boolean {
  const year = calendar.years[date.slice(0, 4)];
  if (year?.holidays.includes(date)) return false;
  if (year?.workdays.includes(date)) return true;
  const weekday = new Date(`${date}T12:00:00Z`).toUTCString().slice(0, 3);
  return !calendar.restDays.includes(WEEKDAYS.indexOf(weekday) + 1);
}

function isInService({ date, time }: Wall, calendar: Calendar): boolean {
  return calendar.periods.some(({ from, to }) => from <= time && time < to) && isWorkday(date, calendar);
}

/** The date in the calendar's zone at an instant. */
export function dateAt(instant: number, { timeZone }: Calendar): string {
  return wallAt(Math.floor(instant / MINUTE) * MINUTE, timeZone).date;
}

const startOfMinute = (instant: number) => Math.floor(instant / MINUTE) * MINUTE;

/** The instant by which so many milliseconds of service have passed. */
export function passed(start: number, duration: number, calendar: Calendar): number {
  let left = duration;
  for (let minutes = 0, now = start; minutes < MOST_MINUTES; minutes += 1) {
    const next = startOfMinute(now) + MINUTE;
    if (isInService(wallAt(startOfMinute(now), calendar.timeZone), calendar)) {
      if (left <= next - now) return now + left;
      left -= next - now;
    }
    now = next;
  }
  throw new Error('no end in sight');
}

/** The end of the last minute of service on the nth date, after that of the start, that has any. */
export function endOfNthWorkingDay(start: number, nth: number, calendar: Calendar): number {
  const today = dateAt(start, calendar);
  const ends = new Map<string, number>();
  // A date beyond the nth must have been seen, lest the nth had more to come.
  for (let minute = startOfMinute(start); ends.size < nth + 2; minute += MINUTE) {
    if (minute > start + MOST_MINUTES * MINUTE) throw new Error('no end in sight');
    const wall = wallAt(minute, calendar.timeZone);
    if (wall.date > today && isInService(wall, calendar)) ends.set(wall.date, minute + MINUTE);
  }
  const date = [...ends.keys()].sort()[nth - 1] ?? '';
  return ends.get(date) ?? Number.NaN;
}

/** How many milliseconds of service lie between two instants. */
export function service(start: number, end: number, calendar: Calendar): number {
  let sum = 0;
  for (let now = start; now < end; now = startOfMinute(now) + MINUTE) {
    const next = Math.min(end, startOfMinute(now) + MINUTE);
    if (isInService(wallAt(startOfMinute(now), calendar.timeZone), calendar)) sum += next - now;
  }
  return sum;
}

/** Whether the date at some minute between two instants, both counted, lies in a year without data. */
export function seesMissingYear(first: number, last: number, calendar: Calendar): boolean {
  for (let now = startOfMinute(first); now <= last; now += MINUTE) {
    if (calendar.years[dateAt(now, calendar).slice(0, 4)] === undefined) return true;
  }
  return false;
}
