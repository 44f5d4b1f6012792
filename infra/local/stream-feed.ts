import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import type { FunctionSpec } from '../manifest.ts';
import { type DataDirectory, writeDurably } from './data-directory.ts';
import type { FunctionHost } from './lambda.ts';
import type { Service } from './services.ts';
import type { Checkpoint, StreamReader } from './stream-reader.ts';

export interface StreamFeedOptions {
  readonly functions: FunctionHost;
  readonly data: DataDirectory;
  readonly onError: (error: unknown) => void;
}

const POLL_MS = 100;
const AFTER_ERROR_MS = 500;
/** What fails this often is logged and left behind, as a dead-letter queue would take it. */
const MOST_ATTEMPTS = 5;
const FIRST_RETRY_MS = 50;

/** Feeds one function from the stream, one batch at a time and in order. */
export class StreamFeed implements Service {
  readonly #spec: FunctionSpec;
  readonly #batchSize: number;
  readonly #reader: StreamReader;
  readonly #options: StreamFeedOptions;
  readonly #file: string;
  readonly #stopped = new AbortController();
  #waiting: (() => void)[] = [];
  #wake: () => void = () => {};
  #delivered = 0;
  #checkpoint: Checkpoint | undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor(spec: FunctionSpec, batchSize: number, reader: StreamReader, options: StreamFeedOptions) {
    this.#spec = spec;
    this.#batchSize = batchSize;
    this.#reader = reader;
    this.#options = options;
    this.#file = options.data.file(`stream-${spec.name}.json`);
  }

  async start(): Promise<this> {
    try {
      this.#checkpoint = JSON.parse(await readFile(this.#file, 'utf8')) as Checkpoint;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#options.onError(error);
    }
    this.#loop = this.#run();
    return this;
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#wake();
    await this.#loop;
  }

  async settle(): Promise<boolean> {
    if (this.#stopped.signal.aborted) return false;
    const before = this.#delivered;
    await new Promise<void>((done) => {
      this.#waiting.push(done);
      this.#wake();
    });
    return this.#delivered > before;
  }

  async #run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      // Only a read that began after somebody asked can tell them that nothing is left.
      const asked = this.#waiting;
      this.#waiting = [];
      try {
        const { shard, records } = await this.#reader.read(this.#checkpoint, this.#batchSize);
        if (records.length > 0) {
          this.#waiting.unshift(...asked);
          await this.#deliver(shard, records);
        } else {
          for (const done of asked) done();
          if (this.#waiting.length === 0) await this.#rest(POLL_MS);
        }
      } catch (error) {
        this.#waiting.unshift(...asked);
        this.#options.onError(error);
        this.#reader.rewind();
        await pause(AFTER_ERROR_MS);
      }
    }
    for (const done of this.#waiting) done();
  }

  async #rest(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((done) => {
      this.#wake = done;
      timer = setTimeout(done, ms);
    });
    clearTimeout(timer);
  }

  async #deliver(shard: string, batch: readonly DynamoDBRecord[]): Promise<void> {
    let left = batch;
    let attempt = 0;
    while (left.length > 0 && !this.#stopped.signal.aborted) {
      const failed = await this.#invoke(left);
      const done = failed === undefined ? left.length : positionOf(failed, left);
      await this.#reached(shard, left[done - 1]);
      left = left.slice(done);
      attempt = done > 0 ? 1 : attempt + 1;
      if (left.length > 0 && attempt >= MOST_ATTEMPTS) {
        left = await this.#leaveBehind(shard, left, failed === '' ? left.length : 1);
        attempt = 0;
      } else if (left.length > 0) {
        await pause(FIRST_RETRY_MS * 2 ** (attempt - 1));
      }
    }
  }

  async #leaveBehind(shard: string, records: readonly DynamoDBRecord[], count: number) {
    const lost = records.slice(0, count);
    this.#options.onError(
      new Error(`${this.#spec.name} fails again and again; left behind: ${describe(lost)}`),
    );
    await this.#reached(shard, lost.at(-1));
    return records.slice(count);
  }

  /** @returns the first record that failed, by sequence number; '' for the whole batch; undefined for none */
  async #invoke(records: readonly DynamoDBRecord[]): Promise<string | undefined> {
    try {
      const result = await this.#options.functions.invoke(this.#spec.name, { Records: records });
      this.#delivered += 1;
      const failures = (result as DynamoDBBatchResponse | undefined | null)?.batchItemFailures ?? [];
      const failed = new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
      if (failed.size === 0) return undefined;
      return records.map(sequenceOf).find((sequence) => failed.has(sequence)) ?? '';
    } catch (error) {
      this.#options.onError(error);
      return '';
    }
  }

  async #reached(shard: string, record: DynamoDBRecord | undefined): Promise<void> {
    if (record === undefined) return;
    this.#checkpoint = { shard, sequence: sequenceOf(record) };
    await writeDurably(this.#file, JSON.stringify(this.#checkpoint));
  }
}

/** A failure that names no record of the batch counts for all of it, as Lambda has it. */
function positionOf(failed: string, records: readonly DynamoDBRecord[]): number {
  return Math.max(
    records.findIndex((record) => sequenceOf(record) === failed),
    0,
  );
}

const sequenceOf = (record: DynamoDBRecord): string => record.dynamodb?.SequenceNumber ?? '';
const describe = (records: readonly DynamoDBRecord[]) =>
  JSON.stringify(records.map((record) => record.dynamodb?.Keys));
