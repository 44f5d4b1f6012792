/** From the records of the table's stream to the effects of its changes; what fails is delivered again by the stream. */

import { Logger } from '@aws-lambda-powertools/logger';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { followDirectory } from '../../shared/effects/directory-entries.ts';
import { keepFile } from '../../shared/effects/keep-file.ts';
import { keepNotices } from '../../shared/effects/notify.ts';
import { openPlatform } from '../../shared/effects/platform.ts';
import { currentTime } from '../../shared/runtime/current-time.ts';
import { openDigest } from '../../shared/runtime/digest.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { logLine } from '../../shared/runtime/log-line.ts';
import { measureInto } from '../../shared/runtime/measure.ts';
import { openSecret } from '../../shared/runtime/secret.ts';
import { cacheDirectory, directoryReader } from '../../shared/store/organisation/directory-cache.ts';
import { readSheetsWithSaid } from '../../shared/store/sheets/sheets.ts';
import { directoryLedgerPartition } from '../../shared/store/table/keys.ts';
import { noteSettled } from '../../shared/store/table/owed.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { applyCaseEffects } from './case-effects.ts';
import type { Telling } from './outbox.ts';
import {
  type CaseHint,
  caseHintIn,
  entriesBetween,
  fileIn,
  type Hint,
  hintIn,
  siteOf,
  toldEntryIn,
} from './records.ts';
import { applySheetEffects } from './sheet-effects.ts';
import { applySiteEffects } from './sites.ts';

const logger = new Logger({ serviceName: 'outbox' });
const digest = openDigest(openSecret(fromEnvironment('SEARCH_SECRET')));
const table = openTable({ name: fromEnvironment('TABLE_NAME'), digest });
const remembered = cacheDirectory(table);
const platform = openPlatform(table, 'outbox');
const note = measureInto(fromEnvironment('METRICS_NAMESPACE'));
const SHEETS_AT_ONCE = 8;
/** A picture is in memory twice while its metadata is stripped, 20 MiB each. */
const FILES_AT_ONCE = 3;

interface Work {
  /** The id of a sheet or of a case. */
  readonly id: string;
  readonly hints: Hint[];
  readonly caseHints: CaseHint[];
  /** The first record that the work stands for. */
  readonly first: DynamoDBRecord;
}

/** Makes the effects of a batch of records: several sheets at once, those of one sheet in their order. */
export async function handler(
  { Records }: DynamoDBStreamEvent,
  context: Context,
): Promise<DynamoDBBatchResponse> {
  logger.addContext(context);
  const outbox = { ...platform, table, directories: directoryReader(remembered), now: currentTime(), note };
  const works = new Map<string, Work>();
  const files = new Map<string, DynamoDBRecord>();
  for (const first of Records) {
    const file = fileIn(first);
    if (file !== undefined && !files.has(file)) files.set(file, first);
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
  /** Makes what a record asks for; that it failed is logged, and keeps nothing else from being made. */
  const attempt = async (
    record: DynamoDBRecord,
    failure: string,
    about: object,
    make: () => Promise<void>,
  ) => {
    try {
      await make();
    } catch (error) {
      logger.error(failure, { ...about, error: error as Error });
      failed.push(record);
    }
  };
  for (const record of Records) {
    const site = siteOf(record);
    if (site === undefined) continue;
    await attempt(record, 'the schedule of a site failed', { site }, () => applySiteEffects(outbox, site));
  }
  const tellings: (Telling & Pick<Work, 'first'>)[] = [];
  for (const first of Records) {
    const entry = toldEntryIn(first);
    if (entry === undefined) continue;
    await attempt(first, 'what follows of a change of the directory failed', entry, async () => {
      const { ledger: of, seq } = entry;
      const done = { from: seq, upTo: seq };
      const notices = await followDirectory(table, outbox.directories, of, done, outbox.now);
      const ledger = directoryLedgerPartition(of.of, of.id);
      tellings.push({ notices, settled: { ledger, done }, first });
    });
  }
  const ofSheets = [...works.values()].filter(({ hints }) => hints.length > 0);
  const sheets = await readSheetsWithSaid(
    table,
    new Map(ofSheets.map(({ id, hints }) => [id, entriesBetween(hints)])),
  );
  await inParallel([...works.values()], SHEETS_AT_ONCE, (work) =>
    attempt(work.first, 'effects failed', { id: work.id }, async () => {
      const sheet = work.hints.length > 0 ? await sheets(work.id) : undefined;
      const found = [
        ...(sheet === undefined ? [] : [await applySheetEffects(outbox, sheet, work.hints)]),
        ...(work.caseHints.length > 0 ? [await applyCaseEffects(outbox, work.id, work.caseHints)] : []),
      ];
      tellings.push(...found.map((telling) => ({ ...telling, first: work.first })));
      logLine('outbox', 'effects made', {
        requestId: context.awsRequestId,
        [work.hints.length > 0 ? 'sheet' : 'case']: work.id,
        steps: found.flatMap(({ steps = [] }) => steps),
      });
    }),
  );
  const notices = tellings.flatMap((telling) => telling.notices);
  try {
    await keepNotices(table, outbox.letters, notices, outbox.now);
    await inParallel(tellings, SHEETS_AT_ONCE, async ({ settled }) => {
      if (settled !== undefined) await noteSettled(table, settled.ledger, settled.done);
    });
  } catch (error) {
    logger.error('notices were not kept', { notices: notices.length, error: error as Error });
    failed.push(...tellings.map(({ first }) => first));
  }
  await inParallel([...files], FILES_AT_ONCE, ([file, first]) =>
    attempt(first, 'keeping a file failed', { file }, () => keepFile(table, platform.files, file)),
  );
  // The stream delivers again from the first record that failed. Effects that were made already are found made.
  return {
    batchItemFailures: failed.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })),
  };
}
