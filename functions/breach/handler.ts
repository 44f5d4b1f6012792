/** A timer has rung: the warning of a running clock, or its deadline. */

import type { Context } from 'aws-lambda';
import { watchClock } from '../../shared/commands/clocks.ts';
import type { TimerInput } from '../../shared/effects/timers.ts';
import { currentTime } from '../../shared/runtime/current-time.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { logLine } from '../../shared/runtime/log-line.ts';
import { cacheDirectory, directoryReader } from '../../shared/store/organisation/directory-cache.ts';
import { openTable } from '../../shared/store/table/table.ts';

const table = openTable({ name: fromEnvironment('TABLE_NAME') });
const remembered = cacheDirectory(table);

/**
 * Decides by the sheet as it is now what the timer means. A timer that comes late means nothing any more, and that is
 * normal.
 */
export async function handler({ sheet, command }: TimerInput, context: Context): Promise<void> {
  logLine('breach', 'a timer rang', {
    requestId: context.awsRequestId,
    sheet,
    step: command.watch,
    ...('clock' in command ? { clock: command.clock } : {}),
  });
  await watchClock(table, directoryReader(remembered), sheet, command, currentTime());
}
