import { AwsError } from '../aws-operation.ts';

/** When a schedule fires; milliseconds, instants since 1970. */
export type Timing =
  | { readonly kind: 'once'; readonly at: number }
  | { readonly kind: 'rate'; readonly everyMs: number };

const AT = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/;
const RATE = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/;
const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `at(yyyy-mm-ddThh:mm:ss)` in UTC and `rate(n minutes)`.
 * @throws AwsError ValidationException for anything else, `cron` and other time zones too
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
  throw new AwsError(
    'ValidationException',
    `Invalid Schedule Expression ${expression}: here it is at(…) or rate(…).`,
  );
}
