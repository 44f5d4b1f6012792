/** What residents send and are shown by their link (contract section 10). */
import * as z from 'zod';
import type { StepForms } from '../../domain/kernel/allowing.ts';
import { CLOCK_NAMES, CLOCK_STATES } from '../../domain/model/clock.ts';
import { STATUSES } from '../../domain/model/sheet.ts';
import { LINK_STEPS, type LinkStep } from '../../domain/sheets/link-steps.ts';
import { everyOf } from '../forms/every-of.ts';
import { formsOf, namedSteps } from '../forms/step-forms.ts';
import { drawnSignature } from '../forms/text.ts';
import { appointment, complaint, wordsOnRecord } from './intake.ts';
import { STEP_BODIES } from './sign-off.ts';

/** As the steps of a sign-off, without files; nobody is logged in, so the resident draws their signature. */
const BODIES = namedSteps('LinkStep', {
  countersign: STEP_BODIES.countersign.omit({ files: true }).extend({ signature: drawnSignature }),
  urge: STEP_BODIES.urge.omit({ files: true }),
  rate: STEP_BODIES.rate.omit({ files: true }),
  object: STEP_BODIES.object.omit({ files: true }),
  withdraw: STEP_BODIES.withdraw.pick({ step: true, reason: true }),
} satisfies { readonly [S in LinkStep]: z.ZodType });

export const linkStepBody = z.discriminatedUnion('step', everyOf(BODIES)).meta({ id: 'LinkStep' });

/** What each step's body requires and takes. */
export const LINK_FORMS: StepForms<LinkStep> = formsOf(BODIES);

export const linkStepResponse = z
  .object({ number: z.string(), status: z.enum(STATUSES) })
  .meta({ id: 'SignedByLink' });

export const madeLinkResponse = z
  .object({
    url: z.url(),
    expiresAt: z.iso.datetime().nullable().meta({ description: 'Null until the sheet is archived' }),
  })
  .meta({ id: 'MadeLink' });

const instant = z.iso.datetime();
const mark = z.int().min(1).max(5);

export const linkedResponse = z
  .object({
    now: instant,
    site: z.object({ name: z.string(), zh: z.string(), timeZone: z.string() }),
    number: z.string(),
    subject: z.string(),
    status: z.enum(STATUSES),
    firstContact: z.object({ name: z.string() }),
    officePhone: z.string().optional(),
    promised: z.array(
      z.object({
        clock: z.string().meta({ examples: ['arrival-1-1'] }),
        name: z.enum(CLOCK_NAMES),
        clause: z.string(),
        title: z.string().meta({ description: "What the clause is called, in the reader's language" }),
        dueAt: instant,
        state: z.enum(CLOCK_STATES),
      }),
    ),
    comes: z.object({ name: z.string(), dueAt: instant }).optional(),
    outcome: z.string().optional(),
    record: wordsOnRecord.optional(),
    may: z.array(z.enum(LINK_STEPS)),
    data: z
      .object({
        resident: z.object({ name: z.string(), phone: z.string(), address: z.string() }),
        details: z.string().optional(),
        complaint: complaint.pick({ occurredAt: true, place: true, cause: true, course: true }).optional(),
        appointment: appointment.optional(),
        signedAt: z.array(instant),
        objections: z.array(z.object({ text: z.string(), at: instant })),
        rated: z
          .object({
            satisfaction: mark,
            attitude: mark.optional(),
            feedback: z.string().optional(),
            at: instant,
          })
          .optional(),
      })
      .meta({ description: "The resident's own values on this sheet" }),
  })
  .meta({ id: 'LinkedSheet' });
