/** The bodies of `POST /sheets/{id}/sign-offs`, one for each step (contract section 3). */

import * as z from 'zod';
import type { Command, StepName } from '../../domain/model/sheet.ts';
import { directoryId } from '../forms/directory-id.ts';
import { everyOf } from '../forms/every-of.ts';
import { drawnSignature, files, instant, text } from '../forms/text.ts';
import { category, complaint, resident, subject } from './intake.ts';

const optionalFiles = files.optional();

const step = <N extends string, S extends z.core.$ZodLooseShape>(name: N, members: S) =>
  z.strictObject({ step: z.literal(name), ...members, files: optionalFiles });

/** A clock's id, `name-round-n`. */
const clockId = z.string().regex(/^[a-z][a-z-]{0,39}-\d{1,9}-\d{1,9}$/);

const grade = z.int().min(1).max(5);

const amended = z
  .strictObject({
    subject: subject.optional(),
    details: text.optional(),
    resident: resident.optional(),
    category: category.optional(),
    simple: z.boolean().optional(),
    urgent: z.boolean().optional(),
    complaint: complaint.optional(),
  })
  .refine((fields) => Object.keys(fields).length > 0, {
    params: { reason: 'nothing-to-amend' },
    // A body that names an unknown field is refused for that, and not for naming no field as well.
    when: ({ issues }) => issues.length === 0,
  });

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
const BODIES = {
  answer: step('answer', { answer: text, adopted: z.boolean().optional() }),
  'hand-over': step('hand-over', { section: directoryId, opinion: text }),
  accept: step('accept', { handler: directoryId.optional() }),
  dispute: step('dispute', { reason: text }),
  assign: step('assign', { handler: directoryId }),
  reply: step('reply', { message: text }),
  arrive: step('arrive', {}),
  complete: step('complete', {
    outcome: text,
    noVisit: z.boolean().optional(),
    adopted: z.boolean().optional(),
  }),
  return: step('return', { opinion: text }),
  receive: step('receive', {}),
  'follow-up': followUp,
  countersign: step('countersign', { signature: drawnSignature.optional() }),
  'write-off': step('write-off', { reason: text }),
  amend: step('amend', { fields: amended, reason: text }),
  urge: step('urge', { message: text }),
  'request-exemption': step('request-exemption', { clock: clockId, reason: text, until: instant }),
  'grant-exemption': step('grant-exemption', { clock: clockId, reason: text }),
  'refuse-exemption': step('refuse-exemption', { clock: clockId, reason: text }),
  withdraw: step('withdraw', { reason: text }),
  archive: step('archive', {}),
} satisfies { readonly [S in StepName]: z.ZodType<Extract<Command, { step: S }>> };

export const signOffBody = z.discriminatedUnion('step', everyOf(BODIES)).meta({ id: 'SignOff' });
