/** Queries of the registers and of the assessment (contract section 6). */

import * as z from 'zod';
import { DAY_MS } from '../../domain/kernel/duration.ts';
import { atSite, atSites, maybeAtSite } from '../forms/directory-id.ts';
import { cursor, limit, limitOf } from '../sheets/list.ts';

/** A local day of the site. */
const day = (id: string, description: string) => z.iso.date().optional().meta({ description, param: { id } });

const MOST_DAYS = 31;
/** How many local days there are from one to another, both among them; one before the first is none. */
const daysIn = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;

export const registerQuery = z
  .strictObject({
    site: atSite,
    date: day('Day', 'A local day of the site'),
    from: day('FromDay', 'The first of several local days, in place of `date`'),
    to: day('ToDay', 'The last of them'),
    limit,
    cursor,
  })
  .refine(
    ({ date, from, to }) =>
      date === undefined ? from !== undefined && to !== undefined : from === undefined && to === undefined,
    { path: ['date'], params: { reason: 'day-or-days' } },
  )
  .refine(
    ({ from, to }) =>
      from === undefined || to === undefined || (daysIn(from, to) >= 1 && daysIn(from, to) <= MOST_DAYS),
    { path: ['to'], params: { reason: 'days-of-a-register' } },
  );

export const assessmentQuery = z.strictObject({ site: atSites });
/** So many sheets and cases behind the figures at most fit into an answer, each with all that it counts in. */
const MOST_BEHIND = 1_000;
/** Of one person's or one section's figures. */
export const oneAssessmentQuery = z.strictObject({
  site: maybeAtSite,
  limit: limitOf(MOST_BEHIND, MOST_BEHIND).meta({
    description: 'How many sheets and cases a page has at most',
    param: { id: 'BehindLimit' },
  }),
  cursor,
});

/** A local month, written `2026-11`. */
export const month = z
  .string()
  .regex(/^(?:19[7-9]\d|[2-9]\d{3})-(?:0[1-9]|1[0-2])$/)
  .meta({ description: 'A local month, as in `2026-11`', param: { id: 'Month' } });
