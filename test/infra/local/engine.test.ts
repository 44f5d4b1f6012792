import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import sqlite from 'node-sqlite3-wasm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../../../infra/local/aws-environment.ts';
import { type DataDirectory, openDataDirectory, writeDurably } from '../../../infra/local/data-directory.ts';
import { type LocalDynamoDb, startDynamoDb } from '../../../infra/local/dynamodb.ts';
import { freePort } from '../../../infra/local/free-port.ts';
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

/** Far beyond what it takes, also on a busy machine. */
const UNTIL_IT_IS = { timeout: 60_000, interval: 50 };

const engine = () => readIdentity(data.file('dynamodb.pid'));

/** What a page of another origin may send, once the browser has asked whether it may. */
const SCAN = {
  method: 'POST',
  headers: {
    origin: 'http://evil.example',
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.Scan',
    'x-amz-date': '20261123T080000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=any/20261123/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  },
};
const PREFLIGHT = {
  method: 'OPTIONS',
  headers: {
    origin: 'http://evil.example',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,x-amz-target',
  },
};

describe('a page of another origin', () => {
  it('gets neither rows nor leave to ask, and no answer lets pages read it', async () => {
    const { dynamodb } = await start();
    const body = JSON.stringify({ TableName: dynamodb.tableName });
    for (const asked of [PREFLIGHT, { ...SCAN, body }]) {
      const answer = await fetch(dynamodb.endpoint, asked);
      expect(answer.status).toBe(403);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
    const { origin, ...headers } = SCAN.headers;
    const program = await fetch(dynamodb.endpoint, { method: 'POST', headers, body });
    expect(program.status).toBe(200);
    expect(await program.json()).toMatchObject({ Items: [] });
    expect([...program.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('gets nothing by a name that was made to lead here', async () => {
    const { dynamodb } = await start();
    const { port } = new URL(dynamodb.endpoint);
    const { origin, ...headers } = SCAN.headers;
    const status = await new Promise((done, failed) => {
      const host = `evil.example:${port}`;
      const options = { host: '127.0.0.1', port, method: 'POST', headers: { ...headers, host } };
      const asked = request(options, (answer) => done(answer.resume().statusCode));
      asked.once('error', failed).end(JSON.stringify({ TableName: dynamodb.tableName }));
    });
    expect(status).toBe(403);
  });

  it('does not find the engine itself, which would let it in: it is on no address that is known', async () => {
    const { dynamodb } = await start();
    const { hostname } = new URL(dynamodb.direct);
    const open = await fetch(dynamodb.direct, PREFLIGHT);
    expect(open.headers.get('access-control-allow-origin')).toBe('*');
    expect(hostname).toMatch(/^127\.[1-9]\d*\.\d+\.\d+$/);
    await dynamodb.stop();
    expect(new URL((await start()).dynamodb.direct).hostname).not.toBe(hostname);
  });
});

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

  it('that somebody else runs forgets nothing: it would go by a clock that is not the cloud’s', async () => {
    const { dynamodb, client } = await start();
    const own = await startDynamoDb(data, dynamodb.direct);
    running.push(own);
    const named = { TableName: own.tableName };
    expect((await client.send(new DescribeTableCommand(named))).Table?.TableStatus).toBe('ACTIVE');
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand(named));
    expect(TimeToLiveDescription?.AttributeName).toBeUndefined();
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
    // Nobody is left who would start it again.
    await dynamodb.stop();
    const again = await start();
    const found = await DynamoDBDocumentClient.from(again.client).send(
      new GetCommand({ TableName: dynamodb.tableName, Key: { pk: 'one', sk: 'a' } }),
    );
    expect(found.Item).toEqual(Item);
  });

  it('is started again on the same data and at the same address where it dies alone, again and again', async () => {
    const { dynamodb, client } = await start();
    const table = DynamoDBDocumentClient.from(client);
    for (const sk of ['a', 'b']) {
      const Item = { pk: 'one', sk };
      await table.send(new PutCommand({ TableName: dynamodb.tableName, Item }));
      const before = await engine();
      process.kill(before?.pid ?? 0, 'SIGKILL');
      await vi.waitFor(async () => expect((await engine())?.pid).not.toBe(before?.pid), UNTIL_IT_IS);
      const get = new GetCommand({ TableName: dynamodb.tableName, Key: { pk: 'one', sk } });
      await vi.waitFor(async () => expect((await table.send(get)).Item).toEqual(Item), UNTIL_IT_IS);
    }
    const last = await engine();
    await dynamodb.stop();
    expect(last && stillRuns(last)).toBe(false);
  });

  it('ends an engine that an earlier cloud left behind', async () => {
    await (await start()).dynamodb.stop();
    const program = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
    const args = ['--port', String(await freePort()), '--db-path', data.file('dynamodb.sqlite')];
    const left = spawn(program, args, { stdio: 'ignore' });
    const ended = once(left, 'exit');
    await writeDurably(data.file('dynamodb.pid'), JSON.stringify(identify(left.pid ?? 0)));
    await start();
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect((await engine())?.pid).not.toBe(left.pid);
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
