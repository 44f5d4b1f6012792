/** Windows and targets of cases as a stage may set them (contract section 5: "overridable"). */
import * as z from 'zod';
import type { CaseTerms } from '../../domain/cases/case.ts';
import { DEFAULT_TERMS } from '../../domain/cases/terms.ts';
import { addDuration, parseDuration } from '../../domain/kernel/duration.ts';

const term = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, { error: 'write a duration, such as P30D or PT2M' });

/** Longer than a target may be: months and years of the calendar too. */
const span = z
  .string()
  .refine((text) => addDuration(0, text) !== undefined, { error: 'write a duration, such as P6M' });
const { influence } = DEFAULT_TERMS;

/** What is left out holds by default. `PnD` counts local days for the window, working days for reviews and deliveries. */
export const caseTerms = z.strictObject({
  window: term.default(DEFAULT_TERMS.window),
  reminder: term.default(DEFAULT_TERMS.reminder),
  review: z
    .strictObject({ 1: term.default(DEFAULT_TERMS.review[1]), 2: term.default(DEFAULT_TERMS.review[2]) })
    .default(DEFAULT_TERMS.review),
  delivery: term.default(DEFAULT_TERMS.delivery),
  raising: term.default(DEFAULT_TERMS.raising),
  lapse: term.default(DEFAULT_TERMS.lapse),
  carryOut: term.default(DEFAULT_TERMS.carryOut),
  influence: z
    .strictObject({
      section: span.default(influence.section),
      administrative: span.default(influence.administrative),
      transfer: span.default(influence.transfer),
    })
    .default(influence),
});

/** The terms that JSON text sets. @throws what zod finds wrong in it */
export function termsOf(text: string): CaseTerms {
  return caseTerms.parse(JSON.parse(text));
}
