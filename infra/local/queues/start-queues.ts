import * as z from 'zod';
import { LOCAL_ACCOUNT, localArn } from '../aws-environment.ts';
import { AwsError, nameInArn, type Operation, operation, pageOf } from '../aws-operation.ts';
import { type AwsService, type ServiceTools, startAwsService } from '../aws-service.ts';
import { failedItems } from '../lambda.ts';
import { StartProblem } from '../start-problem.ts';
import { WorkQueue } from '../work-queue.ts';
import { Queue, type QueueSpec } from './queue.ts';
import { chosen, md5, toClient, toFunction } from './received-message.ts';

export interface QueuesOptions extends ServiceTools {
  readonly queues: readonly QueueSpec[];
}

export interface LocalQueues extends AwsService {
  /** URLs and ARNs of the queues, by name. */
  readonly urls: Readonly<Record<string, string>>;
  readonly arns: Readonly<Record<string, string>>;
  /** Puts a message into the queue with that ARN, as other services do with what they could not deliver. */
  send(arn: string, body: string, attributes: Readonly<Record<string, string>>): void;
}

/** 1 MiB, as AWS has it. */
const LARGEST_MESSAGE = 1_048_576;
const attributeNames = z
  .array(z.string().regex(/^[\w.]+$/, { error: 'only whole names here, or All' }))
  .default([]);

const ofQueue = z.strictObject({ QueueUrl: z.string() });
const sendInput = ofQueue.extend({
  MessageBody: z
    .string()
    .min(1)
    .refine((text) => Buffer.byteLength(text) <= LARGEST_MESSAGE, { error: 'longer than 1 MiB' }),
  DelaySeconds: z.int().min(0).max(900).optional(),
});
const receiveInput = ofQueue.extend({
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  VisibilityTimeout: z.int().min(0).max(43_200).optional(),
  AttributeNames: attributeNames,
  MessageSystemAttributeNames: attributeNames,
  MessageAttributeNames: attributeNames,
});
const deleteInput = ofQueue.extend({ ReceiptHandle: z.string() });
const attributesInput = ofQueue.extend({ AttributeNames: attributeNames });
const queueFilter = z.strictObject({
  QueueNamePrefix: z.string().optional(),
  MaxResults: z.int().min(1).max(1_000).default(1_000),
  NextToken: z.string().optional(),
});

/** As AWS has it for standard queues. */
const QUEUE_NAME = /^[A-Za-z0-9_-]{1,80}$/;

const queueArn = (name: string) => localArn('sqs', name);

/** @throws StartProblem for dead letters that lead nowhere, and for a name that AWS would not take */
function openQueues({ queues: specs, clock }: QueuesOptions): ReadonlyMap<string, Queue> {
  const queues = new Map<string, Queue>();
  for (const spec of specs) {
    const { name, deadLetter } = spec;
    if (!QUEUE_NAME.test(name)) throw new StartProblem(`${name} is no name of a queue.`);
    if (deadLetter && !specs.some((other) => other.name === deadLetter.queue)) {
      throw new StartProblem(`The queue ${name} has its dead letters in ${deadLetter.queue}, which is none.`);
    }
    queues.set(name, new Queue(spec, clock, () => queues.get(deadLetter?.queue ?? '')));
  }
  return queues;
}

/**
 * Feeds a function from a queue, one batch after the other. What it does not work off stays hidden until its
 * visibility timeout ends and comes again, as on AWS.
 */
function feed(queue: Queue, { invoke, onError }: QueuesOptions, work: WorkQueue): void {
  const { name, consumer } = queue.spec;
  if (consumer === undefined) return;
  const { functionName, batchSize } = consumer;
  let isPlanned = false;
  const plan = () => {
    if (!isPlanned) work.add(deliver);
    isPlanned = true;
  };
  const deliver = async () => {
    isPlanned = false;
    const batch = queue.receive(batchSize);
    if (batch.length === batchSize) plan();
    if (batch.length === 0) return;
    try {
      const Records = batch.map((received) => toFunction(received, queueArn(name)));
      const failed = failedItems(
        await invoke(functionName, { Records }),
        Records.map(({ messageId }) => messageId),
      );
      for (const { message, handle } of batch) if (!failed.has(message.id)) queue.delete(handle);
    } catch (error) {
      onError(error);
    }
  };
  queue.onArrival = plan;
}

/** What GetQueueAttributes tells of a queue. */
function attributesOf({ spec, counts }: Queue) {
  const { name, visibilityTimeoutSeconds, deadLetter } = spec;
  const redrive = deadLetter && {
    deadLetterTargetArn: queueArn(deadLetter.queue),
    maxReceiveCount: deadLetter.maxReceiveCount,
  };
  return {
    QueueArn: queueArn(name),
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    VisibilityTimeout: String(visibilityTimeoutSeconds),
    ...(redrive && { RedrivePolicy: JSON.stringify(redrive) }),
  };
}

/** What the product calls, and what the AWS CLI needs to look at it. */
function operationsOn(
  queues: ReadonlyMap<string, Queue>,
  urlOf: (name: string) => string,
): Record<string, Operation> {
  const at = ({ QueueUrl }: { readonly QueueUrl: string }) => {
    const name = QueueUrl.split('/').at(-1) ?? '';
    const queue = queues.get(name);
    if (queue) return queue;
    throw new AwsError('QueueDoesNotExist', `There is no queue ${name}.`);
  };
  return {
    'AmazonSQS.SendMessage': operation(sendInput, (input) => {
      const { id, body } = at(input).send(input.MessageBody, {}, input.DelaySeconds);
      return { MessageId: id, MD5OfMessageBody: md5(body) };
    }),
    'AmazonSQS.ReceiveMessage': operation(receiveInput, (input) => {
      const { AttributeNames, MessageSystemAttributeNames, MessageAttributeNames } = input;
      const system = [...AttributeNames, ...MessageSystemAttributeNames];
      const received = at(input).receive(input.MaxNumberOfMessages, input.VisibilityTimeout);
      const Messages = received.map((one) => toClient(one, system, MessageAttributeNames));
      return Messages.length === 0 ? {} : { Messages };
    }),
    'AmazonSQS.DeleteMessage': operation(deleteInput, (input) => {
      at(input).delete(input.ReceiptHandle);
      return {};
    }),
    'AmazonSQS.GetQueueAttributes': operation(attributesInput, (input) => ({
      Attributes: chosen(attributesOf(at(input)), input.AttributeNames),
    })),
    'AmazonSQS.ListQueues': operation(queueFilter, ({ QueueNamePrefix = '', MaxResults, NextToken }) => {
      const found = [...queues.keys()].filter((name) => name.startsWith(QueueNamePrefix)).sort();
      const { items, next } = pageOf(found, (name) => name, MaxResults, NextToken);
      return { QueueUrls: items.map(urlOf), NextToken: next };
    }),
  };
}

/**
 * Starts SQS with these standard queues, and the functions that work them off. Delays and visibility timeouts
 * follow the clock. Nothing is kept over a restart.
 * @throws StartProblem for dead letters that lead nowhere, for a name that AWS would not take, or when there is no port
 */
export async function startQueues(options: QueuesOptions): Promise<LocalQueues> {
  const { onError } = options;
  const queues = openQueues(options);
  const work = new WorkQueue(onError);
  for (const queue of queues.values()) feed(queue, options, work);
  let endpoint = '';
  const urlOf = (name: string) => `${endpoint}/${LOCAL_ACCOUNT}/${name}`;
  const service = await startAwsService({
    protocol: 'json',
    operations: operationsOn(queues, urlOf),
    invalid: 'InvalidParameterValue',
    work,
    onError,
  });
  endpoint = service.endpoint;
  const names = [...queues.keys()];
  return {
    ...service,
    urls: Object.fromEntries(names.map((name) => [name, urlOf(name)])),
    arns: Object.fromEntries(names.map((name) => [name, queueArn(name)])),
    send(arn, body, attributes) {
      const queue = queues.get(nameInArn(arn));
      if (!queue) throw new Error(`there is no queue ${arn}`);
      queue.send(body, attributes);
    },
  };
}
