/** `allowedSteps` (contract section 9) as a schema. */
import * as z from 'zod';
import { CHOSEN } from '../../domain/kernel/allowing.ts';

const members = z.array(z.string());

const choices = z.object(
  Object.fromEntries(CHOSEN.map((member) => [member, members.optional()])) as Record<
    (typeof CHOSEN)[number],
    z.ZodOptional<typeof members>
  >,
);

const allowedStep = z
  .object({
    step: z.string(),
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
