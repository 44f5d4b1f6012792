/** The bodies of `POST /sheets/{id}/sign-offs`, one for each step (contract section 3). */

import * as z from 'zod';
import { directoryId } from '../forms/directory-id.ts';
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
    // What names an unknown field did ask for something: that fault is enough.
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

export const signOffBody = z
  .discriminatedUnion('step', [
    step('answer', { answer: text, adopted: z.boolean().optional() }),
    step('hand-over', { section: directoryId, opinion: text }),
    step('accept', { handler: directoryId.optional() }),
    step('dispute', { reason: text }),
    step('assign', { handler: directoryId }),
    step('reply', { message: text }),
    step('arrive', {}),
    step('complete', {
      outcome: text,
      noVisit: z.boolean().optional(),
      adopted: z.boolean().optional(),
    }),
    step('return', { opinion: text }),
    step('receive', {}),
    followUp,
    step('countersign', { signature: drawnSignature.optional() }),
    step('write-off', { reason: text }),
    step('amend', { fields: amended, reason: text }),
    step('urge', { message: text }),
    step('request-exemption', { clock: clockId, reason: text, until: instant }),
    step('grant-exemption', { clock: clockId, reason: text }),
    step('refuse-exemption', { clock: clockId, reason: text }),
    step('withdraw', { reason: text }),
    step('archive', {}),
  ])
  .meta({ id: 'SignOff' });
