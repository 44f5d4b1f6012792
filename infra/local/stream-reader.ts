import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import type { GetRecords } from './stream-records.ts';

/** How far a function has got: everything up to that record is done. */
export interface Checkpoint {
  readonly shard: string;
  /** Missing at a shard's beginning. */
  readonly sequence?: string;
}

export interface Batch {
  readonly shard: string;
  readonly records: readonly DynamoDBRecord[];
}

const isTrimmed = (error: unknown) => error instanceof Error && error.name === 'TrimmedDataAccessException';

/** Reads a table's stream in order, shard after shard, from a checkpoint on. */
export class StreamReader {
  readonly #client: DynamoDBStreamsClient;
  readonly #getRecords: GetRecords;
  readonly #arn: string;
  #iterator: string | undefined;
  #shard: string | undefined;

  constructor(client: DynamoDBStreamsClient, getRecords: GetRecords, arn: string) {
    this.#client = client;
    this.#getRecords = getRecords;
    this.#arn = arn;
  }

  /** Forgets where it read last, so that the next read starts at the checkpoint that it is given. */
  rewind(): void {
    this.#iterator = undefined;
    this.#shard = undefined;
  }

  /** The next records, at most `limit`; none when there are no more for now. */
  async read(checkpoint: Checkpoint | undefined, limit: number): Promise<Batch> {
    if (this.#iterator === undefined) await this.#begin(checkpoint);
    if (this.#iterator === undefined) return { shard: this.#shard ?? '', records: [] };
    const shard = this.#shard ?? '';
    const { records, next } = await this.#getRecords(this.#iterator, limit, this.#arn);
    this.#iterator = next;
    return { shard, records };
  }

  async #begin(checkpoint: Checkpoint | undefined): Promise<void> {
    const { StreamDescription } = await this.#client.send(
      new DescribeStreamCommand({ StreamArn: this.#arn }),
    );
    const shards = (StreamDescription?.Shards ?? []).map(({ ShardId }) => ShardId ?? '');
    const finished = this.#shard;
    const next = finished === undefined ? undefined : shards[shards.indexOf(finished) + 1];
    const resumed = shards.find((shard) => shard === checkpoint?.shard);
    const shard = finished === undefined ? (resumed ?? shards[0]) : next;
    if (shard === undefined) return;
    this.#shard = shard;
    const sequence = shard === checkpoint?.shard ? checkpoint.sequence : undefined;
    this.#iterator = await this.#iteratorAfter(shard, sequence);
  }

  async #iteratorAfter(shard: string, sequence: string | undefined): Promise<string | undefined> {
    const ask = (position: { ShardIteratorType: 'TRIM_HORIZON' } | SequencePosition) =>
      this.#client.send(new GetShardIteratorCommand({ StreamArn: this.#arn, ShardId: shard, ...position }));
    if (sequence !== undefined) {
      try {
        const after = await ask({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequence });
        return after.ShardIterator;
      } catch (error) {
        // What a stream no longer keeps cannot be made up here; the oldest that it has comes next.
        if (!isTrimmed(error)) throw error;
      }
    }
    return (await ask({ ShardIteratorType: 'TRIM_HORIZON' })).ShardIterator;
  }
}

interface SequencePosition {
  readonly ShardIteratorType: 'AFTER_SEQUENCE_NUMBER';
  readonly SequenceNumber: string;
}
