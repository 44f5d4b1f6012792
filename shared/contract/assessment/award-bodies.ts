/** What clients send about awards (contract section 6). */
import * as z from 'zod';
import { AWARD_KINDS } from '../../domain/model/award.ts';
import { atSites, directoryId } from '../forms/directory-id.ts';
import { text } from '../forms/text.ts';
import { cursor, limit } from '../sheets/list.ts';
import { month } from './registers.ts';

/** Who is awarded: one of them. */
export const awardedMember = z
  .strictObject({ person: directoryId.optional(), section: directoryId.optional() })
  .refine(({ person, section }) => (person === undefined) !== (section === undefined), {
    params: { reason: 'person-or-section' },
  })
  .meta({ id: 'Awarded' });

export const awardBody = z
  .strictObject({ about: awardedMember, kind: z.enum(AWARD_KINDS), reason: text, month: month.optional() })
  .meta({ id: 'AwardBody' });
export const withdrawalBody = z.strictObject({ reason: text }).meta({ id: 'WithdrawalBody' });

export const awardsQuery = z.strictObject({
  site: atSites,
  about: directoryId.optional().meta({ description: 'The id of a person or of a section' }),
  limit,
  cursor,
});
