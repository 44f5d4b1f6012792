/**
 * A workflow that only waits and asks: it waits for the instant `at`, asks a function what is to be done by a command,
 * and goes on with the instant that the answer names until the answer is that it is over.
 */
import { RETRIES } from './retries.ts';

interface WaitAndAsk {
  readonly comment: string;
  readonly waiting: string;
  readonly asking: string;
  /** ARN of the function that it asks. */
  readonly asked: string;
  /** Members of the input that the function is told. */
  readonly told: readonly string[];
}

/** The definition, in the Amazon States Language. */
export function waitAndAsk({ comment, waiting, asking, asked, told }: WaitAndAsk) {
  return {
    Comment: comment,
    StartAt: waiting,
    States: {
      [waiting]: { Type: 'Wait', TimestampPath: '$.at', Next: asking },
      [asking]: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Parameters: {
          FunctionName: asked,
          Payload: Object.fromEntries(told.map((member) => [`${member}.$`, `$.${member}`])),
        },
        OutputPath: '$.Payload',
        Retry: RETRIES,
        Next: 'IsItOver',
      },
      IsItOver: {
        Type: 'Choice',
        Choices: [{ Variable: '$.over', BooleanEquals: true, Next: 'Over' }],
        Default: waiting,
      },
      Over: { Type: 'Succeed' },
    },
  };
}
