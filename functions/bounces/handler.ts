/** Called with what SES says of letters that bounced or were complained of (contract section 11). */

import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import { noteUndelivered } from '../../shared/commands/undeliverable.ts';
import { currentTime } from '../../shared/runtime/current-time.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { lean } from '../../shared/runtime/lean-client.ts';
import { logLine } from '../../shared/runtime/log-line.ts';
import { cacheDirectory, directoryReader } from '../../shared/store/organisation/directory-cache.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { undeliveredIn } from './event.ts';

const table = openTable({ name: fromEnvironment('TABLE_NAME') });
const remembered = cacheDirectory(table);
const letters = { client: new SQSClient(lean()), queueUrl: fromEnvironment('LETTERS_QUEUE_URL') };

/** Notes what became of a letter; the same event again, or late, changes nothing. */
export async function handler(event: unknown, context: Context): Promise<void> {
  const undelivered = undeliveredIn(event);
  const requestId = context.awsRequestId;
  if (undelivered === undefined) return logLine('bounces', 'nothing to note', { requestId });
  const office = { table, letters, directories: directoryReader(remembered) };
  const done = await noteUndelivered(office, undelivered, currentTime());
  logLine('bounces', `an address is ${done}`, { requestId, person: undelivered.person });
}
