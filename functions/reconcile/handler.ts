/** Every few minutes: finds in the table what should have happened and did not, and puts it right. */

import { Logger } from '@aws-lambda-powertools/logger';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Context } from 'aws-lambda';
import { openPlatform } from '../../shared/effects/platform.ts';
import { currentTime } from '../../shared/runtime/current-time.ts';
import { openDigest } from '../../shared/runtime/digest.ts';
import { fromEnvironment, settingOr } from '../../shared/runtime/env.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { lean } from '../../shared/runtime/lean-client.ts';
import { measureInto } from '../../shared/runtime/measure.ts';
import { openSecret } from '../../shared/runtime/secret.ts';
import { cacheDirectory, directoryReader } from '../../shared/store/organisation/directory-cache.ts';
import { readSites } from '../../shared/store/organisation/organisation.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { type Reconciled, reconcile } from './reconcile.ts';

const logger = new Logger({ serviceName: 'reconcile' });
const digest = openDigest(openSecret(fromEnvironment('SEARCH_SECRET')));
const table = openTable({ name: fromEnvironment('TABLE_NAME'), digest });
const remembered = cacheDirectory(table);
const platform = openPlatform(table, 'reconcile');
const note = measureInto(fromEnvironment('METRICS_NAMESPACE'));
/** Whether it runs in Lambda, where each site has a run of its own; on the local cloud one goes through all of them. */
const isApart = settingOr('AWS_EXECUTION_ENV', '') !== '';
const functions = new LambdaClient(lean());
const CALLS_AT_ONCE = 8;
/** What was begun by then can still be done. */
const LAST_SECONDS_MS = 15_000;

interface ReconcileInput {
  /**
   * Makes the effects of everything anew, however far ahead they are: after a restore, or when a group of schedules
   * was lost.
   */
  readonly everything?: boolean;
  /** At this site alone; else at all of them, a run each. */
  readonly site?: string;
}

/** Looks through all that falls due; says what it put right, or which sites it has looked through by runs of their own. */
export async function handler(
  input: ReconcileInput,
  context: Context,
): Promise<Reconciled | { readonly sites: readonly string[] }> {
  logger.addContext(context);
  const sites = input.site === undefined ? await readSites(table) : [input.site];
  if (sites.length > 1 && isApart) {
    await inParallel(sites, CALLS_AT_ONCE, (site) => call(context.functionName, { ...input, site }));
    return { sites };
  }
  const hasTime = () => (context.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY) > LAST_SECONDS_MS;
  const world = {
    ...platform,
    table,
    directories: directoryReader(remembered),
    now: currentTime(),
    hasTime,
  };
  return reconcile(world, input.everything === true, (done) => tell(world.now, done), sites);
}

/** Nobody waits for it: what fails is tried again, then lies in the dead-letter queue of this function. */
async function call(itself: string, input: ReconcileInput): Promise<void> {
  const asked = { FunctionName: itself, InvocationType: 'Event', Payload: JSON.stringify(input) } as const;
  await functions.send(new InvokeCommand(asked));
}

function tell(now: string, done: Reconciled): void {
  const { late, oldestNotice, calendarsMissing, broken } = done;
  if (late > 0) logger.warn('something was late', { ...done });
  for (const ledger of broken) logger.error('a ledger is broken and not carried over', { ledger });
  for (const missing of calendarsMissing) logger.warn('a calendar lacks a year', missing);
  note(now, { FoundLate: late, OldestNotice: oldestNotice, CalendarsMissing: calendarsMissing.length });
}
