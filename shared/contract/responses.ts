/** What the API answers, as schemas: for the description, and for tests that hold real answers against it. */

import * as z from 'zod';
import { CASE_STATUSES } from '../domain/cases/case.ts';
import { FILE_TYPES } from '../domain/kernel/file-types.ts';
import { CLOCK_NAMES, CLOCK_STATES } from '../domain/model/clock.ts';
import { LANGUAGES, ROBOT_FORMATS, SECTION_FUNCTIONS } from '../domain/model/directory.ts';
import { ROLES } from '../domain/model/roles.ts';
import {
  CATEGORIES,
  CHANNELS,
  FOLLOW_UP_OUTCOMES,
  KINDS,
  STATUSES,
  URGENCIES,
} from '../domain/model/sheet.ts';
import { allowedStepsResponse } from './forms/allowed-steps.ts';
import { TITLES } from './messages.ts';
import { namesMember } from './names.ts';

const instant = z.iso.datetime();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().min(1);

const message = z.object({ text: z.string(), by: id, at: instant });
const resident = z.object({ id: id.optional(), name: z.string(), phone: z.string(), address: z.string() });

const followUp = z.object({
  attempts: z.int().min(0),
  round: z.int().min(1),
  outcome: z.enum(FOLLOW_UP_OUTCOMES).optional(),
  resolved: z.boolean().optional(),
  satisfaction: z.int().min(1).max(5).optional(),
  attitude: z.int().min(1).max(5).optional(),
  feedback: z.string().optional(),
  tries: z.array(instant).optional(),
  uncounted: instant.optional(),
  rated: z
    .object({
      satisfaction: z.int().min(1).max(5),
      attitude: z.int().min(1).max(5).optional(),
      feedback: z.string().optional(),
      at: instant,
      via: z
        .literal('staff')
        .optional()
        .meta({ description: 'By a link that staff made: it counts for nothing.' }),
    })
    .optional(),
});

const listed = {
  id: z.ulid(),
  number: z
    .string()
    .regex(/^KF-\d{8}-\d{4,}$/)
    .meta({ examples: ['KF-20261123-0001'] }),
  site: id,
  kind: z.enum(KINDS),
  channel: z.enum(CHANNELS),
  category: z.enum(CATEGORIES).optional(),
  urgency: z.enum(URGENCIES).optional(),
  status: z.enum(STATUSES),
  subject: z.string(),
  section: id.optional(),
  handler: id.optional(),
  firstContact: id,
  round: z.int().min(1),
  openedAt: instant,
  updatedAt: instant,
  version: z.int().min(1),
};

const owes = z.object({ person: id.optional(), section: id.optional() });

/** A promise with its deadline (contract section 3). */
const clockResponse = z
  .object({
    id: z.string().meta({ examples: ['arrival-1-1'] }),
    name: z.enum(CLOCK_NAMES),
    round: z.int().min(1),
    startedAt: instant,
    dueAt: instant,
    originalDueAt: instant.optional(),
    warnAt: instant,
    warnedAt: instant.optional(),
    stoppedAt: instant.optional(),
    breachedAt: instant.optional(),
    state: z.enum(CLOCK_STATES),
    clause: z.string(),
    owes,
    answerable: id.optional().meta({
      description:
        'Of a clock that is broken or over and that a section owed: the person who answers for it.',
    }),
    exemption: z
      .object({
        state: z.enum(['requested', 'granted', 'refused']),
        by: id,
        at: instant,
        until: instant,
        reason: z.string().optional().meta({ description: 'Not shown to residents.' }),
        inTime: z.boolean(),
        performedAt: instant.optional(),
      })
      .optional(),
    plan: z.string(),
    calendar: z.string(),
    wait: z.string().optional(),
    provisional: z.boolean().optional(),
  })
  .meta({ id: 'Clock' });

export const sheetResponse = z
  .object({
    ...listed,
    simple: z.boolean().optional(),
    urgent: z.boolean().optional(),
    details: z.string().optional(),
    resident: resident.optional(),
    requester: z.object({ person: id }).optional(),
    complaint: z
      .object({
        occurredAt: instant,
        place: z.string(),
        cause: z.string(),
        course: z.string(),
        persons: z.array(z.string()),
        against: z.object({ person: id.optional(), section: id.optional() }).optional(),
        anonymous: z.boolean().optional(),
      })
      .optional(),
    praise: z.object({ person: id.optional(), section: id.optional() }).optional(),
    appointment: z.object({ from: instant, to: instant }).optional(),
    record: z.object({ at: instant, words: z.string(), caller: z.string().optional() }).optional(),
    declined: z.literal(true).optional(),
    consultations: z.array(
      z.object({
        person: id,
        question: z.string(),
        by: id,
        at: instant,
        advice: z.string().optional(),
      }),
    ),
    objections: z.array(message),
    opinions: z.array(z.object({ section: z.string(), ...message.shape })),
    answer: message.optional(),
    replies: z.array(message),
    outcome: z.string().optional(),
    adopted: z.boolean().optional(),
    clocks: z.array(clockResponse),
    escalations: z.array(z.object({ clock: id, level: z.int().min(1), to: z.array(id), at: instant })),
    signatures: z.array(
      z.object({
        signer: z.string(),
        of: z.array(hash),
        at: instant,
        entry: z.int().min(1),
        path: hash.optional(),
        sameAs: z
          .object({ sheet: z.ulid(), entry: z.int().min(1) })
          .optional()
          .meta({
            description:
              'Where the same path was drawn before, on another sheet; for customer service and office.',
          }),
        onBehalf: z.object({ name: z.string(), relation: z.string() }).optional(),
      }),
    ),
    files: z.array(id),
    attachments: z
      .array(
        z.object({
          id: z.ulid(),
          type: z.enum(FILE_TYPES),
          size: z.int().min(1).meta({ description: 'In bytes, as it was uploaded and signed' }),
          entry: z.int().min(1).meta({ description: '`seq` of the ledger entry that attached it' }),
          name: z.string().optional().meta({ description: 'Not to whom the resident is hidden from' }),
          preview: z.literal(true).optional().meta({ description: 'Whether it has a preview' }),
          internal: z
            .literal(true)
            .optional()
            .meta({ description: 'Among colleagues: no resident is shown it' }),
        }),
      )
      .meta({ description: 'What is told of `files`, in their order, as far as the reader may have them' }),
    followUp: followUp.optional(),
    commitment: z.object({ section: id, version: z.int().min(1) }).optional(),
    allowedSteps: allowedStepsResponse,
    ...namesMember,
  })
  .meta({ id: 'Sheet', description: 'A countersign sheet (会签单).' });

const summaryResponse = z
  .object({
    ...listed,
    resident: z
      .object({
        name: z.string(),
        phone: z.string().meta({ examples: ['138****5678'] }),
        address: z.string(),
      })
      .optional(),
    nextDue: instant.optional().meta({ description: '`dueAt` of the first of `unmet`' }),
    unmet: z
      .array(
        z.object({
          clock: z.string().meta({ description: 'The id of the clock', examples: ['arrival-1-1'] }),
          name: z.enum(CLOCK_NAMES),
          dueAt: instant,
          warnAt: instant,
          state: z.enum(CLOCK_STATES).extract(['running', 'breached']),
          owes,
        }),
      )
      .meta({ description: 'The promises that run or are broken, the earliest deadline first' }),
    breached: z.boolean(),
  })
  .meta({ id: 'SheetSummary' });

export const entryResponse = z
  .looseObject({
    seq: z.int().min(1),
    at: instant,
    actor: z
      .object({
        id,
        name: z
          .union([z.string(), z.object({ commitment: hash })])
          .meta({ description: 'Of a resident a commitment; the name is among `values`.' }),
        role: z.enum([...ROLES, 'system']),
        section: id.optional(),
        standInFor: id.optional(),
      })
      .optional()
      .meta({ description: 'Not in an entry that is redacted because it is the resident’s.' }),
    redacted: z.literal(true).optional().meta({ description: 'Something is kept from this reader.' }),
    step: z.string(),
    version: z.int().min(1),
    previousHash: hash,
    hash,
  })
  .meta({
    id: 'LedgerEntry',
    description: 'What was signed, chained to the entry before; with the fields of its step.',
  });

const values = z
  .record(
    z.string().meta({ description: 'The `seq` of an entry' }),
    z.record(
      z.string().meta({ description: 'The JSON pointer to the commitment in the entry' }),
      z.object({ salt: z.string().regex(/^[0-9a-f]{32}$/), value: z.unknown() }),
    ),
  )
  .meta({
    id: 'LedgerValues',
    description:
      'As far as the reader may see them: what the commitments in the entries stand for. A commitment is the hex SHA-256 of the UTF-8 of `salt` followed by the canonical JSON of `value`.',
  });

/** What an answer tells of the entry that a step wrote. */
export const writtenResponse = z.object({ entry: entryResponse, values, ...namesMember });

export const signOffResponse = writtenResponse.extend({ sheet: sheetResponse }).meta({ id: 'SignedOff' });

const anchored = z
  .object({
    seq: z.int().min(1).meta({ description: 'Up to this entry the ledger is anchored.' }),
    at: instant.meta({ description: 'When its checkpoint was signed.' }),
    root: hash,
  })
  .nullable()
  .meta({ description: 'null until the first checkpoint after the first entry' });

export const ledgerResponse = z
  .object({
    entries: z.array(entryResponse),
    values,
    nextFrom: z.int().min(2).optional().meta({ description: '`from` of the next page, where there is more' }),
    intact: z.boolean().meta({
      description:
        'The entries are an unbroken chain that ends in `head`, are what was anchored of them, and every value gives its commitment.',
    }),
    head: hash,
    anchored,
    erased: z.literal(true).optional().meta({ description: 'Its values were erased' }),
    ...namesMember,
  })
  .meta({ id: 'Ledger' });

export const listResponse = z
  .object({
    items: z.array(summaryResponse),
    nextCursor: z.string().optional(),
    searchedBack: instant.optional().meta({
      description:
        'Where words of subjects are searched for: down to when the sheets were opened that were looked at.',
    }),
    ...namesMember,
  })
  .meta({ id: 'SheetList' });

/** What an intake answers: the sheet, and what is open where it came from. */
export const openedResponse = sheetResponse
  .extend({
    openAtThisAddress: z
      .array(z.string())
      .meta({ description: 'Numbers of open sheets at the same address, the newest first' }),
  })
  .meta({ id: 'OpenedSheet', description: 'The sheet, and what is open where it came from.' });

export const residentsResponse = z
  .object({
    items: z.array(
      z.object({
        id: id.optional().meta({ description: 'Of residents whom the directory has' }),
        name: z.string(),
        phone: z.string().meta({ description: 'Masked, unless `q` is the whole number' }),
        address: z.string(),
        open: z.int().min(0).meta({ description: 'How many of their sheets are open' }),
        last: z.object({ number: z.string(), subject: z.string(), at: instant }).optional(),
      }),
    ),
  })
  .meta({ id: 'ResidentList' });

const person = z.object({
  id,
  name: z.string(),
  role: z.enum(ROLES),
  site: id,
  section: id.optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  address: z.string().optional(),
  language: z.enum(LANGUAGES).optional(),
  active: z.boolean(),
  standIn: z.object({ person: id, from: instant, to: instant }).optional(),
  leave: z.object({ from: instant, to: instant, standIn: id.optional() }).optional(),
  sites: z.array(z.string()).optional(),
  version: z.int().min(1).optional(),
});

/** How the caller would have the product, with what holds where they chose nothing. */
export const preferencesResponse = z
  .object({ language: z.enum(LANGUAGES), large: z.boolean() })
  .meta({ id: 'Preferences' });

const siteShown = z
  .object({ id, name: z.string(), zh: z.string(), timeZone: z.string() })
  .meta({ id: 'SiteShown' });

/** Of somebody whom letters do not reach (contract section 11). */
export const undeliverableMember = {
  undeliverable: z.object({ since: instant }).optional().meta({
    description:
      'Letters to this mail address bounce or are complained of; it is used no more until it is changed',
  }),
};

export const meResponse = person
  .omit({ site: true })
  .extend({
    now: instant,
    site: siteShown.optional().meta({ description: 'Not before the first administrator has made it' }),
    sites: z
      .array(id)
      .optional()
      .meta({ description: 'Where the caller works for several: all of them, their own first' }),
    preferences: preferencesResponse,
    ...undeliverableMember,
    proposedCases: z
      .array(z.object({ id, sheet: id, clock: id, about: id, rule: z.string(), at: instant }))
      .optional(),
    ...namesMember,
  })
  .meta({
    id: 'Me',
    description: 'Who the caller is; the director and the overseer also get proposed cases.',
  });

/** Which robots tell its people, as staff read it. */
const robots = z.array(z.object({ format: z.enum(ROBOT_FORMATS), url: z.string() })).optional();

export const organisationResponse = z
  .object({
    site: z.object({
      id,
      name: z.string(),
      zh: z.string(),
      timeZone: z.string(),
      phone: z.string().optional(),
      language: z.enum(LANGUAGES).optional(),
      robots,
      version: z.int().min(1).optional(),
    }),
    sections: z.array(
      z.object({
        id,
        name: z.string(),
        zh: z.string(),
        function: z.enum(SECTION_FUNCTIONS).optional(),
        robots,
        version: z.int().min(1).optional(),
      }),
    ),
    people: z.array(person),
    ...namesMember,
  })
  .meta({ id: 'Organisation' });

export const healthResponse = z
  .object({ status: z.literal('ok'), version: z.string() })
  .meta({ id: 'Health' });

export const problemResponse = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(Object.keys(TITLES) as [keyof typeof TITLES, ...(keyof typeof TITLES)[]]),
    errors: z
      .array(z.object({ pointer: z.string().meta({ description: 'RFC 6901' }), detail: z.string() }))
      .optional(),
    present: z
      .object({
        status: z.enum([...STATUSES, ...CASE_STATUSES]),
        version: z.int().min(1),
        handler: id.optional(),
        last: z.object({ step: z.string(), by: id.optional(), at: instant }).optional(),
      })
      .optional()
      .meta({ description: 'Of a step that came too late, 409 or 412: how the sheet or case is now' }),
    sheets: z
      .array(z.object({ id, number: z.string() }))
      .optional()
      .meta({ description: 'Of a person who cannot leave yet, 409: what is to be re-assigned first' }),
    ...namesMember,
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });
