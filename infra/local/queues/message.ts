import { createHash } from 'node:crypto';

export interface TextAttribute {
  readonly DataType: string;
  readonly StringValue: string;
}
export type MessageAttributes = Readonly<Record<string, TextAttribute>>;

/** A message on its way; instants are milliseconds since 1970. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly bodyMd5: string;
  readonly attributes: MessageAttributes;
  readonly sentAt: number;
  firstReceivedAt: number | undefined;
  receiveCount: number;
}

const md5 = (content: string | Buffer): string => createHash('md5').update(content).digest('hex');

export const md5OfText = (text: string): string => md5(text);

/** The transport type that SQS writes for a string. */
const STRING = Buffer.from([1]);

function withLength(text: string): Buffer {
  const content = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
}

/** The digest as SQS defines it: by name, each with its type and value behind their lengths. */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const parts = names.flatMap((name) => {
    const { DataType = '', StringValue = '' } = attributes[name] ?? {};
    return [withLength(name), withLength(DataType), STRING, withLength(StringValue)];
  });
  return md5(Buffer.concat(parts));
}
