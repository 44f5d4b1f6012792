/**
 * The appeal workflow as data (Amazon States Language): it waits out windows, targets and what lapses, for months.
 * It only waits and asks: each move is a command, and every instant comes from the table. A step that somebody signs ends
 * its chain, and begins another with an execution of its own. Input: `{ case, chain, at }`.
 */
import { waitAndAsk } from './wait-and-ask.ts';

/** The workflow's definition; `appealSteps` is the ARN of the function that it asks. */
export function appealDefinition(appealSteps: string) {
  return waitAndAsk({
    comment:
      'Takes a case through its windows and targets until somebody signs or it ends (contract section 5)',
    ...{ waiting: 'WaitForMove', asking: 'Move', asked: appealSteps },
    told: ['case', 'chain'],
  });
}
