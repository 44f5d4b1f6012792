import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-environment.ts';
import { AwsError } from '../aws-error.ts';
import type { Queue } from './queue.ts';

export const queueArn = (name: string): string => `arn:aws:sqs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${name}`;

const redrivePolicyOf = ({ deadLetter }: Queue['spec']): string | undefined =>
  deadLetter &&
  JSON.stringify({
    deadLetterTargetArn: queueArn(deadLetter.queue),
    maxReceiveCount: deadLetter.maxReceiveCount,
  });

const ATTRIBUTES: Readonly<Record<string, (queue: Queue) => string | undefined>> = {
  QueueArn: ({ spec }) => queueArn(spec.name),
  ApproximateNumberOfMessages: ({ counts }) => String(counts.visible),
  ApproximateNumberOfMessagesNotVisible: ({ counts }) => String(counts.inFlight),
  ApproximateNumberOfMessagesDelayed: ({ counts }) => String(counts.delayed),
  VisibilityTimeout: ({ spec }) => String(spec.visibilityTimeoutSeconds),
  RedrivePolicy: ({ spec }) => redrivePolicyOf(spec),
};

/**
 * Answers GetQueueAttributes. A queue without dead letters has no RedrivePolicy.
 * @throws AwsError InvalidAttributeName for one that is not known here
 */
export function attributesOf(queue: Queue, names: readonly string[]): object {
  const wanted = names.includes('All') ? Object.keys(ATTRIBUTES) : names;
  const Attributes: Record<string, string> = {};
  for (const name of wanted) {
    const read = ATTRIBUTES[name];
    if (!read) throw new AwsError('InvalidAttributeName', `The local service does not know ${name}.`);
    const value = read(queue);
    if (value !== undefined) Attributes[name] = value;
  }
  return { Attributes };
}
