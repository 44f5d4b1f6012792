/**
 * Reads the table's stream without the SDK: on the wire records have the form in which Lambda hands them to a function,
 * with binary values in base64. The SDK would take each record apart, and it would have to be put together again.
 */
import type { DynamoDBRecord } from 'aws-lambda';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from './aws-environment.ts';

/** How far a function has got: everything up to that record of that shard is done. */
export interface Checkpoint {
  readonly shard: string;
  readonly sequence: string;
}

export interface Batch {
  readonly shard: string;
  readonly records: readonly DynamoDBRecord[];
}

export interface StreamReader {
  /** The next records, at most `limit`; none when there are no more for now. Begins at the checkpoint. */
  read(checkpoint: Checkpoint | undefined, limit: number): Promise<Batch>;
  /** Forgets where it read last, so that the next read begins at the checkpoint that it is given. */
  rewind(): void;
}

interface TableDescribed {
  readonly Table: { readonly LatestStreamArn: string };
}

interface StreamDescribed {
  readonly StreamDescription: { readonly Shards: readonly { readonly ShardId: string }[] };
}

interface RecordsPage {
  readonly Records?: readonly DynamoDBRecord[];
  /** None at the end of a shard. */
  readonly NextShardIterator?: string;
}

const DAY_CHARACTERS = 8;

/** A database that says nothing for so long hangs, also on a busy machine. */
const SILENT_MS = 20_000;

/** The database does not answer at all. */
class DatabaseGone extends Error {
  override readonly name = 'DatabaseGone';
  /** As sockets say it. */
  readonly code = 'ECONNREFUSED';
}

/** The database is there, and says nothing: whoever asks again would wait as long again. */
export class DatabaseHangs extends Error {
  override readonly name = 'DatabaseHangs';
  /** As sockets say it. */
  readonly code = 'ETIMEDOUT';
}

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError';

/** Signed in form only; no local engine looks at more than that. */
async function ask<T>(endpoint: string, target: string, input: object): Promise<T> {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${date.slice(0, DAY_CHARACTERS)}/${LOCAL_REGION}/dynamodb/aws4_request`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': date,
      'x-amz-target': target,
      authorization: `AWS4-HMAC-SHA256 Credential=${LOCAL_CREDENTIALS.accessKeyId}/${scope}, SignedHeaders=host;x-amz-date, Signature=0`,
    },
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(SILENT_MS),
  }).catch((error: Error) => {
    if (isTimeout(error)) throw new DatabaseHangs(`The database has said nothing for ${SILENT_MS / 1000} s.`);
    throw new DatabaseGone('The database does not answer.', { cause: error.cause });
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer as T;
  const { __type: type = 'Error', message = `${target} was answered ${response.status}` } = Object(answer);
  throw Object.assign(new Error(message), { name: String(type).replace(/^.*#/, '') });
}

const describe = (endpoint: string, TableName: string) =>
  ask<TableDescribed>(endpoint, 'DynamoDB_20120810.DescribeTable', { TableName });

/** Waits until the database answers. @throws where it is gone or hangs, within seconds */
export async function databaseAnswers(endpoint: string, tableName: string): Promise<void> {
  await describe(endpoint, tableName);
}

/** Readers of a table's stream; each has a place of its own and goes from shard to shard in order. */
export async function openStream(endpoint: string, tableName: string): Promise<() => StreamReader> {
  const { Table } = await describe(endpoint, tableName);
  const { LatestStreamArn: StreamArn } = Table;
  const streams = <T>(operation: string, input: object) =>
    ask<T>(endpoint, `DynamoDBStreams_20120810.${operation}`, input);
  const shardIds = async () => {
    const { StreamDescription } = await streams<StreamDescribed>('DescribeStream', { StreamArn });
    return StreamDescription.Shards.map(({ ShardId }) => ShardId);
  };
  const iteratorAt = async (ShardId: string, place: object) => {
    const input = { StreamArn, ShardId, ...place };
    return (await streams<{ readonly ShardIterator: string }>('GetShardIterator', input)).ShardIterator;
  };
  const startOf = (shard: string) => iteratorAt(shard, { ShardIteratorType: 'TRIM_HORIZON' });
  const after = ({ shard, sequence }: Checkpoint) =>
    iteratorAt(shard, { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequence }).catch(
      (error: Error) => {
        // What a stream no longer keeps cannot be made up here; the oldest that it has comes next.
        if (error.name !== 'TrimmedDataAccessException') throw error;
        return startOf(shard);
      },
    );

  return () => {
    /** The shard that is read, also when it was read to its end. */
    let shard: string | undefined;
    /** Where to read on in that shard; undefined at its end. */
    let iterator: string | undefined;

    /** Begins at the checkpoint or, after a shard's end, with the next shard; not where there is none. */
    const begin = async (checkpoint: Checkpoint | undefined): Promise<boolean> => {
      const shards = await shardIds();
      if (shard === undefined && checkpoint !== undefined && shards.includes(checkpoint.shard)) {
        iterator = await after(checkpoint);
        shard = checkpoint.shard;
        return true;
      }
      const next = shards[shard === undefined ? 0 : shards.indexOf(shard) + 1];
      if (next === undefined) return false;
      iterator = await startOf(next);
      shard = next;
      return true;
    };
    return {
      rewind() {
        shard = undefined;
        iterator = undefined;
      },
      async read(checkpoint, limit) {
        while (iterator !== undefined || (await begin(checkpoint))) {
          const input = { ShardIterator: iterator, Limit: limit };
          const { Records = [], NextShardIterator } = await streams<RecordsPage>('GetRecords', input);
          iterator = NextShardIterator;
          if (Records.length === 0 && iterator === undefined) continue;
          const records = Records.map((record) => ({ ...record, eventSourceARN: StreamArn }));
          return { shard: shard ?? '', records };
        }
        return { shard: shard ?? '', records: [] };
      },
    };
  };
}
