/** The query of `GET /sheets` (contract section 3). */
import * as z from 'zod';
import { KINDS, STATUSES } from '../../domain/model/sheet.ts';
import { directoryId } from '../forms/directory-id.ts';
import { instant } from '../forms/text.ts';

const DEFAULT_LIMIT = 25;
const MOST = 100;

export const limit = z
  .string()
  .refine((value) => /^[0-9]{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= MOST, {
    params: { reason: 'whole-number', min: 1, max: MOST },
  })
  .transform(Number)
  .default(DEFAULT_LIMIT)
  .meta({ override: { type: 'integer', minimum: 1, maximum: MOST, default: DEFAULT_LIMIT } });

export const listQuery = z.strictObject({
  site: directoryId.optional(),
  section: directoryId.optional(),
  status: z.enum(STATUSES).optional(),
  kind: z.enum(KINDS).optional(),
  handler: directoryId.optional(),
  firstContact: directoryId.optional(),
  resident: directoryId.optional(),
  number: z.string().min(1).max(40).optional(),
  breached: z.literal('true').optional(),
  dueBefore: instant.optional(),
  from: instant.optional(),
  to: instant.optional(),
  sort: z.literal('due').optional(),
  limit,
  cursor: z.string().min(1).max(1024).optional(),
});
