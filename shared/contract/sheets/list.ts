/** The query of `GET /sheets` (contract section 3). */
import * as z from 'zod';
import { KINDS, STATUSES } from '../../domain/model/sheet.ts';
import { atSite, directoryId, maybeAtSites, ofSection } from '../forms/directory-id.ts';
import { instant, line } from '../forms/text.ts';

/** How many a page has: up to `max`, and `usual` where it is not said. */
export const limitOf = (max: number, usual: number) =>
  z
    .string()
    .refine((value) => /^[0-9]{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= max, {
      params: { reason: 'whole-number', min: 1, max },
    })
    .transform(Number)
    .default(usual)
    .meta({ override: { type: 'integer', minimum: 1, maximum: max, default: usual } });

/** Of lists (contract section 1). */
export const limit = limitOf(100, 25).meta({
  description: 'How many items a page has at most',
  param: { id: 'Limit' },
});
export const cursor = z
  .string()
  .min(1)
  .max(1024)
  .optional()
  .meta({ description: 'The `nextCursor` of the page before', param: { id: 'Cursor' } });

/** One or several of a list's words, separated by commas. */
const severalOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  z
    .string()
    .transform((value, { issues }) => {
      const said = new Set<string>(value.split(','));
      const chosen = words.filter((word) => said.has(word));
      // The fault is told of the whole member: who asks sees one text there, not a list.
      if (chosen.length < said.size) issues.push({ code: 'invalid_value', values: [...words], input: value });
      return chosen as readonly T[number][];
    })
    .meta({
      param: { style: 'form', explode: false },
      override: { type: 'array', items: { type: 'string', enum: [...words] } },
    });

/** What somebody types to find sheets or people. */
export const typed = (min: number) => line(min, 60);

export const listQuery = z.strictObject({
  site: maybeAtSites,
  section: ofSection,
  status: severalOf(STATUSES).optional(),
  kind: severalOf(KINDS).optional(),
  handler: directoryId.optional(),
  firstContact: directoryId.optional(),
  resident: directoryId.optional(),
  number: z.string().min(1).max(40).optional(),
  breached: z.literal('true').optional(),
  dueBefore: instant.optional(),
  from: instant.optional(),
  to: instant.optional(),
  q: typed(1).optional(),
  sort: z.literal('due').optional(),
  limit,
  cursor,
});

/** The query of `GET /residents` (contract section 9). */
export const residentsQuery = z.strictObject({ site: atSite, q: typed(2) });
