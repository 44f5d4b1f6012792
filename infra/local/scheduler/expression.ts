import { daySpan, localMonth, monthAfter } from '../../../shared/domain/kernel/local-spans.ts';
import { isTimeZone } from '../../../shared/domain/kernel/local-time.ts';
import { InvalidInput } from '../aws-operation.ts';

/** When a schedule fires; instants are milliseconds since 1970. */
export interface Timing {
  /** When it fires for the first time, if it is made at that instant; one that has passed is refused. */
  first(made: number): number;
  /** When it fires again after an instant; a one-off schedule does not. */
  readonly after?: (instant: number) => number;
}

const AT = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/;
/** At an hour of the first of each month; a day that changes its offset before that hour is an hour off. */
const MONTHLY = /^cron\(0 (\d|1\d|2[0-3]) 1 \* \? \*\)$/;
const HOUR_MS = 3_600_000;

/**
 * Reads `at(yyyy-mm-ddThh:mm:ss)` in UTC and `cron(0 h 1 * ? *)` in any time zone.
 * @throws InvalidInput for anything else, other forms of `cron` too
 */
export function readExpression(expression: string, timeZone: string): Timing {
  const [, at] = AT.exec(expression) ?? [];
  const [, hour] = MONTHLY.exec(expression) ?? [];
  if (at !== undefined && timeZone === 'UTC') {
    const instant = Date.parse(`${at}Z`);
    // Date.parse takes 31 November for 1 December.
    if (!Number.isNaN(instant) && new Date(instant).toISOString().startsWith(at)) {
      return { first: () => instant };
    }
  }
  if (hour !== undefined && isTimeZone(timeZone)) {
    const after = monthly(Number(hour), timeZone);
    return { first: after, after };
  }
  throw new InvalidInput(
    `Invalid Schedule Expression ${expression} in ${timeZone}: here it is at(…) in UTC or cron(0 h 1 * ? *).`,
  );
}

function monthly(hour: number, timeZone: string): (instant: number) => number {
  const inMonth = (month: string) => Date.parse(daySpan(`${month}-01`, timeZone).from) + hour * HOUR_MS;
  return (instant) => {
    const month = localMonth(new Date(instant).toISOString(), timeZone);
    const first = inMonth(month);
    return first > instant ? first : inMonth(monthAfter(month));
  };
}
