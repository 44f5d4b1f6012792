/**
 * A workflow that only waits and asks. It waits for the instant `at` and calls a function, which carries out whatever is
 * due as a command. The function's result either names the next instant to wait for, or says that the workflow is over.
 */
import { RETRIES } from './retries.ts';

interface WaitAndAsk {
  readonly comment: string;
  /** The name of the state that waits. */
  readonly waitState: string;
  /** The name of the state that calls the function. */
  readonly taskState: string;
  readonly functionArn: string;
  /** Members of the input that the function is given. */
  readonly payload: readonly string[];
}

/** The definition, in the Amazon States Language. */
export function waitAndAsk({ comment, waitState, taskState, functionArn, payload }: WaitAndAsk) {
  return {
    Comment: comment,
    StartAt: waitState,
    States: {
      [waitState]: { Type: 'Wait', TimestampPath: '$.at', Next: taskState },
      [taskState]: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Parameters: {
          FunctionName: functionArn,
          Payload: Object.fromEntries(payload.map((member) => [`${member}.$`, `$.${member}`])),
        },
        OutputPath: '$.Payload',
        Retry: RETRIES,
        Next: 'IsItOver',
      },
      IsItOver: {
        Type: 'Choice',
        Choices: [{ Variable: '$.over', BooleanEquals: true, Next: 'Over' }],
        Default: waitState,
      },
      Over: { Type: 'Succeed' },
    },
  };
}
