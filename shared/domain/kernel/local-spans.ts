/** Local days and months as spans of instants. Instants are RFC 3339 in UTC. Pure. */
import { DAY_MS } from './duration.ts';
import { localDay, startOfLocalDay } from './local-time.ts';

/** From `from` to before `to`. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

const instant = (ms: number) => new Date(ms).toISOString();

/** The local days from one to another, both among them and written `2026-11-23`. */
export function daysSpan(first: string, last: string, timeZone: string): Span {
  const startOf = (date: string, later = 0) =>
    instant(startOfLocalDay(Date.parse(date) / DAY_MS + later, timeZone));
  return { from: startOf(first), to: startOf(last, 1) };
}

/** The same where either end may be open. */
export const openSpan = (first: string | undefined, last: string | undefined, timeZone: string): Span => ({
  from: first === undefined ? '' : daySpan(first, timeZone).from,
  to: last === undefined ? '~' : daySpan(last, timeZone).to,
});

/** A local day, written `2026-11-23`. */
export const daySpan = (date: string, timeZone: string): Span => daysSpan(date, date, timeZone);

/** The local month of an instant, as `2026-11`. */
export function localMonth(at: string, timeZone: string): string {
  return localDay(at, timeZone).slice(0, 'yyyy-mm'.length);
}

/** The month so many months after one; both as `2026-11`. */
export function monthAfter(month: string, months = 1): string {
  const [year = 1970, nth = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, nth - 1 + months, 1)).toISOString().slice(0, 7);
}
