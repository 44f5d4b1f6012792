import { DAY_MS } from '../domain/kernel/duration.ts';
import { localDayOf, stretchesOf, writtenDay } from '../domain/kernel/local-time.ts';

/**
 * An instant as a site's clocks show it, `2026-11-23 16:00`; `timeZone` is an IANA name.
 * @throws RangeError when there is no such time zone
 */
export function localTime(at: string, timeZone: string): string {
  const instant = Date.parse(at);
  const stretches = stretchesOf(Math.floor(instant / DAY_MS), timeZone);
  const offset = stretches.find(({ to }) => instant < to)?.offset ?? 0;
  const time = new Date(instant + offset).toISOString().slice(11, 16);
  return `${writtenDay(localDayOf(instant, timeZone))} ${time}`;
}
