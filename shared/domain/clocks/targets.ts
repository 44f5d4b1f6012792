/** The targets that a plan may set: their names, and that none is looser than its clause (A1.7). Pure. */
import type { Calendar, ServicePeriod } from '../calendar/calendar.ts';
import { OFFICE_HOURS } from '../calendar/office-hours.ts';
import { type Duration, parseDuration } from '../kernel/duration.ts';
import type { Kind } from '../model/sheet.ts';
import { CLOCKS, type ClockRow } from './clock-table.ts';

const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/** How a plan names the target of a clock: `repair.urgent.arrival`, `complaint.handling`. */
export function targetName({ name, urgency }: Pick<ClockRow, 'name' | 'urgency'>, kind: Kind): string {
  return urgency === undefined ? `${kind}.${name}` : `${kind}.${urgency}.${name}`;
}

/** Every target by name, with the row of the clock table that is its limit. */
export const TARGETS: ReadonlyMap<string, ClockRow> = new Map(
  CLOCKS.flatMap((row) => row.kinds.map((kind) => [targetName(row, kind), row] as const)),
);

/** Minutes of service in a working day. */
export function dailyService(periods: readonly ServicePeriod[] = OFFICE_HOURS.periods): number {
  const minutes = (time: string) => Number(time.slice(0, 2)) * HOUR_MINUTES + Number(time.slice(3));
  return periods.reduce((sum, { from, to }) => sum + minutes(to) - minutes(from), 0);
}

/**
 * Whether a target can never be due later than a limit, both begun at the same instant in the same calendar. Round
 * the clock a day is 24 hours. In working time days compare with days and hours with hours; n hours are no looser
 * than d days where d days' service has that many hours, and d days no looser than n hours where the rest
 * of the first day and d days more have no more than that.
 * @param daily minutes of service in a working day
 */
export function isNoLooser(
  target: Duration,
  limit: Duration,
  counted: ClockRow['counted'],
  daily: number,
): boolean {
  if (counted === 'always') return inMinutes(target, DAY_MINUTES) <= inMinutes(limit, DAY_MINUTES);
  if ('days' in target && 'minutes' in limit) return (target.days + 1) * daily <= limit.minutes;
  return inMinutes(target, daily) <= inMinutes(limit, daily);
}

const inMinutes = (duration: Duration, ofADay: number) =>
  'days' in duration ? duration.days * ofADay : duration.minutes;

export type TargetFault =
  | { readonly reason: 'unknown-target' | 'target-form' }
  | { readonly reason: 'looser-than-clause'; readonly clause: string; readonly limit: string };

/** What is wrong with a target, or undefined; `periods` are those of the plan's own calendar. */
export function targetFault(
  name: string,
  value: string,
  periods: Calendar['periods'] | undefined,
): TargetFault | undefined {
  const row = TARGETS.get(name);
  if (row === undefined) return { reason: 'unknown-target' };
  const [target, limit] = [parseDuration(value), parseDuration(row.duration)];
  if (target === undefined || limit === undefined) return { reason: 'target-form' };
  return isNoLooser(target, limit, row.counted, dailyService(periods))
    ? undefined
    : { reason: 'looser-than-clause', clause: row.clause, limit: row.duration };
}
