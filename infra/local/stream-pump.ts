import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { FunctionSpec } from '../manifest.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from './aws-environment.ts';
import type { Service } from './services.ts';
import { StreamFeed, type StreamFeedOptions } from './stream-feed.ts';
import { StreamReader } from './stream-reader.ts';
import { recordsFrom } from './stream-records.ts';

export interface StreamPumpOptions extends StreamFeedOptions {
  readonly endpoint: string;
  readonly tableName: string;
  readonly manifest: readonly FunctionSpec[];
}

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
  const { getRecords, close } = recordsFrom(options.endpoint);
  const feeds = await Promise.all(
    specs.map((spec) => {
      const batchSize = spec.trigger.kind === 'stream' ? spec.trigger.batchSize : 1;
      return new StreamFeed(
        spec,
        batchSize,
        new StreamReader(streams, getRecords, Table?.LatestStreamArn ?? ''),
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
      close();
    },
  };
}
