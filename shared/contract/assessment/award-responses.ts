/** What is answered of awards (contract section 6), as schemas. */
import * as z from 'zod';
import { AWARD_KINDS } from '../../domain/model/award.ts';
import { namesMember } from '../names.ts';
import { awardedMember } from './award-bodies.ts';

const id = z.string().min(1);
const instant = z.iso.datetime();
const month = z.string().regex(/^\d{4}-\d{2}$/);

const award = z
  .object({
    id: z.ulid(),
    site: id,
    about: awardedMember,
    section: id.optional().meta({ description: 'Of a person: where they worked then' }),
    kind: z.enum(AWARD_KINDS),
    reason: z.string(),
    month: month.optional().meta({ description: 'The local month for which it is' }),
    by: id,
    at: instant,
    withdrawn: z
      .object({ reason: z.string(), by: id, at: instant })
      .optional()
      .meta({ description: 'It stands on the public page and among consequences no more' }),
    version: z.int().min(1),
  })
  .meta({ id: 'Award', description: 'What somebody, or a section, was awarded (奖优).' });

export const awardResponse = award.extend(namesMember).meta({ id: 'AwardRead' });
export const awardsResponse = z
  .object({ items: z.array(award), nextCursor: z.string().optional(), ...namesMember })
  .meta({ id: 'AwardList' });

/** An award of a section as everybody may know it. */
export const publicAward = award
  .pick({ section: true, kind: true, reason: true, month: true, at: true })
  .extend({ award: z.ulid(), section: id })
  .meta({ id: 'PublicAward' });
