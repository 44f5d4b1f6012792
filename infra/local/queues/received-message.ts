/** How a received message looks to a client, and to a function. */
import type { SQSRecord } from 'aws-lambda';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-environment.ts';
import { type MessageAttributes, md5OfAttributes } from './message.ts';
import type { Received } from './queue.ts';
import type { ReceiveInput } from './queue-input.ts';

const systemAttributesOf = ({ message }: Received) => ({
  ApproximateReceiveCount: String(message.receiveCount),
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? ''),
  SentTimestamp: String(message.sentAt),
  SenderId: LOCAL_ACCOUNT,
});

function chosen<T>(
  all: Readonly<Record<string, T>>,
  names: readonly string[],
): Record<string, T> | undefined {
  const isWanted = (name: string) =>
    names.some((wanted) =>
      wanted.endsWith('*') ? name.startsWith(wanted.replace(/\.?\*$/, '')) : [name, 'All'].includes(wanted),
    );
  const entries = Object.entries(all).filter(([name]) => isWanted(name));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** As ReceiveMessage gives it, with the attributes that were asked for. */
export function toClient(received: Received, input: ReceiveInput): object {
  const { message, handle } = received;
  const system = chosen(systemAttributesOf(received), [
    ...(input.AttributeNames ?? []),
    ...(input.MessageSystemAttributeNames ?? []),
  ]);
  const own: MessageAttributes | undefined = chosen(message.attributes, input.MessageAttributeNames ?? []);
  return {
    MessageId: message.id,
    ReceiptHandle: handle,
    Body: message.body,
    MD5OfBody: message.bodyMd5,
    ...(system && { Attributes: system }),
    ...(own && { MessageAttributes: own, MD5OfMessageAttributes: md5OfAttributes(own) }),
  };
}

/** As an event source mapping gives it. */
export function toFunction(received: Received, queueArn: string): SQSRecord {
  const { message, handle } = received;
  const attributes = Object.entries(message.attributes).map(([name, { DataType, StringValue }]) => [
    name,
    { stringValue: StringValue, stringListValues: [], binaryListValues: [], dataType: DataType },
  ]);
  return {
    messageId: message.id,
    receiptHandle: handle,
    body: message.body,
    attributes: systemAttributesOf(received),
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.bodyMd5,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: LOCAL_REGION,
  };
}
