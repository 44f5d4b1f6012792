/**
 * The escalation workflow as data (Amazon States Language). It only waits and asks: each decision is a command,
 * and every instant comes from the table. Input: `{ sheet, clock, level, at }`.
 */
import { RETRIES } from './retries.ts';

/** The workflow's definition; `escalate` is the ARN of the function that it asks. */
export function escalationDefinition(escalate: string) {
  return {
    Comment: 'Raises a breach level by level until its clock stops (contract section 3)',
    StartAt: 'WaitForLevel',
    States: {
      WaitForLevel: { Type: 'Wait', TimestampPath: '$.at', Next: 'Escalate' },
      Escalate: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Parameters: {
          FunctionName: escalate,
          Payload: { 'sheet.$': '$.sheet', 'clock.$': '$.clock', 'level.$': '$.level' },
        },
        OutputPath: '$.Payload',
        Retry: RETRIES,
        Next: 'IsItOver',
      },
      IsItOver: {
        Type: 'Choice',
        Choices: [{ Variable: '$.over', BooleanEquals: true, Next: 'Over' }],
        Default: 'WaitForLevel',
      },
      Over: { Type: 'Succeed' },
    },
  } as const;
}
