import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import sqlite from 'node-sqlite3-wasm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../../../infra/local/aws-environment.ts';
import { type DataDirectory, openDataDirectory, writeDurably } from '../../../infra/local/data-directory.ts';
import { type LocalDynamoDb, startDynamoDb } from '../../../infra/local/dynamodb.ts';
import { identify, readIdentity, stillRuns } from '../../../infra/local/process-identity.ts';
import { tableShape } from '../../../infra/table.ts';

let data: DataDirectory;
const running: LocalDynamoDb[] = [];
const clients: DynamoDBClient[] = [];

beforeEach(async () => {
  data = await openDataDirectory(await mkdtemp(join(tmpdir(), 'shoujie-engine-')));
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const dynamodb of running.splice(0)) await dynamodb.stop();
  await rm(data.path, { recursive: true, force: true });
});

async function start(): Promise<{ dynamodb: LocalDynamoDb; client: DynamoDBClient }> {
  const dynamodb = await startDynamoDb(data);
  running.push(dynamodb);
  const client = new DynamoDBClient({
    endpoint: dynamodb.endpoint,
    region: LOCAL_REGION,
    credentials: LOCAL_CREDENTIALS,
    maxAttempts: 1,
  });
  clients.push(client);
  return { dynamodb, client };
}

const engine = () => readIdentity(data.file('dynamodb.pid'));

describe('the embedded database', () => {
  it('has the table in the shape in which it is deployed', async () => {
    const { dynamodb, client } = await start();
    const { Table } = await client.send(new DescribeTableCommand({ TableName: dynamodb.tableName }));
    expect(Table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
    expect(Table?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: tableShape.stream });
    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual(
      tableShape.indexes.map(({ name }) => name).sort(),
    );
    const { TimeToLiveDescription } = await client.send(
      new DescribeTimeToLiveCommand({ TableName: dynamodb.tableName }),
    );
    expect(TimeToLiveDescription).toMatchObject({ AttributeName: tableShape.timeToLive });
  });

  it('asks an index, not the whole stream, for the last sequence number', async () => {
    const { dynamodb } = await start();
    await dynamodb.stop();
    const database = new sqlite.Database(data.file('dynamodb.sqlite'));
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    const plan = database.all(
      'EXPLAIN QUERY PLAN SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = ?',
      ['any'],
    );
    database.close();
    expect(JSON.stringify(plan)).toContain('INDEX shoujie_stream_sequence');
  });

  it('keeps what it acknowledged when it is killed at once', async () => {
    const { dynamodb, client } = await start();
    const Item = { pk: 'one', sk: 'a', text: '中' };
    await DynamoDBDocumentClient.from(client).send(new PutCommand({ TableName: dynamodb.tableName, Item }));
    process.kill((await engine())?.pid ?? 0, 'SIGKILL');
    const again = await start();
    const found = await DynamoDBDocumentClient.from(again.client).send(
      new GetCommand({ TableName: dynamodb.tableName, Key: { pk: 'one', sk: 'a' } }),
    );
    expect(found.Item).toEqual(Item);
  });

  it('ends an engine that an earlier cloud left behind', async () => {
    await start();
    const left = await engine();
    await start();
    expect(left && stillRuns(left)).toBe(false);
    expect(await engine()).not.toEqual(left);
  });

  it('never touches a process that is none of its engines', async () => {
    const stranger = spawn('sleep', ['60']);
    try {
      const identity = identify(stranger.pid ?? 0);
      await writeDurably(data.file('dynamodb.pid'), JSON.stringify(identity));
      await start();
      expect(stillRuns(identity)).toBe(true);
    } finally {
      stranger.kill();
    }
  });
});
