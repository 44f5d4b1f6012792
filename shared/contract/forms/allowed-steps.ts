/** `allowedSteps` (contract section 9) as a schema. */
import * as z from 'zod';
import { CHOSEN } from '../../domain/kernel/allowing.ts';
import { CASE_STEP_WORDS } from '../../words/case-words.ts';
import { said } from '../../words/said.ts';
import { STEP_WORDS } from '../../words/sheet-words.ts';

/** Of an appeal it is told as `decide`, which its route takes. */
const { review: _told, ...OF_CASES } = CASE_STEP_WORDS;

/** The steps of sheets and cases that may be allowed, with what they are called. */
export const ALLOWED_STEP_WORDS = {
  ...OF_CASES,
  ...STEP_WORDS,
  receive: said('签收', 'sign for what was returned or delivered'),
};
const names = Object.keys(ALLOWED_STEP_WORDS) as (keyof typeof ALLOWED_STEP_WORDS)[];

const members = z.array(z.string());

const choices = z.object(
  Object.fromEntries(CHOSEN.map((member) => [member, members.optional()])) as Record<
    (typeof CHOSEN)[number],
    z.ZodOptional<typeof members>
  >,
);

const allowedStep = z
  .object({
    step: z.enum(names),
    clause: z.string().meta({ description: 'Of the rule that allows it' }),
    requires: members.meta({ description: 'Members that the body needs now, beside `step`' }),
    takes: members.meta({ description: 'Members beside them that would be taken now' }),
    choices: choices.optional().meta({
      description: 'The values that would be accepted now; of `fields` the names of what may be amended',
    }),
    oneOf: z.array(members).optional().meta({ description: 'Groups of each of which one member is needed' }),
    actingFor: z.string().optional().meta({ description: 'The absent person for whom it would be signed' }),
  })
  .meta({ id: 'AllowedStep', description: 'A step that the reader may sign now' });

export const allowedStepsResponse = z.array(allowedStep);
