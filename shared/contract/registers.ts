/** Queries of the registers and of the assessment (contract section 6). */
import * as z from 'zod';
import { limit } from './list.ts';
import { directoryId } from './text.ts';

/** A local day of the site. */
const day = z.iso.date();

export const registerQuery = z.strictObject({
  site: directoryId,
  date: day,
  limit,
  cursor: z.string().min(1).max(1024).optional(),
});
