import { daySpan, localMonth, monthAfter } from '../../../shared/domain/kernel/local-spans.ts';
import { isTimeZone } from '../../../shared/domain/kernel/local-time.ts';
import { AwsError } from '../aws-error.ts';
/** When a schedule fires; milliseconds, instants since 1970. */
export type Timing =
  | { readonly kind: 'once'; readonly at: number }
  | { readonly kind: 'rate'; readonly everyMs: number }
  | { readonly kind: 'monthly'; readonly after: (instant: number) => number };

const AT = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/;
const RATE = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/;
/** At an hour of the first of each month; a day that changes its offset before that hour is an hour off. */
const MONTHLY = /^cron\(0 (\d|1\d|2[0-3]) 1 \* \? \*\)$/;
const HOUR_MS = 3_600_000;
const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `at(yyyy-mm-ddThh:mm:ss)` in UTC, `rate(n minutes)` and `cron(0 h 1 * ? *)` in any time zone.
 * @throws AwsError ValidationException for anything else, other forms of `cron` too
 */
export function readExpression(expression: string, timeZone: string): Timing {
  const at = AT.exec(expression)?.[1];
  const [, count, unit = ''] = RATE.exec(expression) ?? [];
  if (at !== undefined) {
    const instant = Date.parse(`${at}Z`);
    // Date.parse takes 31 November for 1 December.
    if (!Number.isNaN(instant) && new Date(instant).toISOString().startsWith(at)) {
      if (timeZone !== 'UTC') {
        throw new AwsError('ValidationException', `ScheduleExpressionTimezone ${timeZone}: only UTC here.`);
      }
      return { kind: 'once', at: instant };
    }
  }
  if (count !== undefined) return { kind: 'rate', everyMs: Number(count) * (UNIT_MS[unit] ?? Number.NaN) };
  const hour = MONTHLY.exec(expression)?.[1];
  if (hour !== undefined && isTimeZone(timeZone)) return monthly(Number(hour), timeZone);
  throw new AwsError(
    'ValidationException',
    `Invalid Schedule Expression ${expression}: here it is at(…), rate(…) or cron(0 h 1 * ? *).`,
  );
}

function monthly(hour: number, timeZone: string): Timing {
  const inMonth = (month: string) => Date.parse(daySpan(`${month}-01`, timeZone).from) + hour * HOUR_MS;
  return {
    kind: 'monthly',
    after: (instant) => {
      const month = localMonth(new Date(instant).toISOString(), timeZone);
      const first = inMonth(month);
      return first > instant ? first : inMonth(monthAfter(month));
    },
  };
}
