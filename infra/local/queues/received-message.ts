/** How a received message looks to a client, and to a function. */
import { createHash } from 'node:crypto';
import type { SQSRecord } from 'aws-lambda';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-environment.ts';
import type { Received } from './queue.ts';

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const systemAttributesOf = ({ message }: Received) => ({
  ApproximateReceiveCount: String(message.receiveCount),
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? ''),
  SentTimestamp: String(message.sentAt),
  SenderId: LOCAL_ACCOUNT,
});

const mapped = <U>(texts: Readonly<Record<string, string>>, map: (text: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, map(text)]));

/** The members with these names, all of them where `All` is among the names; undefined where that is none. */
export function chosen<T>(
  members: Readonly<Record<string, T>>,
  names: readonly string[],
): Record<string, T> | undefined {
  const found = Object.entries(members).filter(([name]) => names.includes(name) || names.includes('All'));
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** As ReceiveMessage gives it, with the attributes of those names. */
export function toClient(received: Received, system: readonly string[], own: readonly string[]): object {
  const { message, handle } = received;
  const attributes = mapped(message.attributes, (text) => ({ DataType: 'String', StringValue: text }));
  return {
    MessageId: message.id,
    ReceiptHandle: handle,
    Body: message.body,
    MD5OfBody: md5(message.body),
    Attributes: chosen(systemAttributesOf(received), system),
    MessageAttributes: chosen(attributes, own),
  };
}

/** As an event source mapping gives it. */
export function toFunction(received: Received, queueArn: string): SQSRecord {
  const { message, handle } = received;
  const none = { stringListValues: [], binaryListValues: [] };
  return {
    messageId: message.id,
    receiptHandle: handle,
    body: message.body,
    attributes: systemAttributesOf(received),
    messageAttributes: mapped(message.attributes, (text) => ({
      ...none,
      stringValue: text,
      dataType: 'String',
    })),
    md5OfBody: md5(message.body),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: LOCAL_REGION,
  };
}
