/** Called by the escalation workflow: raises a breach to its next level, and says when the one after is due. */

import type { Context } from 'aws-lambda';
import { watchClock } from '../../shared/commands/clocks.ts';
import { currentTime } from '../../shared/runtime/current-time.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { logLine } from '../../shared/runtime/log-line.ts';
import { cacheDirectory, directoryReader } from '../../shared/store/organisation/directory-cache.ts';
import { type PendingEscalation, pendingEscalationsOf } from '../../shared/store/sheets/sheet-items.ts';
import { openTable } from '../../shared/store/table/table.ts';

const table = openTable({ name: fromEnvironment('TABLE_NAME') });
const remembered = cacheDirectory(table);

/** What the workflow goes on with: the next level and its instant, or that it is over. */
type Next = ({ readonly over: false } & PendingEscalation) | { readonly over: true };

/** Raises a breach to a level and gives what comes next; called twice it gives the same. */
export async function handler(
  { sheet, clock, level }: Omit<PendingEscalation, 'at'>,
  context: Context,
): Promise<Next> {
  logLine('escalate', 'a level is asked for', {
    requestId: context.awsRequestId,
    sheet,
    step: 'escalate',
    clock,
    to: level,
  });
  const command = { watch: 'escalate', clock, level } as const;
  const after = await watchClock(table, directoryReader(remembered), sheet, command, currentTime());
  const next = after && pendingEscalationsOf(after).find((each) => each.clock === clock);
  return next === undefined ? { over: true } : { over: false, ...next };
}
