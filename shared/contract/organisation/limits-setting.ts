/** Limits a person as a stage may set them (contract section 1: "The limits are settings"). */
import * as z from 'zod';
import { parseDuration } from '../../domain/kernel/duration.ts';
import { DEFAULT_LIMITS, type SetLimits } from '../../domain/organisation/limits.ts';

const count = z.int().min(0);
const wait = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, { error: 'write a duration, such as PT1H or PT10M' });

/** What is left out holds by default. */
export const limits = z.union([
  z.literal('off'),
  z.strictObject({
    intakesAnHour: count.default(DEFAULT_LIMITS.intakesAnHour),
    intakesADay: count.default(DEFAULT_LIMITS.intakesADay),
    staffIntakesADay: count.default(DEFAULT_LIMITS.staffIntakesADay),
    residentUrge: wait.default(DEFAULT_LIMITS.residentUrge),
    staffUrge: wait.default(DEFAULT_LIMITS.staffUrge),
    filesAnHour: count.default(DEFAULT_LIMITS.filesAnHour),
    bytesAnHour: count.default(DEFAULT_LIMITS.bytesAnHour),
  }),
]);

/** The limits that a text sets: JSON, or `off`. @throws what zod finds wrong in it */
export function limitsOf(text: string): SetLimits {
  return limits.parse(text === 'off' ? text : JSON.parse(text));
}
