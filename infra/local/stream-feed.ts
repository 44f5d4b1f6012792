import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDBRecord } from 'aws-lambda';
import type { FunctionSpec } from '../manifest.ts';
import { type DataDirectory, writeDurably } from './data-directory.ts';
import { oneAtATime } from './in-turn.ts';
import { type FunctionHost, failedItems } from './lambda.ts';
import type { Service } from './services.ts';
import { type Batch, type Checkpoint, DatabaseHangs, openStream, type StreamReader } from './table-stream.ts';

export interface StreamFeedOptions {
  readonly endpoint: string;
  readonly tableName: string;
  readonly manifest: readonly FunctionSpec[];
  readonly functions: FunctionHost;
  readonly data: DataDirectory;
  readonly onError: (error: unknown) => void;
}

const POLL_MS = 100;
const AFTER_ERROR_MS = 500;
/** A database that fails so often in a row is gone for longer than a start of it takes. */
const MOST_FAILURES = 10;
/** What fails this often is logged and left behind, as a dead-letter queue would take it. */
const MOST_TRIES = 5;
const FIRST_RETRY_MS = 50;

const sequenceOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? '';

/**
 * Carries the table's stream to every function of the manifest whose trigger it is; each has its own place in
 * the stream, kept in the data directory. Without such a function nothing is read at all.
 */
export async function startStreamFeeds(options: StreamFeedOptions): Promise<Service> {
  const fed = options.manifest.flatMap((spec) =>
    spec.trigger.kind === 'stream' ? [{ name: spec.name, batchSize: spec.trigger.batchSize }] : [],
  );
  if (fed.length === 0) return { stop: () => {} };
  const newReader = await openStream(options.endpoint, options.tableName);
  const feeds = await Promise.all(
    fed.map(({ name, batchSize }) => startFeed(name, batchSize, newReader(), options)),
  );
  return {
    settle: async () => (await Promise.all(feeds.map((feed) => feed.settle()))).some(Boolean),
    async stop() {
      await Promise.all(feeds.map((feed) => feed.stop()));
    },
  };
}

/** Feeds one function, one batch at a time and in order. */
async function startFeed(
  name: string,
  batchSize: number,
  reader: StreamReader,
  { functions, data, onError }: StreamFeedOptions,
): Promise<Required<Service>> {
  const file = data.file(`stream-${name}.json`);
  let checkpoint = await readCheckpoint(file, onError);
  const inTurn = oneAtATime();
  let stopped = false;
  let delivered = 0;
  let reported = 0;

  const reached = async (shard: string, record: DynamoDBRecord | undefined) => {
    if (record === undefined) return;
    checkpoint = { shard, sequence: sequenceOf(record) };
    await writeDurably(file, JSON.stringify(checkpoint));
  };
  /** @returns the sequence numbers of what failed: all of them where the function throws */
  const invoke = async (Records: readonly DynamoDBRecord[]): Promise<ReadonlySet<string>> => {
    const batch = Records.map(sequenceOf);
    try {
      const answer = await functions.invoke(name, { Records });
      delivered += 1;
      return failedItems(answer, batch);
    } catch (error) {
      onError(error);
      return new Set(batch);
    }
  };
  /** Delivers again from the first record on that failed, after growing pauses. */
  const deliver = async ({ shard, records }: Batch) => {
    let left = records;
    /** How often in a row the first of those left has failed. */
    let tries = 0;
    while (left.length > 0 && !stopped) {
      const failed = await invoke(left);
      const done =
        failed.size === 0 ? left.length : left.findIndex((record) => failed.has(sequenceOf(record)));
      tries = done > 0 ? 1 : tries + 1;
      const lost = tries < MOST_TRIES ? [] : left.slice(0, failed.size === left.length ? left.length : 1);
      if (lost.length > 0) {
        const keys = JSON.stringify(lost.map((record) => record.dynamodb?.Keys));
        onError(new Error(`${name} fails again and again; left behind: ${keys}`));
        tries = 0;
      }
      await reached(shard, left[done + lost.length - 1]);
      left = left.slice(done + lost.length);
      if (left.length > 0 && tries > 0) await pause(FIRST_RETRY_MS * 2 ** (tries - 1));
    }
  };
  /**
   * Reads and delivers until nothing is left.
   * @throws what reading failed by, where it fails again and again, or hangs
   */
  const drain = () =>
    inTurn(async () => {
      for (let failures = 0; !stopped; ) {
        try {
          const batch = await reader.read(checkpoint, batchSize);
          failures = 0;
          if (batch.records.length === 0) return;
          await deliver(batch);
        } catch (error) {
          reader.rewind();
          failures += 1;
          if (failures === MOST_FAILURES || error instanceof DatabaseHangs) throw error;
          await pause(AFTER_ERROR_MS);
        }
      }
    });
  const poll = async () => {
    while (!stopped) {
      await drain().catch(onError);
      await pause(POLL_MS);
    }
  };
  void poll();

  return {
    /** Tells whether anything was delivered since it was last asked: that may have made work for other services. */
    async settle() {
      await drain();
      const before = reported;
      reported = delivered;
      return delivered > before;
    },
    async stop() {
      stopped = true;
      await drain().catch(onError);
    },
  };
}

async function readCheckpoint(
  file: string,
  onError: (error: unknown) => void,
): Promise<Checkpoint | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Checkpoint;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onError(error);
    return undefined;
  }
}
