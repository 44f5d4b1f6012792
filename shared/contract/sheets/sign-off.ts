/** The bodies of `POST /sheets/{id}/sign-offs`, one for each step (contract section 3). */

import * as z from 'zod';
import type { StepForms } from '../../domain/kernel/allowing.ts';
import { type Command, MEANS, type StepName } from '../../domain/model/sheet.ts';
import { directoryId } from '../forms/directory-id.ts';
import { everyOf } from '../forms/every-of.ts';
import { formsOf, namedSteps } from '../forms/step-forms.ts';
import { drawnSignature, files, instant, text } from '../forms/text.ts';
import { appointment, category, complaint, resident, subject, wordsOnRecord } from './intake.ts';

const optionalFiles = files.optional();

const step = <N extends string, S extends z.core.$ZodLooseShape>(name: N, members: S) =>
  z.strictObject({ step: z.literal(name), ...members, files: optionalFiles });

/** A clock's id, `name-round-n`. */
const clockId = z.string().regex(/^[a-z][a-z-]{0,39}-\d{1,9}-\d{1,9}$/);

const grade = z.int().min(1).max(5);
const means = z.enum(MEANS).optional();
/** When it was done, where there was no network to record it. */
const performedAt = instant.optional();

const amended = z
  .strictObject({
    subject: subject.optional(),
    details: text.optional(),
    resident: resident.optional(),
    category: category.optional(),
    simple: z.boolean().optional(),
    urgent: z.boolean().optional(),
    complaint: complaint.optional(),
    appointment: appointment.optional(),
  })
  .refine((fields) => Object.keys(fields).length > 0, {
    params: { reason: 'nothing-to-amend' },
    // A body that names an unknown field is refused for that, and not for naming no field as well.
    when: ({ issues }) => issues.length === 0,
  })
  .register(z.globalRegistry, { id: 'AmendedFields' });

const followUp = step('follow-up', {
  reached: z.boolean(),
  resolved: z.boolean().optional(),
  satisfaction: grade.optional(),
  attitude: grade.optional(),
  feedback: text.optional(),
}).check((context) => {
  const body = context.value;
  if (body.reached && body.resolved === undefined) {
    context.issues.push({ code: 'custom', path: ['resolved'], params: { reason: 'required' }, input: body });
  }
  if (body.reached) return;
  for (const member of ['resolved', 'satisfaction', 'attitude', 'feedback'] as const) {
    if (body[member] === undefined) continue;
    context.issues.push({
      code: 'custom',
      path: [member],
      params: { reason: 'only-when-reached' },
      input: body,
    });
  }
});

/** A body each step; one without, or one that is no command of its step, does not compile. */
export const STEP_BODIES = namedSteps('SheetStep', {
  answer: step('answer', { answer: text, adopted: z.boolean().optional(), by: means }),
  'hand-over': step('hand-over', { section: directoryId, opinion: text }),
  accept: step('accept', { handler: directoryId.optional(), performedAt }),
  dispute: step('dispute', { reason: text }),
  assign: step('assign', { handler: directoryId }),
  reply: step('reply', { message: text, by: means }),
  consult: step('consult', { person: directoryId, question: text }),
  advise: step('advise', { text }),
  note: step('note', { text }),
  decline: step('decline', { reason: text, by: means }),
  arrive: step('arrive', { performedAt }),
  complete: step('complete', {
    outcome: text,
    noVisit: z.boolean().optional(),
    adopted: z.boolean().optional(),
    performedAt,
  }),
  return: step('return', { opinion: text }),
  receive: step('receive', {}),
  'follow-up': followUp,
  rate: step('rate', { satisfaction: grade, attitude: grade.optional(), feedback: text.optional() }),
  object: step('object', { reason: text }),
  countersign: step('countersign', { signature: drawnSignature.optional() }),
  'write-off': step('write-off', { reason: text }),
  amend: step('amend', { fields: amended, reason: text, signature: drawnSignature.optional() }),
  urge: step('urge', { message: text }),
  'request-exemption': step('request-exemption', { clock: clockId, reason: text, until: instant }),
  'grant-exemption': step('grant-exemption', { clock: clockId, reason: text }),
  'refuse-exemption': step('refuse-exemption', { clock: clockId, reason: text }),
  withdraw: step('withdraw', {
    reason: text,
    record: wordsOnRecord.optional(),
    signature: drawnSignature.optional(),
  }),
  archive: step('archive', {}),
} satisfies { readonly [S in StepName]: z.ZodType<Extract<Command, { step: S }>> });

export const signOffBody = z.discriminatedUnion('step', everyOf(STEP_BODIES)).meta({ id: 'SignOff' });

/** What each step's body requires and takes. */
export const SHEET_FORMS: StepForms<StepName> = formsOf(STEP_BODIES);
