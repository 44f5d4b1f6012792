/** The part of the States Language that runs here, the one that `infra/workflows` uses; the rest is refused at the start. */
import * as z from 'zod';
import { faultsIn } from '../aws-operation.ts';
import { StartProblem } from '../start-problem.ts';
import { path } from './json-path.ts';

const stateName = z.string().min(1).max(80);

const wait = z.strictObject({ Type: z.literal('Wait'), TimestampPath: path, Next: stateName });

const retrier = z.strictObject({
  ErrorEquals: z.tuple([z.literal('States.ALL')]),
  IntervalSeconds: z.int().min(1),
  MaxAttempts: z.int().min(0),
  BackoffRate: z.number().min(1),
  MaxDelaySeconds: z.int().min(1),
  JitterStrategy: z.literal('FULL'),
});

const task = z.strictObject({
  Type: z.literal('Task'),
  Resource: z.literal('arn:aws:states:::lambda:invoke'),
  Parameters: z.strictObject({
    FunctionName: z.string().min(1),
    /** What the function is told: members whose names end in `.$`, each read from a path. */
    Payload: z.record(z.string().regex(/.\.\$$/, { error: 'only members that are read from a path' }), path),
  }),
  OutputPath: path,
  Retry: z.tuple([retrier]),
  Next: stateName,
});

const choice = z.strictObject({
  Type: z.literal('Choice'),
  Choices: z.tuple([z.strictObject({ Variable: path, BooleanEquals: z.boolean(), Next: stateName })]),
  Default: stateName,
});

const succeed = z.strictObject({ Type: z.literal('Succeed') });

const machine = z
  .strictObject({
    Comment: z.string().optional(),
    StartAt: stateName,
    States: z.record(stateName, z.discriminatedUnion('Type', [wait, task, choice, succeed])),
  })
  .superRefine(({ StartAt, States }, { addIssue }) => {
    const leadsTo = (target: string, ...place: string[]) => {
      if (Object.hasOwn(States, target)) return;
      addIssue({ code: 'custom', path: place, message: `there is no state ${target}` });
    };
    leadsTo(StartAt, 'StartAt');
    for (const [name, state] of Object.entries(States)) {
      if ('Next' in state) leadsTo(state.Next, 'States', name, 'Next');
      if (state.Type !== 'Choice') continue;
      for (const { Next } of state.Choices) leadsTo(Next, 'States', name, 'Choices');
      leadsTo(state.Default, 'States', name, 'Default');
    }
  });

export type StateMachine = z.output<typeof machine>;
export type Task = z.output<typeof task>;
export type Retrier = z.output<typeof retrier>;

/**
 * Reads the definition of a state machine.
 * @throws StartProblem that names state and field, for what does not run here
 */
export function readStateMachine(name: string, definition: unknown): StateMachine {
  const read = machine.safeParse(definition);
  if (read.success) return read.data;
  throw new StartProblem(`The state machine ${name} does not run here: ${faultsIn(read.error)}`);
}
