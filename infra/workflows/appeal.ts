/**
 * The appeal workflow as data (Amazon States Language). For months it waits until an appeal window ends, a target is
 * missed or a case lapses. It only waits and asks: each transition is a command, and every instant comes from the table.
 * A step that somebody signs ends its chain, and begins another with an execution of its own. Input: `{ case, chain, at }`.
 */
import { waitAndAsk } from './wait-and-ask.ts';

/** The workflow's definition; `appealSteps` is the ARN of the function that it calls. */
export function appealDefinition(appealSteps: string) {
  return waitAndAsk({
    comment:
      'Takes a case through its windows and targets until somebody signs or it ends (contract section 5)',
    ...{ waitState: 'WaitForMove', taskState: 'Move', functionArn: appealSteps },
    payload: ['case', 'chain'],
  });
}
