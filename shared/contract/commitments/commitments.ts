/** Commitments of a section as they are sent (contract section 7; A1.7). */

import * as z from 'zod';
import { dailyService, TARGETS, targetFault } from '../../domain/clocks/targets.ts';
import { CLAUSES } from '../../domain/kernel/clauses.ts';
import { parseDuration } from '../../domain/kernel/duration.ts';
import { isTimeZone } from '../../domain/kernel/local-time.ts';
import { CLOCK_NAMES, type ClockName } from '../../domain/model/clock.ts';
import type { Commitments } from '../../domain/model/plan.ts';
import { periods, restDays, years } from '../forms/calendar.ts';
import { atSite, directoryId } from '../forms/directory-id.ts';
import { instant, text } from '../forms/text.ts';
import { cursor, limit } from '../sheets/list.ts';

const MOST_PROMISES = 100;
const MOST_PROMISE_CHARACTERS = 500;
const MOST_YEARS = 5;
const MOST_WAIT_MINUTES = 7 * 24 * 60;
/** So that every count of service ends: 48 hours of it, one hour a week, take less than a year. */
const LEAST_SERVICE_MINUTES = 60;

const words = text.max(MOST_PROMISE_CHARACTERS).meta({ maxLength: MOST_PROMISE_CHARACTERS });

const promise = z.strictObject({
  id: directoryId,
  clause: z
    .string()
    .refine((clause) => CLAUSES.includes(clause), { params: { reason: 'unknown-clause' } })
    .optional(),
  zh: words,
  en: words.optional(),
});

const promises = z
  .array(promise)
  .max(MOST_PROMISES)
  .superRefine((list, context) => {
    list.forEach(({ id }, index) => {
      if (list.findIndex((other) => other.id === id) < index) {
        context.addIssue({ code: 'custom', path: [index, 'id'], params: { reason: 'each-once' }, input: id });
      }
    });
  });

/** Where the section's service differs from office hours. */
const ownCalendar = z
  .strictObject({
    timeZone: z
      .string()
      .refine(isTimeZone, { params: { reason: 'time-zone' } })
      .optional(),
    periods: periods
      .refine((list) => dailyService(list) >= LEAST_SERVICE_MINUTES, {
        params: { reason: 'too-little-service' },
      })
      .optional(),
    restDays: restDays.optional(),
    years: years
      .refine((byYear) => Object.keys(byYear).length <= MOST_YEARS, {
        params: { reason: 'too-many-years', most: MOST_YEARS },
      })
      .optional(),
  })
  .meta({ id: 'OwnCalendar' });

const isWait = (value: string) => {
  const wait = parseDuration(value);
  return wait !== undefined && 'minutes' in wait && wait.minutes <= MOST_WAIT_MINUTES;
};
const wait = z.string().refine(isWait, { params: { reason: 'wait-form' } });
const escalation = z.strictObject(
  Object.fromEntries(CLOCK_NAMES.map((name) => [name, wait.optional()])) as {
    [N in ClockName]: z.ZodOptional<typeof wait>;
  },
);

/** Their members, which drafts and published plans show again. */
export const commitmentsMembers = {
  promises,
  targets: z.record(z.string(), z.string()).meta({
    description: `ISO 8601 by name, none looser than its clause: ${[...TARGETS.keys()].join(', ')}`,
    examples: [{ 'repair.urgent.arrival': 'PT10M', 'complaint.handling': 'P3D' }],
  }),
  calendar: ownCalendar.optional(),
  escalation: escalation.optional(),
  effectiveFrom: instant,
};

export const commitmentsBody = z
  .strictObject(commitmentsMembers)
  .check((context) => {
    const { targets, calendar } = context.value;
    for (const [name, value] of Object.entries(targets)) {
      const fault = targetFault(name, value, calendar?.periods);
      if (fault === undefined) continue;
      context.issues.push({ code: 'custom', path: ['targets', name], params: { ...fault }, input: value });
    }
  })
  .meta({ id: 'Commitments' });

/** What the office promises for itself: no clock follows it, so it sets no targets. */
export const officeCommitmentsBody = z
  .strictObject({
    promises,
    targets: z.strictObject({}).optional().meta({ description: 'Empty: no clock follows the office’s plan' }),
    effectiveFrom: instant,
  })
  .meta({ id: 'OfficeCommitments' });

export const toOfficeCommitments = ({
  promises,
  effectiveFrom,
}: z.output<typeof officeCommitmentsBody>): Commitments =>
  ({ promises, targets: {}, effectiveFrom }) as Commitments;

export const toCommitments = (body: z.output<typeof commitmentsBody>): Commitments => body as Commitments;

export const commitmentsQuery = z.strictObject({
  site: atSite,
  limit,
  cursor,
});
export const planQuery = z.strictObject({
  version: z
    .string()
    .refine((value) => /^[1-9]\d{0,5}$/.test(value), {
      params: { reason: 'whole-number', min: 1, max: 999_999 },
    })
    .transform(Number)
    .optional()
    .meta({ override: { type: 'integer', minimum: 1 } }),
});
