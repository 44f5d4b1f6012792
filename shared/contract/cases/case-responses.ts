/** What the API answers about cases, as schemas: for the description, and for tests that hold real answers against it. */
import * as z from 'zod';
import { CASE_GRADES, CASE_STATUSES, DELIVERY_MEANS, REVIEW_OUTCOMES } from '../../domain/cases/case.ts';
import { BEARS_ON } from '../../domain/cases/consequences.ts';
import { SANCTIONS } from '../../domain/cases/sanctions.ts';
import { FILE_TYPES } from '../../domain/kernel/file-types.ts';
import { AWARD_KINDS } from '../../domain/model/award.ts';
import { TARGET_NAMES } from '../../domain/model/clock.ts';
import { AUTHORITIES } from '../../domain/model/roles.ts';
import { allowedStepsResponse } from '../forms/allowed-steps.ts';
import { namesMember } from '../names.ts';
import { writtenResponse } from '../responses.ts';
import { money } from './case-bodies.ts';

const instant = z.iso.datetime();
const id = z.string().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const level = z.int().min(1).max(2);
/** 0: the decision; else the level of the review. */
const subject = z.int().min(0).max(2).meta({ description: '0: the decision; else the review' });
const sanctions = z.array(z.enum(SANCTIONS));

export const appealResponse = z
  .object({
    level,
    statement: z.string().optional(),
    files: z.array(id),
    reviewer: id.optional(),
    status: z.enum(['appealed', 'reviewed', 'delivered']),
    dueAt: instant,
    outcome: z.enum(REVIEW_OUTCOMES).optional(),
    reason: z.string().optional(),
    sanctions: sanctions.optional(),
    compensation: money.optional(),
    passedOver: z.array(z.object({ person: id, reason: z.string() })),
    at: instant,
    decidedBy: id.optional(),
    decidedAt: instant.optional(),
    deliveredAt: instant.optional(),
    ...namesMember,
  })
  .meta({ id: 'AppealState' });

const listed = {
  id: z.ulid(),
  number: z
    .string()
    .regex(/^WZ-\d{8}-\d{4,}$/)
    .meta({ examples: ['WZ-20261123-0001'] }),
  site: id,
  about: id,
  section: id.optional(),
  rule: z.string(),
  origin: z.object({ sheet: id, clock: id.optional() }).optional(),
  status: z.enum(CASE_STATUSES),
  grade: z.enum(CASE_GRADES).optional(),
  openedAt: instant,
  updatedAt: instant,
  version: z.int().min(1),
};

const caseSummaryResponse = z.object(listed).meta({ id: 'CaseSummary' });
export const caseListResponse = z
  .object({ items: z.array(caseSummaryResponse), nextCursor: z.string().optional(), ...namesMember })
  .meta({ id: 'CaseList' });

export const caseResponse = z
  .object({
    ...listed,
    authority: z.enum(AUTHORITIES),
    allegation: z.string(),
    openedBy: id,
    findings: z.string().optional(),
    conclusion: z.string().optional(),
    loss: money.optional(),
    investigator: id.optional(),
    concludedAt: instant.optional(),
    acknowledgement: z
      .object({
        how: z.enum(['signed', 'refused']),
        at: instant,
        statement: z.string().optional(),
        witness: id.optional(),
        reason: z.string().optional(),
      })
      .optional(),
    report: z.object({ text: z.string(), by: id, at: instant }).optional(),
    decision: z
      .object({
        sanctions,
        compensation: money.optional(),
        reason: z.string(),
        by: id,
        at: instant,
        level: z.enum(['section', 'office']),
      })
      .optional(),
    sanctions: sanctions.optional().meta({ description: 'In force: after the last review' }),
    compensation: money.optional(),
    outstanding: money.optional(),
    outcome: z
      .object({
        sanctions,
        compensation: money.optional(),
        notCarriedOut: sanctions
          .optional()
          .meta({ description: 'What it was archived without, half a year after it became final' }),
      })
      .optional()
      .meta({ description: 'In force, as `sanctions` and `compensation`' }),
    carriedOut: z
      .array(
        z.object({
          sanction: z.enum(SANCTIONS),
          at: instant,
          enteredAt: instant,
          by: id,
          text: z.string().optional(),
          files: z.array(id).optional(),
          refused: z.literal(true).optional(),
          witness: id.optional(),
        }),
      )
      .optional(),
    paid: money.optional(),
    waived: z.object({ amount: money, reason: z.string(), by: id, at: instant }).optional(),
    deliveries: z.array(
      z.object({
        of: subject,
        means: z.enum(DELIVERY_MEANS),
        witness: id.optional(),
        by: id,
        at: instant,
        receivedAt: instant.optional(),
      }),
    ),
    window: z
      .object({
        level,
        opensAt: instant,
        closesAt: instant,
        remindAt: instant.optional(),
        remindedAt: instant.optional(),
      })
      .optional()
      .meta({ description: 'The subject may appeal before `closesAt`.' }),
    appeals: z.array(appealResponse),
    clocks: z.array(
      z.object({
        id,
        name: z.enum(TARGET_NAMES),
        of: subject,
        startedAt: instant,
        dueAt: instant,
        stoppedAt: instant.optional(),
        breachedAt: instant.optional(),
        state: z.enum(['running', 'stopped', 'breached', 'late']),
        clause: z.string(),
        owes: z.object({ person: id.optional() }),
        calendar: z.string(),
        provisional: z.boolean().optional(),
      }),
    ),
    escalations: z.array(z.object({ clock: id, level: z.int().min(1), to: z.array(id), at: instant })),
    signatures: z.array(
      z.object({
        signer: z.string(),
        of: z.array(hash),
        at: instant,
        entry: z.int().min(1),
        path: hash.optional(),
      }),
    ),
    files: z.array(id),
    attachments: z
      .array(
        z.object({
          ...{ id: z.ulid(), type: z.enum(FILE_TYPES), size: z.int().min(1), entry: z.int().min(1) },
          ...{ name: z.string().optional(), preview: z.literal(true).optional() },
        }),
      )
      .meta({ description: 'What is told of `files`, in their order; those of an appeal stand there' }),
    dismissal: z
      .object({ reason: z.enum(['unfounded', 'lapsed', 'not-pursued']), text: z.string().optional() })
      .optional(),
    finalAt: instant.optional(),
    ...namesMember,
    allowedSteps: allowedStepsResponse.meta({
      description:
        'What the reader may sign now; `appeal` stands for an appeal, which has a route of its own',
    }),
  })
  .meta({ id: 'Case', description: 'An accountability case (违规问责).' });

/** An appeal as whoever reads it may decide it. */
export const readAppealResponse = appealResponse
  .extend({ allowedSteps: allowedStepsResponse })
  .meta({ id: 'AppealRead' });

export const caseSignOffResponse = writtenResponse
  .extend({ case: caseResponse })
  .meta({ id: 'CaseSignedOff' });
export const appealedResponse = appealResponse
  .extend({ ...writtenResponse.shape, case: caseResponse })
  .meta({ id: 'Appealed' });
export const reviewedResponse = writtenResponse
  .extend({ case: caseResponse, appeal: appealResponse })
  .meta({ id: 'Reviewed' });

export const consequencesResponse = z
  .object({
    items: z.array(
      z.object({
        person: id,
        site: id.optional().meta({ description: 'At which site it was decided, where several are asked' }),
        case: id.optional(),
        number: z.string().optional(),
        rule: z.string().optional(),
        decidedAt: instant.optional(),
        sanctions: sanctions.optional(),
        compensation: money.optional(),
        outstanding: money.optional(),
        bearsOn: z.array(z.enum(BEARS_ON)).optional(),
        until: instant.optional().meta({
          description: 'Until when it bears on the person, by the heaviest sanction; not there without one',
        }),
        carriedOut: z
          .array(
            z.object({
              ...{ sanction: z.enum(SANCTIONS), at: instant },
              refused: z.literal(true).optional(),
            }),
          )
          .optional(),
        award: id.optional(),
        kind: z.enum(AWARD_KINDS).optional(),
        reason: z.string().optional(),
        at: instant.optional(),
      }),
    ),
    ...namesMember,
  })
  .meta({
    id: 'Consequences',
    description:
      'Final cases, and what they bear on (A2.5), then awards; `case` or `award` says which of them an item is.',
  });
