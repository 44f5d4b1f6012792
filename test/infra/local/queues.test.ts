import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
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
        {
          name: 'notices',
          visibilityTimeoutSeconds: 60,
          deadLetter: { queue: 'dead', maxReceiveCount: 3 },
          consumer: { functionName: 'mailer', batchSize: 3 },
        },
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

const url = (name: string) => queues.urls[name] ?? `${queues.endpoint}/000000000000/${name}`;
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

  it('is left as it was by whoever receives for no time at all', async () => {
    await send('plain', 'a');
    const [seen] = await receive('plain', { VisibilityTimeout: 0 });
    expect(seen?.Body).toBe('a');
    await time.clock.advance('PT1S');
    expect(await bodies('plain')).toEqual(['a']);
  });

  it('carries what another service says of a message', async () => {
    queues.send(queues.arns.plain ?? '', 'b', { REASON: '超时', TRIES: '3' });
    const [all] = await receive('plain', { MessageAttributeNames: ['All'], VisibilityTimeout: 0 });
    const REASON = { DataType: 'String', StringValue: '超时' };
    expect(all?.MessageAttributes).toEqual({ REASON, TRIES: { DataType: 'String', StringValue: '3' } });
    await time.clock.advance('PT1S');
    const [{ MessageAttributes: some } = {}] = await receive('plain', { MessageAttributeNames: ['REASON'] });
    expect(some).toEqual({ REASON });
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
  const received = async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0]?.Body;
  expect(await received()).toBeUndefined();
  await expect.poll(received, { timeout: 10_000 }).toBe('in a second');
  sqs.destroy();
  await running.stop();
});

describe('a function behind a queue', () => {
  it('gets all of it in batches, in order', async () => {
    for (const body of ['1', '2', '3', '4', '5', '6', '7']) queues.send(queues.arns.notices ?? '', body, {});
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
    for (const body of ['good', 'bad', 'fine']) queues.send(queues.arns.notices ?? '', body, {});
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
    const QueueUrl = url('plain');
    await expect(receive('none')).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
    const MessageAttributes = { REASON: { DataType: 'String', StringValue: 'x' } };
    for (const [name, value] of Object.entries({ MessageGroupId: 'g', MessageAttributes })) {
      const sending = client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a', [name]: value }));
      await expect(sending).rejects.toThrow(name);
    }
    await expect(receive('plain', { WaitTimeSeconds: 1 })).rejects.toThrow('WaitTimeSeconds');
    await expect(receive('plain', { MessageAttributeNames: ['REA*'] })).rejects.toThrow(
      'MessageAttributeNames',
    );
    const VisibilityTimeout = 1;
    for (const asked of [
      () => client.send(new PurgeQueueCommand({ QueueUrl })),
      () => client.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: '1', MessageBody: 'a' }] })),
      () =>
        client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: [{ Id: '1', ReceiptHandle: 'x' }] })),
      () =>
        client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: 'x', VisibilityTimeout })),
    ]) {
      await expect(asked()).rejects.toMatchObject({ name: 'UnknownOperationException' });
    }
    await expect(
      client.send(new DeleteMessageCommand({ QueueUrl: url('plain'), ReceiptHandle: 'garbage' })),
    ).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
  });

  it.each(['x'.repeat(81), 'letters.new', ''])(
    'does not start with a name that AWS refuses: %s',
    async (name) => {
      const starting = startQueues({
        clock: time.clock,
        queues: [{ name, visibilityTimeoutSeconds: 1 }],
        onError: time.onError,
        invoke: async () => undefined,
      });
      await expect(starting).rejects.toThrow(StartProblem);
    },
  );

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
