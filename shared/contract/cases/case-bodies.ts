/** Bodies and queries of cases and appeals (contract section 5): their form, checked before anything is looked up. */

import * as z from 'zod';
import {
  CASE_GRADES,
  CASE_STATUSES,
  type CaseCommand,
  type CaseStepName,
  DELIVERY_MEANS,
  type Level,
  REVIEW_OUTCOMES,
  type ReviewCommand,
} from '../../domain/cases/case.ts';
import type { OpenCaseCommand } from '../../domain/cases/open.ts';
import { SANCTIONS, SELF_CRITICISMS } from '../../domain/cases/sanctions.ts';
import type { StepForms } from '../../domain/kernel/allowing.ts';
import { AMOUNT_FORM, CURRENCY_FORM, isPositive } from '../../domain/kernel/money.ts';
import { atSites, directoryId, maybeAtSites, ofSection } from '../forms/directory-id.ts';
import { everyOf } from '../forms/every-of.ts';
import { formOf, formsOf, namedSteps } from '../forms/step-forms.ts';
import { drawnSignature, files, instant, line, madeId, text } from '../forms/text.ts';
import { cursor, limit } from '../sheets/list.ts';

export const money = z
  .strictObject({
    amount: z
      .string()
      .refine((amount) => AMOUNT_FORM.test(amount), { params: { reason: 'money-form' } })
      .meta({ pattern: AMOUNT_FORM.source, examples: ['120.00'] }),
    currency: z
      .string()
      .regex(CURRENCY_FORM)
      .meta({ examples: ['CNY'] }),
  })
  .meta({ id: 'Money' });

/** A loss that is stated is more than nothing. */
const loss = money.refine((given) => !AMOUNT_FORM.test(given.amount) || isPositive(given), {
  path: ['amount'],
  params: { reason: 'above-nothing' },
});

const sanctions = z
  .array(z.enum(SANCTIONS))
  .max(SANCTIONS.length)
  .refine((given) => new Set(given).size === given.length, { params: { reason: 'each-once' } });

export const openCaseBody = z
  .strictObject({
    about: directoryId,
    rule: line(1, 64),
    allegation: text,
    origin: z.strictObject({ sheet: madeId(), clock: madeId().optional() }).optional(),
    files: files.optional(),
  })
  .meta({ id: 'CaseOpening' });

/** The command that a checked body is. */
export const toOpenCase = (body: z.output<typeof openCaseBody>): OpenCaseCommand => body;

const step = <N extends string, S extends z.core.$ZodLooseShape>(name: N, members: S) =>
  z.strictObject({ step: z.literal(name), ...members, files: files.optional() });

const deliver = step('deliver', { means: z.enum(DELIVERY_MEANS), witness: directoryId.optional() }).refine(
  ({ means, witness }) => means !== 'left-with-witness' || witness !== undefined,
  { path: ['witness'], params: { reason: 'required' } },
);

/** A self-criticism is there itself, or its refusal before a witness; nothing else can be refused (A2.2). */
const carryOut = step('carry-out', {
  sanction: z.enum(SANCTIONS),
  at: instant,
  text: text.optional(),
  witness: directoryId.optional(),
  refused: z.literal(true).optional(),
}).check(({ value, issues }) => {
  const complain = (member: string, reason: string) =>
    issues.push({ code: 'custom', path: [member], params: { reason }, input: value });
  const { sanction, text: own, files: attached = [], refused, witness } = value;
  const isSelfCriticism = SELF_CRITICISMS.includes(sanction);
  if (refused !== undefined && !isSelfCriticism) complain('refused', 'only-of-a-self-criticism');
  if (refused !== undefined && witness === undefined) complain('witness', 'required');
  const isThere = own !== undefined || attached.length > 0 || refused !== undefined;
  if (isSelfCriticism && !isThere) complain('text', 'self-criticism-itself');
});

/** A body each step of `…/sign-offs`; one without, or one that is no command of its step, does not compile. */
const BODIES = namedSteps('CaseStep', {
  conclude: step('conclude', {
    findings: text,
    conclusion: text,
    grade: z.enum(CASE_GRADES),
    loss: loss.optional(),
  }),
  acknowledge: step('acknowledge', { signature: drawnSignature, statement: text.optional() }),
  'record-refusal': step('record-refusal', { witness: directoryId, reason: text }),
  refer: step('refer', { report: text }),
  decide: step('decide', { sanctions, compensation: money.optional(), reason: text }),
  deliver,
  receive: step('receive', { signature: drawnSignature }),
  pay: step('pay', { payment: money }),
  'carry-out': carryOut,
  waive: step('waive', { reason: text }),
} satisfies { readonly [S in CaseCommand['step']]: z.ZodType<Extract<CaseCommand, { step: S }>> });

export const caseSignOffBody = z.discriminatedUnion('step', everyOf(BODIES)).meta({ id: 'CaseSignOff' });

export const toCaseCommand = (body: z.output<typeof caseSignOffBody>): CaseCommand => body;

/** A statement or evidence is submitted with it (A2.7a). */
export const appealBody = z
  .strictObject({ statement: text.optional(), files: files.optional() })
  .refine(({ statement, files: given = [] }) => statement !== undefined || given.length > 0, {
    path: ['statement'],
    params: { reason: 'statement-or-files' },
  })
  .meta({ id: 'Appeal' });

export const reviewBody = step('decide', {
  outcome: z.enum(REVIEW_OUTCOMES),
  reason: text,
  sanctions: sanctions.optional(),
  compensation: money.optional(),
})
  .check((context) => {
    const body = context.value;
    const isVaried = body.outcome === 'varied';
    const complain = (member: 'sanctions' | 'compensation', reason: string) =>
      context.issues.push({ code: 'custom', path: [member], params: { reason }, input: body });
    if (isVaried && body.sanctions === undefined && body.compensation === undefined) {
      complain('sanctions', 'required');
    }
    for (const member of ['sanctions', 'compensation'] as const) {
      if (!isVaried && body[member] !== undefined) complain(member, 'only-when-varied');
    }
  })
  .meta({ id: 'Review' });

/** What each step's body requires and takes; `review` is the `decide` of an appeal's sign-offs. */
export const CASE_FORMS: StepForms<CaseStepName> = {
  ...formsOf(BODIES),
  appeal: formOf(appealBody),
  review: formOf(reviewBody, 'decide'),
};

export const toReview = (level: Level, body: z.output<typeof reviewBody>): ReviewCommand => ({
  ...body,
  step: 'review',
  level,
});

export const dismissBody = z.strictObject({ reason: text }).meta({ id: 'Dismissal' });

const localDay = (id: string, description: string) =>
  z.iso.date().optional().meta({ description, param: { id } });

export const consequencesQuery = z.strictObject({
  site: atSites,
  from: localDay('DecidedFrom', 'The first local day on which it was decided'),
  to: localDay('DecidedTo', 'The last of them'),
});

export const listCasesQuery = z.strictObject({
  site: maybeAtSites,
  about: directoryId.optional(),
  status: z.enum(CASE_STATUSES).optional(),
  section: ofSection,
  origin: madeId().optional().meta({ description: 'The sheet that gave rise to it' }),
  limit,
  cursor,
});
