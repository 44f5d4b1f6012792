/** Every few minutes: finds in the table what should have happened and did not, and puts it right. */
import { Logger } from '@aws-lambda-powertools/logger';
import { openPlatform } from '../../shared/echo/platform.ts';
import { fromEnvironment } from '../../shared/env.ts';
import { present } from '../../shared/present.ts';
import { openTable } from '../../shared/store/table.ts';
import { directoryReader } from '../../shared/watch-clock.ts';
import { type Reconciled, reconcile } from './reconcile.ts';

const logger = new Logger({ serviceName: 'reconcile' });
const table = openTable({ name: fromEnvironment('TABLE_NAME') });
const platform = openPlatform();

export interface ReconcileInput {
  /** Makes the echoes of everything anew, however far ahead: after a restore, or when a group of schedules was lost. */
  readonly everything?: boolean;
}

/** Looks through all that falls due; says what it put right. */
export async function handler(input: ReconcileInput): Promise<Reconciled> {
  const world = { ...platform, table, directories: directoryReader(table), now: present() };
  const done = await reconcile(world, input.everything === true);
  if (done.late > 0) logger.warn('something was late', { ...done });
  return done;
}
