/** The parts of a service calendar as they are sent (contract sections 3 and 7). */

import * as z from 'zod';

const FIRST_TIME = '00:00';
const MOST_PERIODS = 12;
/** At least one weekday has service, so that no count waits for make-up days alone. */
const MOST_REST_DAYS = 6;
const MOST_DAYS_OF_A_YEAR = 366;

const timeFrom = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const timeTo = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/);
const eachOnce = (values: readonly unknown[]) => new Set(values).size === values.length;

/** Wall-clock times of one day; `24:00` is its end. As text they sort as they do in time. */
const period = z
  .strictObject({ from: timeFrom, to: timeTo })
  .refine(({ from, to }) => from < to, { path: ['to'], params: { reason: 'ends-after-it-begins' } });

export const periods = z
  .array(period)
  .min(1)
  .max(MOST_PERIODS)
  .superRefine((list, context) => {
    list.forEach(({ from }, index) => {
      const before = index === 0 ? FIRST_TIME : (list[index - 1]?.to ?? FIRST_TIME);
      if (from < before) {
        context.addIssue({
          code: 'custom',
          path: [index, 'from'],
          params: { reason: 'periods-in-order' },
          input: from,
        });
      }
    });
  });

const days = z
  .array(z.iso.date())
  .max(MOST_DAYS_OF_A_YEAR)
  .refine(eachOnce, { params: { reason: 'each-once' } });

/** A year's holidays and make-up working days, each day in one of the lists at most. */
const yearDays = z
  .strictObject({ holidays: days, workdays: days })
  .superRefine(({ holidays, workdays }, context) => {
    workdays.forEach((day, index) => {
      if (holidays.includes(day)) {
        context.addIssue({
          code: 'custom',
          path: ['workdays', index],
          params: { reason: 'holiday-or-workday' },
          input: day,
        });
      }
    });
  });

/** Data by year, `2026`; every day is one of its year. */
export const years = z.record(z.string().regex(/^\d{4}$/), yearDays).superRefine((byYear, context) => {
  for (const [year, lists] of Object.entries(byYear)) {
    for (const name of ['holidays', 'workdays'] as const) {
      lists[name].forEach((day, index) => {
        if (!day.startsWith(`${year}-`)) {
          context.addIssue({
            code: 'custom',
            path: [year, name, index],
            params: { reason: 'day-of-its-year', year },
            input: day,
          });
        }
      });
    }
  }
});

/** Weekdays without service, Monday 1 to Sunday 7. */
export const restDays = z
  .array(z.int().min(1).max(7))
  .max(MOST_REST_DAYS)
  .refine(eachOnce, { params: { reason: 'each-once' } });
