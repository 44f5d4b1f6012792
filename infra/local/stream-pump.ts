import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import type { FunctionSpec } from '../manifest.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from './aws-environment.ts';
import { type DataDirectory, writeDurably } from './data-directory.ts';
import type { FunctionHost } from './lambda.ts';
import type { Service } from './services.ts';
import { type Checkpoint, StreamReader } from './stream-reader.ts';

export interface StreamPumpOptions {
  readonly endpoint: string;
  readonly tableName: string;
  readonly manifest: readonly FunctionSpec[];
  readonly functions: FunctionHost;
  readonly data: DataDirectory;
  readonly onError: (error: unknown) => void;
}

const POLL_MS = 100;
const AFTER_ERROR_MS = 500;
/** A batch that fails this often is logged and left behind, as a dead-letter queue would take it. */
const MOST_ATTEMPTS = 5;
const FIRST_RETRY_MS = 50;

/** Feeds one function from the stream, one batch at a time and in order. */
class Feed implements Service {
  readonly #spec: FunctionSpec;
  readonly #batchSize: number;
  readonly #reader: StreamReader;
  readonly #options: StreamPumpOptions;
  readonly #file: string;
  readonly #stopped = new AbortController();
  #waiting: (() => void)[] = [];
  #wake: () => void = () => {};
  #delivered = 0;
  #checkpoint: Checkpoint | undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor(spec: FunctionSpec, batchSize: number, reader: StreamReader, options: StreamPumpOptions) {
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
    for (let attempt = 1; left.length > 0 && !this.#stopped.signal.aborted; attempt++) {
      const failed = await this.#invoke(left);
      const firstFailed =
        failed === undefined ? left.length : left.findIndex((r) => sequenceOf(r) === failed);
      // A failure that names no record of the batch counts for all of it, as Lambda has it.
      const done = Math.max(firstFailed, 0);
      await this.#reached(shard, left[done - 1]);
      left = left.slice(done);
      if (left.length === 0) return;
      if (attempt >= MOST_ATTEMPTS) {
        this.#options.onError(
          new Error(`${this.#spec.name} failed ${attempt} times; left behind: ${describe(left)}`),
        );
        await this.#reached(shard, left.at(-1));
        return;
      }
      await pause(FIRST_RETRY_MS * 2 ** (attempt - 1));
    }
  }

  /** @returns the sequence number of the first record that failed; undefined when all went well */
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

const sequenceOf = (record: DynamoDBRecord): string => record.dynamodb?.SequenceNumber ?? '';
const describe = (records: readonly DynamoDBRecord[]) =>
  JSON.stringify(records.map((record) => record.dynamodb?.Keys));

/**
 * Carries the table's stream to every function of the manifest whose trigger it is; each has its own place in
 * the stream, kept in the data directory. Without such a function nothing is read at all.
 */
export async function startStreamPump(options: StreamPumpOptions): Promise<Service> {
  const specs = options.manifest.filter(({ trigger }) => trigger.kind === 'stream');
  if (specs.length === 0) return { stop: () => {} };
  const address = { endpoint: options.endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS };
  const tables = new DynamoDBClient(address);
  const { Table } = await tables.send(new DescribeTableCommand({ TableName: options.tableName }));
  tables.destroy();
  const streams = new DynamoDBStreamsClient(address);
  const feeds = await Promise.all(
    specs.map((spec) => {
      const batchSize = spec.trigger.kind === 'stream' ? spec.trigger.batchSize : 1;
      return new Feed(
        spec,
        batchSize,
        new StreamReader(streams, Table?.LatestStreamArn ?? ''),
        options,
      ).start();
    }),
  );
  return {
    async settle() {
      return (await Promise.all(feeds.map((feed) => feed.settle()))).some(Boolean);
    },
    async stop() {
      await Promise.all(feeds.map((feed) => feed.stop()));
      streams.destroy();
    },
  };
}
