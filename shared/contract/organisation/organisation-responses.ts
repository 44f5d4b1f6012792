/** What changes of the directory and reads of commitments answer, as schemas. */
import * as z from 'zod';
import { ASSESSMENT_GRADES } from '../../domain/assessment/assessment.ts';
import { PLAN_STATES } from '../../domain/commitments/commitments.ts';
import { commitmentsMembers } from '../commitments/commitments.ts';
import { dutyBody, personBody, sectionBody, siteBody } from './organisation-body.ts';

const id = z.string().min(1);
const instant = z.iso.datetime();
const version = z.int().min(1);
const month = z.string().regex(/^\d{4}-\d{2}$/);

export const siteResponse = z.object({ id, ...siteBody.shape, version }).meta({ id: 'Site' });
export const sectionResponse = z.object({ id, ...sectionBody.shape, version }).meta({ id: 'Section' });
export const personResponse = z.object({ id, ...personBody.shape, version }).meta({ id: 'Person' });

const place = { site: id, section: id };

export const dutyResponse = z.object({ ...place, ...dutyBody.shape, version: z.int().min(0) }).meta({
  id: 'Duty',
  description: 'All shifts as they were set, also those that are over; version 0: none yet.',
});

export const draftResponse = z
  .object({
    ...place,
    state: z.literal('draft'),
    draftedAt: instant,
    draftedBy: id,
    ...commitmentsMembers,
  })
  .meta({ id: 'CommitmentsDraft' });

const figure = z.object({
  value: z.number().min(0).nullable(),
  numerator: z.number(),
  denominator: z.number(),
  excluded: z.number(),
});

export const planResponse = z
  .object({
    ...place,
    version,
    state: z.enum(PLAN_STATES),
    publishedAt: instant,
    ...commitmentsMembers,
    compliance: z
      .object({ month, figures: z.record(z.string(), figure), grade: z.enum(ASSESSMENT_GRADES).nullable() })
      .nullable()
      .meta({ description: 'Of last month: shares from 0 to 1 (A1.8); null where nothing was counted.' }),
  })
  .meta({ id: 'PublishedCommitments', description: 'A numbered version; it never changes.' });

export const boardResponse = z
  .object({
    site: z.object({ id, name: z.string(), zh: z.string(), timeZone: z.string() }),
    month: month.meta({ description: 'The last whole month at the site.' }),
    opinions: z
      .object({
        month,
        received: z.int().min(0),
        adopted: z.int().min(0),
        notAdopted: z.int().min(0),
      })
      .meta({ description: 'Suggestions that came in that month, and what became of them (A1.8).' }),
    anchor: z
      .object({ root: z.string().regex(/^[0-9a-f]{64}$/), at: instant })
      .optional()
      .meta({
        description:
          'The Merkle root of the last signed checkpoint over all ledgers, and when it was signed; whoever keeps it can tell whether the past was rewritten.',
      }),
    items: z.array(planResponse),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'CommitmentsBoard' });
