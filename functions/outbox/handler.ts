/** From the table's stream to its echoes; whatever fails is delivered again by the stream. */
import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { inParallel } from '../../shared/echo/in-parallel.ts';
import { openPlatform } from '../../shared/echo/platform.ts';
import { fromEnvironment } from '../../shared/env.ts';
import { present } from '../../shared/present.ts';
import { openTable } from '../../shared/store/table.ts';
import { directoryReader } from '../../shared/watch-clock.ts';
import { echoCase } from './case-effects.ts';
import { echo } from './effects.ts';
import { type CaseHint, caseHintIn, type Hint, hintIn } from './records.ts';

const logger = new Logger({ serviceName: 'outbox' });
const table = openTable({ name: fromEnvironment('TABLE_NAME') });
const platform = openPlatform();
const SHEETS_AT_ONCE = 8;

interface Work {
  /** The id of a sheet or of a case. */
  readonly id: string;
  readonly hints: Hint[];
  readonly caseHints: CaseHint[];
  /** The first record that the work stands for. */
  readonly first: DynamoDBRecord;
}

/** Makes the echoes of a batch of records; several sheets at once, each sheet's in order. */
export async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const outbox = { ...platform, table, directories: directoryReader(table), now: present() };
  const works = new Map<string, Work>();
  for (const first of Records) {
    const found = hintIn(first);
    const ofCase = found === undefined ? caseHintIn(first) : undefined;
    const id = found?.sheet ?? ofCase?.id;
    if (id === undefined) continue;
    const work = works.get(id) ?? { id, hints: [], caseHints: [], first };
    if (found !== undefined) work.hints.push(found.hint);
    if (ofCase !== undefined) work.caseHints.push(ofCase.hint);
    works.set(id, work);
  }
  const failed: DynamoDBRecord[] = [];
  await inParallel([...works.values()], SHEETS_AT_ONCE, async ({ id, hints, caseHints, first }) => {
    try {
      if (hints.length > 0) await echo(outbox, id, hints);
      if (caseHints.length > 0) await echoCase(outbox, id, caseHints);
    } catch (error) {
      logger.error('echoes failed', { id, error: error as Error });
      failed.push(first);
    }
  });
  // The stream goes on from the first that failed; what is then done again is done in vain, not twice.
  return {
    batchItemFailures: failed.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })),
  };
}
