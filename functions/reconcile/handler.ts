/** Every few minutes: finds in the table what should have happened and did not, and puts it right. */

import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { openPlatform } from '../../shared/effects/platform.ts';
import { currentTime } from '../../shared/runtime/current-time.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { measureInto } from '../../shared/runtime/measure.ts';
import { directoryReader } from '../../shared/store/organisation/directory-cache.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { type Reconciled, reconcile } from './reconcile.ts';

const logger = new Logger({ serviceName: 'reconcile' });
const table = openTable({ name: fromEnvironment('TABLE_NAME') });
const platform = openPlatform(table, 'reconcile');
const note = measureInto(fromEnvironment('METRICS_NAMESPACE'));

interface ReconcileInput {
  /**
   * Makes the effects of everything anew, however far ahead they are: after a restore, or when a group of schedules
   * was lost.
   */
  readonly everything?: boolean;
}

/** Looks through all that falls due; says what it put right. */
export async function handler(input: ReconcileInput, context: Context): Promise<Reconciled> {
  logger.addContext(context);
  const world = { ...platform, table, directories: directoryReader(table), now: currentTime() };
  return reconcile(world, input.everything === true, (done) => tell(world.now, done));
}

function tell(now: string, done: Reconciled): void {
  const { late, oldestNotice, calendarsMissing, broken } = done;
  if (late > 0) logger.warn('something was late', { ...done });
  for (const ledger of broken) logger.error('a ledger is broken and not carried over', { ledger });
  for (const missing of calendarsMissing) logger.warn('a calendar lacks a year', missing);
  note(now, { FoundLate: late, OldestNotice: oldestNotice, CalendarsMissing: calendarsMissing.length });
}
