/** Every day: erases the values of what was archived long enough ago (contract section 12). */
import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { eraseDue } from '../../shared/commands/retention.ts';
import { retentionOf } from '../../shared/contract/organisation/retention-setting.ts';
import { currentTime } from '../../shared/runtime/current-time.ts';
import { openDigest } from '../../shared/runtime/digest.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { openSecret } from '../../shared/runtime/secret.ts';
import { readSites } from '../../shared/store/organisation/organisation.ts';
import { openTable } from '../../shared/store/table/table.ts';

const logger = new Logger({ serviceName: 'forget' });
const digest = openDigest(openSecret(fromEnvironment('SEARCH_SECRET')));
const table = openTable({ name: fromEnvironment('TABLE_NAME'), digest });
const retention = retentionOf(fromEnvironment('RETENTION'));

/** So many of what could not be erased are named; all of them are in the error. */
const MOST_NAMED = 10;

/**
 * Goes through all sites; gives how many sheets and cases were erased. The same again finds nothing more.
 * @throws AggregateError once all was gone through, where something failed
 */
export async function handler(_input: unknown, context: Context): Promise<{ readonly erased: number }> {
  logger.addContext(context);
  const failures: Error[] = [];
  let erased = 0;
  for (const site of await readSites(table)) {
    const swept = await eraseDue(table, site, retention, currentTime());
    erased += swept.erased;
    failures.push(...swept.failures);
    for (const item of swept.kept) logger.warn('its time is over and it could not be erased', { site, item });
  }
  if (erased > 0) logger.info('erased', { erased });
  if (failures.length > 0) {
    const named = failures.slice(0, MOST_NAMED).map(String).join('; ');
    throw new AggregateError(failures, `${failures.length} could not be erased: ${named}`);
  }
  return { erased };
}
