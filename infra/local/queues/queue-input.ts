/** What the local SQS takes; any other member is refused. */
import * as z from 'zod';

/** 1 MiB, as AWS has it. */
const LARGEST_MESSAGE = 1_048_576;
const DELAY_SECONDS = z.number().int().min(0).max(900).optional();
const VISIBILITY_SECONDS = z.number().int().min(0).max(43_200);

const attribute = z.strictObject({
  DataType: z.string().regex(/^(String|Number)(\..+)?$/, { error: 'only text and numbers here' }),
  StringValue: z.string().min(1),
});
const message = {
  MessageBody: z
    .string()
    .min(1)
    .refine((text) => Buffer.byteLength(text) <= LARGEST_MESSAGE, { error: 'longer than 1 MiB' }),
  DelaySeconds: DELAY_SECONDS,
  MessageAttributes: z.record(z.string().min(1).max(256), attribute).optional(),
};
const entryId = z.string().regex(/^[\w-]{1,80}$/);

export const ofQueue = z.strictObject({ QueueUrl: z.string() });
export const sendInput = ofQueue.extend(message);
export const sendBatchInput = ofQueue.extend({
  Entries: z.array(z.strictObject({ Id: entryId, ...message })),
});
export const receiveInput = ofQueue.extend({
  MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
  VisibilityTimeout: VISIBILITY_SECONDS.optional(),
  WaitTimeSeconds: z.number().int().min(0).max(20).default(0),
  AttributeNames: z.array(z.string()).optional(),
  MessageSystemAttributeNames: z.array(z.string()).optional(),
  MessageAttributeNames: z.array(z.string()).optional(),
});
export type ReceiveInput = z.output<typeof receiveInput>;
export const deleteInput = ofQueue.extend({ ReceiptHandle: z.string() });
export const deleteBatchInput = ofQueue.extend({
  Entries: z.array(z.strictObject({ Id: entryId, ReceiptHandle: z.string() })),
});
export const visibilityInput = ofQueue.extend({
  ReceiptHandle: z.string(),
  VisibilityTimeout: VISIBILITY_SECONDS,
});
export const attributesInput = ofQueue.extend({ AttributeNames: z.array(z.string()).default([]) });
export const queueName = z.strictObject({ QueueName: z.string() });
export const queueFilter = z.strictObject({
  QueueNamePrefix: z.string().optional(),
  MaxResults: z.number().int().min(1).max(1_000).optional(),
  NextToken: z.string().optional(),
});
