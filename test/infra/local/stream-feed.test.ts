import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import { openTable } from '../../../shared/store/table/table.ts';
import { type FakeFunction, fakeFunctions } from '../../support/infra/fake-functions.ts';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';

/** Writes what it is called with to a file; fails as the source of `answer` says. */
function streamFunction(file: string, answer = 'undefined', batchSize = 3): FakeFunction {
  return {
    trigger: { kind: 'stream', batchSize, parallel: 1 },
    source: `import { appendFileSync } from 'node:fs';
      let calls = 0;
      export const handler = async (event) => {
        calls += 1;
        appendFileSync(${JSON.stringify(file)}, JSON.stringify(event.Records) + '\\n');
        return ${answer};
      };`,
  };
}

let cloud: TestCloud;
let files = 0;
const logged: unknown[] = [];
afterEach(async () => {
  logged.length = 0;
  await cloud.stop();
});

const newFile = () => join(tmpdir(), `shoujie-stream-${process.pid}-${files++}.jsonl`);

async function started(functions: Record<string, FakeFunction>): Promise<void> {
  cloud = await startTestCloud({
    ...(await fakeFunctions(functions)),
    empty: true,
    log: (error) => logged.push(error),
  });
}

async function put(...sorts: string[]): Promise<void> {
  const table = openTable({ name: cloud.tableName, endpoint: cloud.dynamodbEndpoint });
  for (const sk of sorts) {
    const Item = { pk: 'one', sk, count: 1, list: ['中'], bytes: new Uint8Array([0, 255]) };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
  }
  table.client.destroy();
}

async function batchesIn(file: string): Promise<DynamoDBRecord[][]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
const sortsOf = (records: readonly DynamoDBRecord[]) => records.map(({ dynamodb }) => dynamodb?.Keys?.sk?.S);

describe('a function whose trigger is the stream', () => {
  it('gets every change in order, in batches, in the shape that Lambda gives it', async () => {
    const file = newFile();
    await started({ outbox: streamFunction(file) });
    await put('a', 'b', 'c', 'd', 'e');
    await cloud.settle();
    const batches = await batchesIn(file);
    expect(batches.flatMap(sortsOf)).toEqual(['a', 'b', 'c', 'd', 'e']);
    for (const batch of batches) expect(batch.length).toBeLessThanOrEqual(3);
    expect(batches[0]?.[0]).toMatchObject({
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      eventSourceARN: expect.stringContaining(':table/'),
      eventID: expect.stringMatching(/./),
      dynamodb: {
        Keys: { pk: { S: 'one' }, sk: { S: 'a' } },
        NewImage: { count: { N: '1' }, list: { L: [{ S: '中' }] }, bytes: { B: 'AP8=' } },
        SequenceNumber: expect.stringMatching(/^\d+$/),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
        ApproximateCreationDateTime: expect.any(Number),
      },
    });
  });

  it('gets old and new of what was changed', async () => {
    const file = newFile();
    await started({ outbox: streamFunction(file) });
    await put('a', 'a');
    await cloud.settle();
    const events = (await batchesIn(file)).flat().map(({ eventName, dynamodb }) => ({
      eventName,
      images: [dynamodb?.OldImage !== undefined, dynamodb?.NewImage !== undefined],
    }));
    expect(events).toEqual([
      { eventName: 'INSERT', images: [false, true] },
      { eventName: 'MODIFY', images: [true, true] },
    ]);
  });

  it('gets again what it says has failed, from the first of it on', async () => {
    const file = newFile();
    const second = 'event.Records[1].dynamodb.SequenceNumber';
    const answer = `calls === 1 ? { batchItemFailures: [{ itemIdentifier: ${second} }] } : {}`;
    const functions = await fakeFunctions({ outbox: streamFunction(file, answer, 10) });
    // Written before anybody reads, so that it comes in one batch.
    cloud = await startTestCloud({ manifest: [], empty: true });
    await put('a', 'b', 'c');
    cloud = await cloud.restart(functions);
    await cloud.settle();
    expect((await batchesIn(file)).map(sortsOf)).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
  });

  it('goes on after a restart where it was, and gets nothing twice', async () => {
    const file = newFile();
    await started({ outbox: streamFunction(file) });
    await put('a', 'b');
    await cloud.settle();
    cloud = await cloud.restart();
    await put('c');
    await cloud.settle();
    expect((await batchesIn(file)).flatMap(sortsOf)).toEqual(['a', 'b', 'c']);
  });

  it('is not waited for endlessly when it always fails: that is logged, and the next come', async () => {
    const file = newFile();
    const answer = `event.Records.some((r) => r.dynamodb.Keys.sk.S === 'bad') ? Promise.reject(new Error('no')) : {}`;
    await started({ outbox: streamFunction(file, answer, 1) });
    await put('bad', 'good');
    await cloud.settle();
    const seen = (await batchesIn(file)).flatMap(sortsOf);
    expect(seen.filter((sort) => sort === 'bad').length).toBeGreaterThan(1);
    expect(seen.at(-1)).toBe('good');
    expect(logged.map(String)).toContainEqual(expect.stringContaining('left behind'));
  });

  it('leaves behind only the record that it names, not those after it', async () => {
    const file = newFile();
    const bad = `event.Records.filter((r) => r.dynamodb.Keys.sk.S === 'bad')`;
    const answer = `{ batchItemFailures: ${bad}.map((r) => ({ itemIdentifier: r.dynamodb.SequenceNumber })) }`;
    const functions = await fakeFunctions({ outbox: streamFunction(file, answer, 10) });
    cloud = await startTestCloud({ manifest: [], empty: true, log: (error) => logged.push(error) });
    await put('a', 'bad', 'c');
    cloud = await cloud.restart(functions);
    await cloud.settle();
    const batches = (await batchesIn(file)).map(sortsOf);
    expect(batches[0]).toEqual(['a', 'bad', 'c']);
    expect(batches.at(-2)).toEqual(['bad', 'c']);
    expect(batches.at(-1)).toEqual(['c']);
    expect(logged.map(String)).toEqual([expect.stringMatching(/left behind:.*bad/)]);
  });

  it('shares the stream with others, each at its own pace', async () => {
    const [one, two] = [newFile(), newFile()];
    await started({ one: streamFunction(one, '{}', 1), two: streamFunction(two, '{}', 5) });
    await put('a', 'b', 'c');
    await cloud.settle();
    expect((await batchesIn(one)).flatMap(sortsOf)).toEqual(['a', 'b', 'c']);
    expect((await batchesIn(two)).flatMap(sortsOf)).toEqual(['a', 'b', 'c']);
  });
});
