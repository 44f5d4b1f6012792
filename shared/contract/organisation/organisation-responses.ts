/** What changes of the directory and reads of commitments answer, as schemas. */
import * as z from 'zod';
import { ASSESSMENT_GRADES } from '../../domain/assessment/assessment.ts';
import { PLAN_STATES } from '../../domain/commitments/commitments.ts';
import { ROLES } from '../../domain/model/roles.ts';
import { STATUSES } from '../../domain/model/sheet.ts';
import { publicAward } from '../assessment/award-responses.ts';
import { commitmentsMembers } from '../commitments/commitments.ts';
import { namesMember } from '../names.ts';
import { ledgerResponse, preferencesResponse, sheetResponse, undeliverableMember } from '../responses.ts';
import { dutyBody, personBody, sectionBody, siteBody } from './organisation-body.ts';

const id = z.string().min(1);
const instant = z.iso.datetime();
const version = z.int().min(1);
const month = z.string().regex(/^\d{4}-\d{2}$/);

export const siteResponse = z.object({ id, ...siteBody.shape, version }).meta({ id: 'Site' });
export const sectionResponse = z.object({ id, ...sectionBody.shape, version }).meta({ id: 'Section' });
export const personResponse = z
  .object({ id, ...personBody.shape, erased: z.literal(true).optional(), ...undeliverableMember, version })
  .meta({ id: 'Person' });

const actor = z.object({
  id,
  name: z.string(),
  role: z.enum([...ROLES, 'system']),
  section: id.optional(),
  standInFor: id.optional(),
});

const asked = {
  id,
  subject: id,
  site: id,
  by: id.meta({ description: 'Who asked for it' }),
  actor,
  at: instant,
  endsAt: instant,
};

/** As an entry of the directory that is not there; some generators know no type `null` by itself. */
const nothing = z.null().meta({ override: { type: ['object', 'null'] } });

const changeOfPerson = z
  .object({
    ...asked,
    kind: z.literal('person'),
    before: personResponse.partial({ version: true }).nullable(),
    after: personResponse.partial({ version: true }),
  })
  .meta({ id: 'ChangeOfPerson' });

const changeByErasure = z
  .object({
    ...asked,
    kind: z.literal('erasure'),
    of: z.enum(['person', 'sheet']),
    reason: z.string(),
    complaints: z.boolean().meta({ description: 'Complaints are among it: the overseer confirms' }),
    ...{ before: nothing, after: nothing },
  })
  .meta({ id: 'ChangeByErasure' });

export const changeResponse = z
  .discriminatedUnion('kind', [changeOfPerson, changeByErasure])
  .meta({ id: 'Change', description: 'What waits for a second pair of eyes.' });

export const erasedResponse = z
  .object({
    id,
    number: z.string(),
    status: z.enum(STATUSES),
    erased: z.literal(true).optional(),
    version,
  })
  .meta({ id: 'ErasedSheet' });
export const askedResponse = z.object({ change: changeResponse, ...namesMember }).meta({ id: 'AskedChange' });
export const changesResponse = z
  .object({ items: z.array(changeResponse), nextCursor: z.string().optional(), ...namesMember })
  .meta({ id: 'ChangeList' });
/** After a change was dismissed that would have entered somebody, they are in version 0. */
export const settledResponse = z
  .object({ ...personResponse.shape, version: z.int().min(0) })
  .meta({ id: 'SettledPerson' });

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const kept = z.looseObject({});
const saltedValue = z.object({ salt: z.string().regex(/^[0-9a-f]{32}$/), value: z.string() });

export const directoryLedgerResponse = z
  .object({
    entries: z.array(
      z
        .object({
          seq: z.int().min(1),
          at: instant,
          actor,
          confirmedBy: actor.optional(),
          kind: z.enum(['person', 'site', 'section', 'duty', 'award']),
          subject: id,
          before: kept.nullable(),
          after: kept,
          previousHash: hash,
          hash,
        })
        .meta({ id: 'DirectoryEntry' }),
    ),
    nextFrom: ledgerResponse.shape.nextFrom,
    intact: z.boolean(),
    head: hash,
    anchored: ledgerResponse.shape.anchored,
    ...namesMember,
    values: z.record(z.string(), z.record(z.string(), saltedValue)).meta({
      description: 'By `seq` and JSON pointer: what stands in the entries as commitments, with its salt.',
    }),
  })
  .meta({ id: 'DirectoryLedger', description: 'Who changed what, the chain recomputed on each read.' });

export const dataResponse = z
  .object({
    now: instant,
    person: personResponse.partial({ version: true }),
    preferences: preferencesResponse,
    directory: directoryLedgerResponse.omit({ anchored: true }),
    sheets: z.array(
      z.object({
        sheet: sheetResponse,
        ledger: z.object({
          entries: ledgerResponse.shape.entries,
          values: ledgerResponse.shape.values,
          nextFrom: ledgerResponse.shape.nextFrom,
        }),
      }),
    ),
    nextCursor: z.string().optional(),
    ...namesMember,
  })
  .meta({ id: 'MyData' });

const place = { site: id, section: id };

export const dutyResponse = z
  .object({ ...place, ...dutyBody.shape, version: z.int().min(0), ...namesMember })
  .meta({
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
    ...namesMember,
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
    ...namesMember,
  })
  .meta({ id: 'PublishedCommitments', description: 'A numbered version; it never changes.' });

const officePlan = z.object({
  version: z.int().min(0),
  promises: commitmentsMembers.promises,
  effectiveFrom: instant.optional(),
  publishedAt: instant.optional(),
});

/** The office's plan as the director drafts it, and as it was just published. */
export const officeDraftResponse = z
  .object({
    ...{ site: id, state: z.literal('draft'), draftedAt: instant, draftedBy: id, effectiveFrom: instant },
    promises: commitmentsMembers.promises,
    ...namesMember,
  })
  .meta({ id: 'OfficeCommitmentsDraft' });
export const officePlanResponse = z
  .object({
    ...{ site: id, version, publishedAt: instant, effectiveFrom: instant },
    promises: commitmentsMembers.promises,
  })
  .meta({ id: 'OfficeCommitmentsPublished' });

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
    awards: z.array(publicAward).meta({
      description: 'What its sections were awarded (奖优), the newest first, without what was withdrawn.',
    }),
    office: officePlan.extend({ coming: officePlan.optional() }).meta({
      description:
        'What the office promises; version 0 is as shipped: A1.1 to A1.6 in the regulation’s words.',
    }),
    missing: z.array(id).meta({ description: 'The sections that have published nothing yet (A1.7).' }),
    items: z.array(planResponse),
    nextCursor: z.string().optional(),
    ...namesMember,
  })
  .meta({ id: 'CommitmentsBoard' });
