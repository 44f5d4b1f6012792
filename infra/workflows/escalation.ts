/**
 * The escalation workflow as data (Amazon States Language). It only waits and asks: each decision is a command,
 * and every instant comes from the table. Input: `{ sheet, clock, level, at }`.
 */
import { waitAndAsk } from './wait-and-ask.ts';

/** The workflow's definition; `escalate` is the ARN of the function that it calls. */
export function escalationDefinition(escalate: string) {
  return waitAndAsk({
    comment: 'Raises a breach level by level until its clock stops (contract section 3)',
    ...{ waitState: 'WaitForLevel', taskState: 'Escalate', functionArn: escalate },
    payload: ['sheet', 'clock', 'level'],
  });
}
