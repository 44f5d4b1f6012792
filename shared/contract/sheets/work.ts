/** `GET /work` (contract section 9): its query and its answer. */
import * as z from 'zod';
import { BECAUSE, WHOSE } from '../../domain/sheets/work.ts';
import { maybeAtSites } from '../forms/directory-id.ts';
import { namesMember } from '../names.ts';
import { limitOf } from './list.ts';

const [USUAL, MOST] = [50, 200];

export const workQuery = z.strictObject({
  who: z.enum(WHOSE).meta({ description: 'One’s own, the section’s that one leads, the site’s' }),
  site: maybeAtSites,
  limit: limitOf(MOST, USUAL),
});

const count = z.int().min(0);
const instant = z.iso.datetime();

export const workResponse = z
  .object({
    now: instant,
    counts: z.object({
      overdue: count,
      soon: count.meta({ description: 'Past `warnAt`' }),
      owed: count,
      pool: count.meta({ description: 'What one may accept' }),
      notices: count.meta({ description: 'Unread; 100: a hundred or more' }),
      asked: count.meta({
        description: 'Advice, exemptions, proposed cases and changes that one is asked for',
      }),
    }),
    items: z.array(
      z
        .object({
          kind: z.enum(['sheet', 'case', 'proposed', 'change']),
          id: z.string(),
          summary: z.looseObject({}).meta({ description: 'What lists tell of it' }),
          does: z.string().meta({ description: 'The first step towards it, `open` or `confirm`' }),
          clock: z.string().optional().meta({ description: 'The id of the clock that runs for it' }),
          dueAt: instant.optional(),
          state: z.string().optional().meta({ description: 'Of the clock' }),
          because: z.enum(BECAUSE),
        })
        .meta({ id: 'WorkItem' }),
    ),
    more: count.meta({ description: 'How many there are beyond `limit`' }),
    ...namesMember,
  })
  .meta({ id: 'Work', description: 'What there is to do: overdue first, then by deadline.' });
