/** When a month is assessed for good: at 02:00 local on the first of the next (contract section 6, B3c). Pure. */
import { localMonth, monthAfter } from '../kernel/local-spans.ts';

/** The schedule of it, in the site's own time zone. */
export const FREEZE_SCHEDULE = 'cron(0 2 1 * ? *)';
const FREEZE_MS = 2 * 3_600_000;

/** The local month before the one of an instant, as `2026-11`. */
export function monthBefore(now: string, timeZone: string): string {
  return monthAfter(localMonth(now, timeZone), -1);
}

/** The last month that should be frozen by now, given so many milliseconds of grace. */
export function dueToFreeze(now: string, timeZone: string, graceMs: number): string {
  return monthBefore(new Date(Date.parse(now) - FREEZE_MS - graceMs).toISOString(), timeZone);
}
