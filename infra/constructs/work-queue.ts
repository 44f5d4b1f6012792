import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { MESSAGE_TRIES } from '../deliveries.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { ServiceFunction } from './service-function.ts';

export interface WorkQueueProps {
  /** The timeout of the function that works on it. */
  readonly timeoutSeconds: number;
  readonly deadLetters: DeadLetterQueue;
}

/** A queue that a function works off, message by message. */
export class WorkQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { timeoutSeconds, deadLetters }: WorkQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(MESSAGE_TRIES.hiddenForTimeouts * timeoutSeconds),
      retentionPeriod: Duration.days(MESSAGE_TRIES.keptDays),
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: MESSAGE_TRIES.receptions },
    });
  }

  /** The right to put messages into it. */
  get sending(): PolicyStatement[] {
    return [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] })];
  }

  /** Sets a function to work on it. */
  feed(target: ServiceFunction, batchSize: number): void {
    target.allow(
      new PolicyStatement({
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        resources: [this.queue.queueArn],
      }),
    );
    new EventSourceMapping(this, 'Source', {
      target: target.function,
      eventSourceArn: this.queue.queueArn,
      batchSize,
      reportBatchItemFailures: true,
      maxConcurrency: MESSAGE_TRIES.workersAtOnce,
    });
  }
}
