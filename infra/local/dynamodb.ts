import { createHash } from 'node:crypto';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { type IndexShape, tableShape } from '../table.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from './aws-environment.ts';
import type { DataDirectory } from './data-directory.ts';
import { startEngine } from './engine.ts';
import { startEngineDoor } from './engine-door.ts';
import { Services } from './services.ts';
import { StartProblem } from './start-problem.ts';

export interface LocalDynamoDb {
  /** Where programs find it. */
  readonly endpoint: string;
  /** Where the cloud's own parts find it, past its door. */
  readonly direct: string;
  readonly tableName: string;
  stop(): Promise<void>;
}

const TABLE_NAME = 'shoujie';
const TABLE_WAIT_SECONDS = 10;

async function createTable(client: DynamoDBClient, tableName: string): Promise<void> {
  const { partitionKey, sortKey } = tableShape;
  const indexes: readonly IndexShape[] = tableShape.indexes;
  const keyNames = new Set([
    partitionKey,
    sortKey,
    ...indexes.flatMap((index) => [index.partitionKey, index.sortKey]),
  ]);
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...keyNames].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: keySchema(partitionKey, sortKey),
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index.partitionKey, index.sortKey),
        Projection:
          index.projected.length === 0
            ? { ProjectionType: 'KEYS_ONLY' }
            : { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.projected] },
      })),
      StreamSpecification: { StreamEnabled: true, StreamViewType: tableShape.stream },
    }),
  );
  await waitUntilTableExists(
    { client, maxWaitTime: TABLE_WAIT_SECONDS, minDelay: 1 },
    { TableName: tableName },
  );
}

function keySchema(partitionKey: string, sortKey: string) {
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    { AttributeName: sortKey, KeyType: 'RANGE' as const },
  ];
}

/** Makes the one table as `infra/table.ts` describes it, unless it is there. */
async function ensureTable(client: DynamoDBClient, tableName: string): Promise<void> {
  try {
    await client.send(new DescribeTableCommand({ TableName: tableName }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    await createTable(client, tableName);
  }
}

/** Has the table forget what has expired, as the deployed one does, unless it does already. */
async function ensureTimeToLive(client: DynamoDBClient, tableName: string): Promise<void> {
  const { TimeToLiveDescription } = await client.send(
    new DescribeTimeToLiveCommand({ TableName: tableName }),
  );
  if (TimeToLiveDescription?.AttributeName === tableShape.timeToLive) return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: tableName,
      TimeToLiveSpecification: { AttributeName: tableShape.timeToLive, Enabled: true },
    }),
  );
}

/** Several data directories may share one outside engine, so each has its own table there. */
function outsideTableName(data: DataDirectory): string {
  return `${TABLE_NAME}-${createHash('sha256').update(data.path).digest('hex').slice(0, 12)}`;
}

/**
 * The table's database: the embedded engine on a file in the data directory or, with `outsideEndpoint`, one
 * that the user runs.
 * @throws StartProblem where neither is to be had
 */
export async function startDynamoDb(
  data: DataDirectory,
  outsideEndpoint?: string,
  onError: (error: unknown) => void = console.error,
): Promise<LocalDynamoDb> {
  const services = new Services();
  const stop = () => services.stop(onError);
  const direct = outsideEndpoint ?? services.add(await startEngine(data, onError)).endpoint;
  const tableName = outsideEndpoint ? outsideTableName(data) : TABLE_NAME;
  const client = new DynamoDBClient({
    endpoint: direct,
    region: LOCAL_REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  try {
    await ensureTable(client, tableName);
    // Another engine forgets by its own clock, before the cloud's has come to that.
    if (outsideEndpoint === undefined) await ensureTimeToLive(client, tableName);
  } catch (error) {
    await stop();
    throw new StartProblem(
      `The database at ${direct} does not answer as DynamoDB: ${(error as Error).message}`,
    );
  } finally {
    client.destroy();
  }
  const endpoint = outsideEndpoint ?? services.add(await startEngineDoor(direct, onError)).endpoint;
  return { endpoint, direct, tableName, stop };
}
