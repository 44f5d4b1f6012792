/** The bodies that change the organisation directory (contract section 2). */

import * as z from 'zod';
import { isTimeZone } from '../../domain/kernel/local-time.ts';
import {
  LANGUAGES,
  type Person,
  SECTION_FUNCTIONS,
  type Section,
  type Site,
} from '../../domain/model/directory.ts';
import { ROLES } from '../../domain/model/roles.ts';
import { directoryId } from '../forms/directory-id.ts';
import { instant, line, phone } from '../forms/text.ts';

const MOST_ADDRESS_CHARACTERS = 254;

export const siteBody = z
  .strictObject({
    name: line(1, 100),
    zh: line(1, 100),
    timeZone: z.string().refine(isTimeZone, { params: { reason: 'time-zone' } }),
  })
  .meta({ id: 'SiteBody' });

export const sectionBody = z
  .strictObject({
    name: line(1, 100),
    zh: line(1, 100),
    function: z.enum(SECTION_FUNCTIONS).optional(),
  })
  .meta({ id: 'SectionBody' });

/** From an instant to before another. */
const standIn = z
  .strictObject({ person: directoryId, from: instant, to: instant })
  .refine(({ from, to }) => from < to, { path: ['to'], params: { reason: 'ends-after-it-begins' } });

export const personBody = z
  .strictObject({
    name: line(1, 100),
    role: z.enum(ROLES),
    site: directoryId,
    section: directoryId.optional(),
    email: z.email().max(MOST_ADDRESS_CHARACTERS).optional(),
    phone: phone.optional(),
    /** Where a resident lives. */
    address: line(1, 200).optional(),
    language: z.enum(LANGUAGES).optional(),
    active: z.boolean(),
    standIn: standIn.optional(),
  })
  .meta({ id: 'PersonBody' });

export const toSite = (id: string, body: z.output<typeof siteBody>): Site => ({ id, ...body });
export const toSection = (id: string, body: z.output<typeof sectionBody>): Section => ({
  id,
  ...(body as Omit<Section, 'id'>),
});
export const toPerson = (id: string, body: z.output<typeof personBody>): Person => ({
  id,
  ...(body as Omit<Person, 'id'>),
});
