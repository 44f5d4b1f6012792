/** How long what is archived keeps its values, as a stage may set it (contract section 12: "`retention`"). */
import * as z from 'zod';
import { addDuration } from '../../domain/kernel/duration.ts';
import { DEFAULT_RETENTION, type Retention } from '../../domain/sheets/erasure.ts';

const duration = z
  .string()
  .refine((text) => addDuration(0, text) !== undefined, { error: 'write a duration, such as P3Y or P180D' });

/** What is left out holds by default. */
export const retention = z.strictObject({
  sheets: duration.default(DEFAULT_RETENTION.sheets),
  complaints: duration.default(DEFAULT_RETENTION.complaints),
  cases: duration.default(DEFAULT_RETENTION.cases),
});

/** The retention that a text sets, as JSON. @throws what zod finds wrong in it */
export const retentionOf = (text: string): Retention => retention.parse(JSON.parse(text));
