/** The part of the States Language (JSONPath) that runs here; anything outside it is refused at the start. */
import * as z from 'zod';
import { StartProblem } from '../start-problem.ts';
import { choiceRule, isTimestamp } from './choice-rule.ts';
import { faultsOf, isPath, isReferencePath, type Json } from './json-path.ts';

const path = z.string().refine(isPath, { error: 'no simple path' });
const referencePath = z.string().refine(isReferencePath, { error: 'no simple path into the data' });
const template = z.json().superRefine((value, { addIssue }) => {
  for (const fault of faultsOf(value as Json)) addIssue({ code: 'custom', ...fault });
});
const stateName = z.string().min(1).max(80);
const language = z.literal('JSONPath').optional();

const anyState = {
  Comment: z.string().optional(),
  QueryLanguage: language,
  InputPath: path.nullable().optional(),
  OutputPath: path.nullable().optional(),
};
const onward = { Next: stateName.optional(), End: z.literal(true).optional() };
const result = { ResultPath: referencePath.nullable().optional() };

const retrier = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string()).min(1),
  IntervalSeconds: z.number().int().min(1).default(1),
  MaxAttempts: z.number().int().min(0).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.number().int().min(1).optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).default('NONE'),
});
const catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string()).min(1),
  Next: stateName,
  ResultPath: referencePath.nullable().optional(),
});

const state = z.discriminatedUnion('Type', [
  z.strictObject({
    Type: z.literal('Task'),
    ...anyState,
    ...onward,
    ...result,
    Resource: z
      .string()
      .regex(/^arn:aws(-cn)?:states:::lambda:invoke$/, { error: 'only lambda:invoke runs here' }),
    Parameters: z
      .strictObject({
        FunctionName: z.string().min(1),
        Payload: template.optional(),
        'Payload.$': path.optional(),
      })
      .refine((given) => !('Payload' in given && 'Payload.$' in given), { error: 'two payloads' }),
    ResultSelector: template.optional(),
    Retry: z.array(retrier).default([]),
    Catch: z.array(catcher).default([]),
  }),
  z.strictObject({
    Type: z.literal('Wait'),
    ...anyState,
    ...onward,
    Seconds: z.number().int().min(0).optional(),
    SecondsPath: path.optional(),
    Timestamp: z.string().refine(isTimestamp, { error: 'no RFC 3339 instant' }).optional(),
    TimestampPath: path.optional(),
  }),
  z.strictObject({
    Type: z.literal('Choice'),
    ...anyState,
    Choices: z.array(choiceRule).min(1),
    Default: stateName.optional(),
  }),
  z.strictObject({
    Type: z.literal('Pass'),
    ...anyState,
    ...onward,
    ...result,
    Parameters: template.optional(),
    Result: z.json().optional(),
  }),
  z.strictObject({ Type: z.literal('Succeed'), ...anyState }),
  z.strictObject({
    Type: z.literal('Fail'),
    Comment: z.string().optional(),
    QueryLanguage: language,
    Error: z.string().optional(),
    ErrorPath: path.optional(),
    Cause: z.string().optional(),
    CausePath: path.optional(),
  }),
]);
const machine = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: language,
  Version: z.literal('1.0').optional(),
  StartAt: stateName,
  States: z.record(stateName, state),
});

export type StateMachine = z.output<typeof machine>;
export type State = z.output<typeof state>;
export type Retrier = z.output<typeof retrier>;

/** Where a state can lead. */
function targetsOf(given: State): readonly string[] {
  const targets: (string | undefined)[] = 'Next' in given ? [given.Next] : [];
  if (given.Type === 'Choice') targets.push(given.Default, ...given.Choices.map(({ Next }) => Next));
  if (given.Type === 'Task') targets.push(...given.Catch.map(({ Next }) => Next));
  return targets.filter((target) => target !== undefined);
}

function deadEndsOf({ StartAt, States }: StateMachine): string[] {
  const faults = Object.hasOwn(States, StartAt) ? [] : [`StartAt: there is no state ${StartAt}`];
  for (const [name, given] of Object.entries(States)) {
    for (const target of targetsOf(given)) {
      if (!Object.hasOwn(States, target)) faults.push(`States.${name}: there is no state ${target}`);
    }
    const goesOn = 'Next' in given || 'End' in given || ['Choice', 'Succeed', 'Fail'].includes(given.Type);
    if (!goesOn) faults.push(`States.${name}: neither Next nor End`);
  }
  return faults;
}

function faultsIn(error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    const place = [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys : [])];
    return `${place.map(String).join('.')}: ${issue.message}`;
  });
}

/**
 * Reads the definition of a state machine, in a millisecond or so.
 * @throws StartProblem that names state and field, for what does not run here
 */
export function readStateMachine(name: string, definition: unknown): StateMachine {
  const read = machine.safeParse(definition);
  const faults = read.success ? deadEndsOf(read.data) : faultsIn(read.error);
  if (read.success && faults.length === 0) return read.data;
  throw new StartProblem(`The state machine ${name} does not run here: ${faults.join('; ')}`);
}
