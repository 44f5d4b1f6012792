/** Queries of the registers and of the assessment (contract section 6). */

import * as z from 'zod';
import { directoryId } from '../forms/directory-id.ts';
import { limit } from '../sheets/list.ts';

/** A local day of the site. */
const day = z.iso.date();

export const registerQuery = z.strictObject({
  site: directoryId,
  date: day,
  limit,
  cursor: z.string().min(1).max(1024).optional(),
});

export const assessmentQuery = z.strictObject({ site: directoryId });
export const personAssessmentQuery = z.strictObject({ site: directoryId.optional() });

/** A local month, written `2026-11`. */
export const month = z.string().regex(/^(?:19[7-9]\d|[2-9]\d{3})-(?:0[1-9]|1[0-2])$/);
