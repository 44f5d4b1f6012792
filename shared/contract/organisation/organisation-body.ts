/** The bodies that change the organisation directory (contract section 2). */

import * as z from 'zod';
import { defined } from '../../domain/kernel/defined.ts';
import { isTimeZone } from '../../domain/kernel/local-time.ts';
import {
  LANGUAGES,
  type Leave,
  type Person,
  ROBOT_FORMATS,
  SECTION_FUNCTIONS,
  type Section,
  type Site,
} from '../../domain/model/directory.ts';
import { ROLES } from '../../domain/model/roles.ts';
import { EVERY_SITE } from '../../domain/organisation/reach.ts';
import { directoryId } from '../forms/directory-id.ts';
import { DIRECTORY_ID, SECRET_NAME } from '../forms/patterns.ts';
import { instant, line, phone } from '../forms/text.ts';
import { namesMember } from '../names.ts';

const MOST_ADDRESS_CHARACTERS = 254;
const MOST_SITES = 100;
const MOST_ROBOTS = 10;

/** Robots of groups (contract section 11); which secrets there are, the settings know (`robotsKnownAmong`). */
const robots = z
  .array(
    z.strictObject({
      format: z.enum(ROBOT_FORMATS),
      url: z.string().regex(SECRET_NAME).meta({
        description:
          'The name of the secret that holds where it listens, and what its messages are signed with',
      }),
    }),
  )
  .max(MOST_ROBOTS)
  .optional();

export const siteBody = z
  .strictObject({
    name: line(1, 100),
    zh: line(1, 100),
    timeZone: z.string().refine(isTimeZone, { params: { reason: 'time-zone' } }),
    phone: phone.optional().meta({ description: "The office's, for residents" }),
    language: z.enum(LANGUAGES).optional().meta({ description: 'Of what robots say; zh-CN unless given' }),
    robots,
  })
  .meta({ id: 'SiteBody' });

export const sectionBody = z
  .strictObject({
    name: line(1, 100),
    zh: line(1, 100),
    function: z.enum(SECTION_FUNCTIONS).optional(),
    robots,
  })
  .meta({ id: 'SectionBody' });

/** A time goes from an instant to before another. */
const time = { from: instant, to: instant };
const ENDS_LATER = { path: ['to'], params: { reason: 'ends-after-it-begins' } };
const isInOrder = ({ from, to }: { from: string; to: string }) => from < to;

const standIn = z.strictObject({ person: directoryId, ...time }).refine(isInOrder, ENDS_LATER);
const leave = z.strictObject({ ...time, standIn: directoryId.optional() }).refine(isInOrder, ENDS_LATER);
const shift = z.strictObject({ ...time, people: z.array(directoryId) }).refine(isInOrder, ENDS_LATER);

/** What is left out is as if it was never chosen. */
export const preferencesBody = z
  .strictObject({ language: z.enum(LANGUAGES).optional(), large: z.boolean().optional() })
  .meta({ id: 'PreferencesBody' });

/** Two kinds of list in one: generated clients know a list of texts, not one of lists. */
function sitesAsOneList({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  delete jsonSchema.anyOf;
  Object.assign(jsonSchema, {
    ...{ type: 'array', minItems: 1, maxItems: MOST_SITES },
    items: { type: 'string', pattern: `^\\*$|${DIRECTORY_ID.source}` },
  });
}

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
    leave: leave.optional(),
    /** The sites that somebody above them works for beside their own, or all of them (B2). */
    sites: z
      .union([z.array(z.literal(EVERY_SITE)).length(1), z.array(directoryId).min(1).max(MOST_SITES)])
      .meta({ description: 'Ids of sites, or `["*"]` for all of them', override: sitesAsOneList })
      .optional(),
    /** Passed over: whoever reads a person, changes something and sends it back has it from the answer. */
    ...namesMember,
  })
  .meta({ id: 'PersonBody' });

/** Leave from an instant to before another; with no member at all it ends. */
export const leaveBody = z
  .strictObject({ from: instant.optional(), to: instant.optional(), standIn: directoryId.optional() })
  .check(({ value, issues }) => {
    const complain = (path: keyof typeof value, params: { reason: string }) =>
      issues.push({ code: 'custom', path: [path], params, input: value });
    if (Object.keys(value).length === 0) return;
    const { from, to } = value;
    if (from === undefined) complain('from', { reason: 'required' });
    if (to === undefined) complain('to', { reason: 'required' });
    if (from !== undefined && to !== undefined && from >= to) complain('to', ENDS_LATER.params);
  })
  .meta({ id: 'LeaveBody' });

/** A roster of months, with shifts by day and night. */
const MOST_SHIFTS = 400;

export const dutyBody = z.strictObject({ shifts: z.array(shift).max(MOST_SHIFTS) }).meta({ id: 'DutyBody' });

export const toSite = (id: string, body: z.output<typeof siteBody>): Site => {
  const { name, zh, timeZone, phone, language, robots: own } = body;
  return { id, name, zh, timeZone, ...defined({ phone, language, robots: own }) };
};
export const toSection = (id: string, body: z.output<typeof sectionBody>): Section => ({
  id,
  ...(body as Omit<Section, 'id'>),
});
/** The leave that a body grants; undefined where it ends leave. */
export const toLeave = ({ from, to, standIn }: z.output<typeof leaveBody>): Leave | undefined =>
  from === undefined || to === undefined ? undefined : { from, to, ...defined({ standIn }) };
export const toPerson = (id: string, { names: _names, ...body }: z.output<typeof personBody>): Person => ({
  id,
  ...(body as Omit<Person, 'id'>),
});
