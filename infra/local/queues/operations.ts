import type * as z from 'zod';
import { AwsError } from '../aws-error.ts';
import { type Operation, operation, pageOf } from '../aws-operation.ts';
import { type Message, md5OfAttributes } from './message.ts';
import type { Queue } from './queue.ts';
import { attributesOf } from './queue-attributes.ts';
import {
  attributesInput,
  deleteBatchInput,
  deleteInput,
  ofQueue,
  queueFilter,
  queueName,
  receiveInput,
  sendBatchInput,
  sendInput,
  visibilityInput,
} from './queue-input.ts';
import { toClient } from './received-message.ts';

export interface QueueDirectory {
  readonly queues: ReadonlyMap<string, Queue>;
  urlOf(name: string): string;
  /** Waits at most so long for something to become visible. */
  arrival(queue: Queue, seconds: number): Promise<void>;
}

const LARGEST_BATCH = 10;
const queryCode = (code: string) => ({ queryCode: `AWS.SimpleQueueService.${code}` });

function checkBatch(entries: readonly { readonly Id: string }[]): void {
  const fault = (code: string, message: string) => new AwsError(code, message, queryCode(code));
  if (entries.length === 0) throw fault('EmptyBatchRequest', 'The batch has no entries.');
  if (entries.length > LARGEST_BATCH) {
    throw fault('TooManyEntriesInBatchRequest', `At most ${LARGEST_BATCH} entries.`);
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw fault('BatchEntryIdsNotDistinct', 'Two entries have the same id.');
  }
}

const sent = ({ id, bodyMd5, attributes }: Message) => {
  const md5 = md5OfAttributes(attributes);
  return {
    MessageId: id,
    MD5OfMessageBody: bodyMd5,
    ...(md5 === undefined ? {} : { MD5OfMessageAttributes: md5 }),
  };
};

/** What SQS answers, by the name of the operation. */
export function operationsOn({ queues, urlOf, arrival }: QueueDirectory): ReadonlyMap<string, Operation> {
  const on = <S extends z.ZodType>(
    name: string,
    schema: S,
    run: (input: z.output<S>) => object | Promise<object>,
  ): [string, Operation] => [name, operation(schema, run, 'InvalidParameterValue')];
  const named = (name: string): Queue => {
    const queue = queues.get(name);
    if (queue) return queue;
    throw new AwsError('QueueDoesNotExist', `There is no queue ${name}.`, queryCode('NonExistentQueue'));
  };
  const at = ({ QueueUrl }: { readonly QueueUrl: string }) => named(QueueUrl.split('/').at(-1) ?? '');
  return new Map([
    on('SendMessage', sendInput, (input) =>
      sent(at(input).send(input.MessageBody, input.MessageAttributes, input.DelaySeconds)),
    ),
    on('SendMessageBatch', sendBatchInput, (input) => {
      const queue = at(input);
      checkBatch(input.Entries);
      const Successful = input.Entries.map(({ Id, MessageBody, MessageAttributes, DelaySeconds }) => ({
        Id,
        ...sent(queue.send(MessageBody, MessageAttributes, DelaySeconds)),
      }));
      return { Successful, Failed: [] };
    }),
    on('ReceiveMessage', receiveInput, async (input) => {
      const queue = at(input);
      const receive = () => queue.receive(input.MaxNumberOfMessages, input.VisibilityTimeout);
      let received = receive();
      if (received.length === 0 && input.WaitTimeSeconds > 0) {
        await arrival(queue, input.WaitTimeSeconds);
        received = receive();
      }
      return received.length === 0 ? {} : { Messages: received.map((one) => toClient(one, input)) };
    }),
    on('DeleteMessage', deleteInput, (input) => {
      at(input).delete(input.ReceiptHandle);
      return {};
    }),
    on('DeleteMessageBatch', deleteBatchInput, (input) => {
      const queue = at(input);
      checkBatch(input.Entries);
      for (const { ReceiptHandle } of input.Entries) queue.delete(ReceiptHandle);
      return { Successful: input.Entries.map(({ Id }) => ({ Id })), Failed: [] };
    }),
    on('ChangeMessageVisibility', visibilityInput, (input) => {
      at(input).changeVisibility(input.ReceiptHandle, input.VisibilityTimeout);
      return {};
    }),
    on('GetQueueUrl', queueName, ({ QueueName }) => ({ QueueUrl: urlOf(named(QueueName).spec.name) })),
    on('GetQueueAttributes', attributesInput, (input) => attributesOf(at(input), input.AttributeNames)),
    on('ListQueues', queueFilter, ({ QueueNamePrefix = '', MaxResults = 1_000, NextToken }) => {
      const names = [...queues.keys()].filter((name) => name.startsWith(QueueNamePrefix)).sort();
      const { items, next } = pageOf(names, (name) => name, MaxResults, NextToken);
      return { QueueUrls: items.map(urlOf), ...(next === undefined ? {} : { NextToken: next }) };
    }),
    on('PurgeQueue', ofQueue, (input) => {
      at(input).purge();
      return {};
    }),
  ]);
}
