/** A timer has rung: the warning of a running clock, or its deadline. */

import type { Context } from 'aws-lambda';
import type { TimerInput } from '../../shared/echo/timers.ts';
import { fromEnvironment } from '../../shared/env.ts';
import { logLine } from '../../shared/log-line.ts';
import { present } from '../../shared/present.ts';
import { openTable } from '../../shared/store/table.ts';
import { sharedDirectoryReader, watchClock } from '../../shared/watch-clock.ts';

const table = openTable({ name: fromEnvironment('TABLE_NAME') });
const directories = sharedDirectoryReader(table);

/** Asks the sheet what the timer means by now; a late one means nothing, and that is normal. */
export async function handler({ sheet, command }: TimerInput, context: Context): Promise<void> {
  logLine('breach', 'a timer rang', {
    requestId: context.awsRequestId,
    sheet,
    step: command.watch,
    clock: command.clock,
  });
  await watchClock(table, directories, sheet, command, present());
}
