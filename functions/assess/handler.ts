/** Once a month for each site: freezes the month before and tells those who answer for it (B3c). */
import { Logger } from '@aws-lambda-powertools/logger';
import { SQSClient } from '@aws-sdk/client-sqs';
import { freezeMonth } from '../../shared/commands/months.ts';
import { monthBefore } from '../../shared/domain/assessment/month.ts';
import type { AssessInput } from '../../shared/effects/monthly.ts';
import { currentTime } from '../../shared/runtime/current-time.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { lean } from '../../shared/runtime/lean-client.ts';
import { readDirectory } from '../../shared/store/organisation/organisation.ts';
import { openTable } from '../../shared/store/table/table.ts';

const logger = new Logger({ serviceName: 'assess' });
const table = openTable({ name: fromEnvironment('TABLE_NAME') });
const letters = { client: new SQSClient(lean()), queueUrl: fromEnvironment('LETTERS_QUEUE_URL') };

/** Freezes a site's last month; a second call for it finds it done. */
export async function handler({ site }: AssessInput): Promise<{ readonly frozen?: string }> {
  const now = currentTime();
  const directory = await readDirectory(table, site, now);
  if (directory === undefined) {
    logger.warn('there is no such site', { site });
    return {};
  }
  const month = monthBefore(now, directory.site.timeZone);
  const isNew = await freezeMonth({ table, letters, now }, directory, month);
  return isNew ? { frozen: month } : {};
}
