/** Local time in IANA time zones, by the zone rules that the runtime brings. Instants are ms since 1970. Pure. */
import { addDuration, DAY_MS } from './duration.ts';

/** A stretch of time in which a zone keeps one offset: instants from `from` to before `to`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Milliseconds that the zone is ahead of UTC. */
  readonly offset: number;
}

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /**
   * Offsets at the midnights of UTC. They are remembered because asking the runtime for one takes microseconds, and a
   * count may ask for many days.
   */
  readonly midnights: Map<number, number>;
}

const MOST_MIDNIGHTS = 10_000;
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;
const zones = new Map<string, Zone>();

const formatOf = (timeZone: string) =>
  new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });

function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone);
  if (zone === undefined) {
    zone = { format: formatOf(timeZone), midnights: new Map() };
    zones.set(timeZone, zone);
  }
  return zone;
}

/** Whether the runtime knows a time zone of that name; a bare offset, which newer runtimes take, is no name. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return formatOf(name) !== undefined;
  } catch {
    return false;
  }
}

function readOffset({ format }: Zone, instant: number): number {
  const [, sign, hours = 0, minutes = 0, seconds = 0] = OFFSET.exec(format.format(instant)) ?? [];
  const ahead = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
  return sign === '-' ? -ahead : ahead;
}

function offsetAtMidnight(zone: Zone, utcDay: number): number {
  let offset = zone.midnights.get(utcDay);
  if (offset === undefined) {
    if (zone.midnights.size >= MOST_MIDNIGHTS) zone.midnights.clear();
    offset = readOffset(zone, utcDay * DAY_MS);
    zone.midnights.set(utcDay, offset);
  }
  return offset;
}

/** The first instant of the day, to the second, at which the zone no longer has the offset of its beginning. */
function changeWithin(zone: Zone, utcDay: number, before: number): number {
  let same = 0;
  let changed = DAY_MS / 1_000;
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (readOffset(zone, utcDay * DAY_MS + middle * 1_000) === before) same = middle;
    else changed = middle;
  }
  return utcDay * DAY_MS + changed * 1_000;
}

/**
 * The stretches that make up a day of UTC: one, or two where the zone changes its offset on that day. No zone
 * has changed it twice within a day, there and back.
 * @param utcDay days since 1970 in UTC
 * @throws RangeError when there is no such time zone
 */
export function stretchesOf(utcDay: number, timeZone: string): readonly Stretch[] {
  const zone = zoneOf(timeZone);
  const [from, to] = [utcDay * DAY_MS, (utcDay + 1) * DAY_MS];
  const first = offsetAtMidnight(zone, utcDay);
  const last = offsetAtMidnight(zone, utcDay + 1);
  if (first === last) return [{ from, to, offset: first }];
  const change = changeWithin(zone, utcDay, first);
  return [
    { from, to: change, offset: first },
    { from: change, to, offset: last },
  ].filter((stretch) => stretch.from < stretch.to);
}

/** Milliseconds since 1970 that the clocks of a zone show at an instant, as if they showed UTC. */
function shownBy(instant: number, timeZone: string): number {
  const stretches = stretchesOf(Math.floor(instant / DAY_MS), timeZone);
  return instant + (stretches.find(({ to }) => instant < to)?.offset ?? 0);
}

/**
 * The local day on which an instant falls, as days since 1970 of the local calendar.
 * @throws RangeError when there is no such time zone
 */
export function localDayOf(instant: number, timeZone: string): number {
  return Math.floor(shownBy(instant, timeZone) / DAY_MS);
}

/**
 * The first instant of a local day: midnight, or where clocks skip that the first instant after it.
 * @param day days since 1970 of the local calendar
 * @throws RangeError when there is no such time zone
 */
export function startOfLocalDay(day: number, timeZone: string): number {
  return firstShowing(day * DAY_MS, timeZone);
}

/** The first instant at which a zone's clocks show a time, which is given as if they showed UTC; or the first after it. */
function firstShowing(shown: number, timeZone: string): number {
  const day = Math.floor(shown / DAY_MS);
  // No zone is further than a day from UTC, so that is within one of these three days of UTC.
  for (const utcDay of [day - 1, day, day + 1]) {
    for (const { from, to, offset } of stretchesOf(utcDay, timeZone)) {
      const first = Math.max(from, shown - offset);
      if (first < to) return first;
    }
  }
  throw new RangeError(`day ${day} does not begin in ${timeZone}`);
}

/**
 * An instant so much later, counted on a zone's calendar: a month after the first of a month is the first of the next, at the same
 * time of the local day.
 * @throws RangeError when the duration is none, or there is no such time zone
 */
export function laterOnCalendar(at: string, duration: string, timeZone: string): string {
  const shown = addDuration(shownBy(Date.parse(at), timeZone), duration);
  if (shown === undefined) throw new RangeError(`${duration} is no duration`);
  return new Date(firstShowing(shown, timeZone)).toISOString();
}

/** A day as it is written, `2026-11-23`, from days since 1970. */
export function writtenDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The local day of an instant, as `2026-11-23`. @throws RangeError when there is no such time zone */
export function localDay(at: string, timeZone: string): string {
  return writtenDay(localDayOf(Date.parse(at), timeZone));
}

/** An instant as a site's clocks show it, `2026-11-23 16:00`. @throws RangeError when there is no such time zone */
export function localTime(at: string, timeZone: string): string {
  return new Date(shownBy(Date.parse(at), timeZone)).toISOString().slice(0, 16).replace('T', ' ');
}
