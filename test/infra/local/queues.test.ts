import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalQueues, startQueues } from '../../../infra/local/queues/start-queues.ts';
import { StartProblem } from '../../../infra/local/start-problem.ts';
import { local, type StandingClock, standingClock } from '../../support/infra/standing-clock.ts';

let time: StandingClock;
let queues: LocalQueues;
let client: SQSClient;
/** What the mailer got: when, and which bodies. */
let batches: { at: string; bodies: string[] }[];
/** What the mailer does with a batch. */
let work: (event: SQSEvent) => unknown;

beforeEach(async () => {
  time = await standingClock();
  batches = [];
  work = () => undefined;
  queues = time.services.add(
    await startQueues({
      clock: time.clock,
      queues: [
        { name: 'plain', visibilityTimeoutSeconds: 30 },
        { name: 'dead', visibilityTimeoutSeconds: 30 },
        { name: 'notices', visibilityTimeoutSeconds: 60, deadLetter: { queue: 'dead', maxReceiveCount: 3 } },
      ],
      eventSources: [
        { queue: 'notices', functionName: 'mailer', batchSize: 3, reportBatchItemFailures: true },
      ],
      onError: time.onError,
      async invoke(_, payload) {
        const event = payload as SQSEvent;
        batches.push({ at: time.now(), bodies: event.Records.map(({ body }) => body) });
        return work(event);
      },
    }),
  );
  client = new SQSClient(local(queues.endpoint));
});
afterEach(async () => {
  client.destroy();
  await time.stop();
});

const url = (name: string) => queues.urls[name];
const send = (name: string, MessageBody: string, DelaySeconds?: number) =>
  client.send(new SendMessageCommand({ QueueUrl: url(name), MessageBody, DelaySeconds }));
const receive = async (name: string, more: object = {}) =>
  (await client.send(new ReceiveMessageCommand({ QueueUrl: url(name), MaxNumberOfMessages: 10, ...more })))
    .Messages ?? [];
const bodies = async (name: string) => (await receive(name)).map(({ Body }) => Body);
const attributes = async (name: string) =>
  (await client.send(new GetQueueAttributesCommand({ QueueUrl: url(name), AttributeNames: ['All'] })))
    .Attributes;

describe('a queue', () => {
  it('gives each message once, until its visibility timeout ends', async () => {
    await send('plain', '早上好');
    expect(await bodies('plain')).toEqual(['早上好']);
    expect(await bodies('plain')).toEqual([]);
    await time.clock.advance('PT29S');
    expect(await bodies('plain')).toEqual([]);
    await time.clock.advance('PT1S');
    const [again] = await receive('plain', { MessageSystemAttributeNames: ['All'] });
    expect(again?.Attributes).toMatchObject({
      ApproximateReceiveCount: '2',
      SentTimestamp: String(Date.parse('2026-11-23T08:00:00Z')),
    });
  });

  it('hides a delayed message until its time', async () => {
    await send('plain', 'later', 60);
    expect(await bodies('plain')).toEqual([]);
    expect(await attributes('plain')).toMatchObject({ ApproximateNumberOfMessagesDelayed: '1' });
    await time.clock.advance('PT1M');
    expect(await bodies('plain')).toEqual(['later']);
  });

  it('forgets what is deleted, and keeps what a late receiver deletes', async () => {
    await send('plain', 'a');
    await send('plain', 'b');
    const [a, b] = await receive('plain');
    await client.send(new DeleteMessageCommand({ QueueUrl: url('plain'), ReceiptHandle: a?.ReceiptHandle }));
    await time.clock.advance('PT30S');
    expect(await bodies('plain')).toEqual(['b']);
    await client.send(new DeleteMessageCommand({ QueueUrl: url('plain'), ReceiptHandle: b?.ReceiptHandle }));
    await time.clock.advance('PT30S');
    expect(await bodies('plain')).toEqual(['b']);
  });

  it('takes another visibility for a message in flight', async () => {
    await send('plain', 'a');
    const [{ ReceiptHandle } = {}] = await receive('plain');
    const hide = (VisibilityTimeout: number) =>
      client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: url('plain'), ReceiptHandle, VisibilityTimeout }),
      );
    await hide(120);
    await time.clock.advance('PT119S');
    expect(await bodies('plain')).toEqual([]);
    await hide(0);
    expect(await bodies('plain')).toEqual(['a']);
    await expect(hide(5)).rejects.toMatchObject({ name: 'MessageNotInflight' });
  });

  it('takes and deletes batches', async () => {
    const Entries = ['x', 'y', 'z'].map((MessageBody, index) => ({ Id: `m${index}`, MessageBody }));
    const sent = await client.send(new SendMessageBatchCommand({ QueueUrl: url('plain'), Entries }));
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['m0', 'm1', 'm2']);
    const got = await receive('plain');
    expect(got.map(({ Body }) => Body)).toEqual(['x', 'y', 'z']);
    const handles = got.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: url('plain'), Entries: handles }));
    expect(await attributes('plain')).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
    });
    const tooMany = Array.from({ length: 11 }, (_, index) => ({ Id: String(index), MessageBody: 'x' }));
    await expect(
      client.send(new SendMessageBatchCommand({ QueueUrl: url('plain'), Entries: tooMany })),
    ).rejects.toMatchObject({ name: 'TooManyEntriesInBatchRequest' });
  });

  it('carries attributes, with the digest that the SDK checks', async () => {
    const MessageAttributes = {
      REASON: { DataType: 'String', StringValue: '超时' },
      TRIES: { DataType: 'Number', StringValue: '3' },
    };
    const sent = await client.send(
      new SendMessageCommand({ QueueUrl: url('plain'), MessageBody: 'a', MessageAttributes }),
    );
    const [got] = await receive('plain', { MessageAttributeNames: ['All'] });
    expect(got?.MessageAttributes).toEqual(MessageAttributes);
    expect(got?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
    queues.send(queues.arns.plain ?? '', 'b', { REASON: 'x' });
    const [{ MessageAttributes: some } = {}] = await receive('plain', { MessageAttributeNames: ['REA*'] });
    expect(some).toEqual({ REASON: { DataType: 'String', StringValue: 'x' } });
  });

  it('lets a receiver wait for the next message', async () => {
    const waiting = receive('plain', { WaitTimeSeconds: 10 });
    await new Promise((done) => setTimeout(done, 30));
    await send('plain', 'worth the wait');
    expect((await waiting).map(({ Body }) => Body)).toEqual(['worth the wait']);
  });

  it('can be purged', async () => {
    await send('plain', 'a');
    await receive('plain');
    await send('plain', 'b');
    await client.send(new PurgeQueueCommand({ QueueUrl: url('plain') }));
    await time.clock.advance('PT1H');
    expect(await bodies('plain')).toEqual([]);
  });
});

it('follows a clock that runs, too', async () => {
  const running = await standingClock('');
  const queue = running.services.add(
    await startQueues({
      clock: running.clock,
      queues: [{ name: 'plain', visibilityTimeoutSeconds: 30 }],
      onError: running.onError,
      invoke: async () => undefined,
    }),
  );
  const sqs = new SQSClient(local(queue.endpoint));
  const QueueUrl = queue.urls.plain;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'in a second', DelaySeconds: 1 }));
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }));
  expect(Messages?.map(({ Body }) => Body)).toEqual(['in a second']);
  sqs.destroy();
  await running.stop();
});

describe('a function behind a queue', () => {
  it('gets all of it in batches, in order', async () => {
    const Entries = ['1', '2', '3', '4', '5', '6', '7'].map((Id) => ({ Id, MessageBody: Id }));
    await client.send(new SendMessageBatchCommand({ QueueUrl: url('notices'), Entries }));
    expect(await queues.settle()).toBe(true);
    expect(batches.map((batch) => batch.bodies)).toEqual([['1', '2', '3'], ['4', '5', '6'], ['7']]);
    expect(await attributes('notices')).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
    });
  });

  it('gets again what it reports as failed, when the visibility timeout ends', async () => {
    work = ({ Records }) => ({
      batchItemFailures: Records.filter(
        ({ body, attributes: a }) => body === 'bad' && a.ApproximateReceiveCount === '1',
      ).map(({ messageId }) => ({ itemIdentifier: messageId })),
    });
    const Entries = ['good', 'bad', 'fine'].map((Id) => ({ Id, MessageBody: Id }));
    await client.send(new SendMessageBatchCommand({ QueueUrl: url('notices'), Entries }));
    await time.clock.advance('PT10M');
    expect(batches).toEqual([
      { at: '2026-11-23T08:00:00.000Z', bodies: ['good', 'bad', 'fine'] },
      { at: '2026-11-23T08:01:00.000Z', bodies: ['bad'] },
    ]);
  });

  it.each([
    ['throws', () => Promise.reject(new Error('down'))],
    ['names a message that it did not get', () => ({ batchItemFailures: [{ itemIdentifier: 'x' }] })],
  ])('is given the whole batch again when it %s, and then the dead letters have it', async (_, failing) => {
    work = failing;
    await send('notices', 'poison');
    await time.clock.advance('PT10M');
    expect(batches.map(({ at }) => at)).toEqual([
      '2026-11-23T08:00:00.000Z',
      '2026-11-23T08:01:00.000Z',
      '2026-11-23T08:02:00.000Z',
    ]);
    expect(await attributes('notices')).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '0' });
    expect(await bodies('dead')).toEqual(['poison']);
  });
});

describe('the API', () => {
  it('says where and what the queues are', async () => {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: 'plain' }));
    expect(QueueUrl).toBe(url('plain'));
    const { QueueUrls } = await client.send(new ListQueuesCommand({}));
    expect(QueueUrls).toEqual([url('dead'), url('notices'), url('plain')]);
    expect(await attributes('notices')).toEqual({
      QueueArn: 'arn:aws:sqs:us-east-1:000000000000:notices',
      VisibilityTimeout: '60',
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
      ApproximateNumberOfMessagesDelayed: '0',
      RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":3}',
    });
  });

  it('refuses what it does not know', async () => {
    await expect(client.send(new GetQueueUrlCommand({ QueueName: 'none' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
    await expect(
      client.send(new SendMessageCommand({ QueueUrl: url('plain'), MessageBody: 'a', MessageGroupId: 'g' })),
    ).rejects.toThrow('MessageGroupId');
    await expect(
      client.send(new DeleteMessageCommand({ QueueUrl: url('plain'), ReceiptHandle: 'garbage' })),
    ).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
  });

  it('does not start with dead letters that lead nowhere', async () => {
    const deadLetter = { queue: 'nowhere', maxReceiveCount: 1 };
    const starting = startQueues({
      clock: time.clock,
      queues: [{ name: 'q', visibilityTimeoutSeconds: 1, deadLetter }],
      onError: time.onError,
      invoke: async () => undefined,
    });
    await expect(starting).rejects.toThrow(StartProblem);
  });
});
