/** Called by the appeal workflow: makes the transitions of a case that are due, and says when the next one is. */

import type { Context } from 'aws-lambda';
import { moveCaseOn } from '../../shared/commands/case-timers.ts';
import { currentTime } from '../../shared/runtime/current-time.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { logLine } from '../../shared/runtime/log-line.ts';
import { type PendingTransition, pendingTransitionOf } from '../../shared/store/cases/case-items.ts';
import { cacheDirectory, directoryReader } from '../../shared/store/organisation/directory-cache.ts';
import { openTable } from '../../shared/store/table/table.ts';

const table = openTable({ name: fromEnvironment('TABLE_NAME') });
const remembered = cacheDirectory(table);

/** What the workflow goes on with: the next transition and its instant, or that its chain is over. */
type Next = ({ readonly over: false } & PendingTransition) | { readonly over: true };

/** Makes what is due of a case and gives what comes next; called twice it gives the same. */
export async function handler(
  { case: id, chain }: Omit<PendingTransition, 'at'>,
  context: Context,
): Promise<Next> {
  logLine('appeal-steps', 'a case is to move on', { requestId: context.awsRequestId, case: id });
  const state = await moveCaseOn(table, directoryReader(remembered), id, currentTime());
  const next = state && pendingTransitionOf(state);
  // Where somebody has signed since, their step has begun another chain, with a workflow of its own.
  return next === undefined || next.chain !== chain ? { over: true } : { over: false, ...next };
}
