import { Duration, Validations } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DEAD_LETTER_DAYS } from '../deliveries.ts';
import type { AlarmTopic } from './alarm-topic.ts';

export interface DeadLetterQueueProps {
  /** The name of its alarm and of the page about it, such as `timer-dead-letters`. */
  readonly name: string;
  /** What it means that something is in it, in one sentence. */
  readonly meaning: string;
  readonly alarms: AlarmTopic;
}

/** Where work ends up that was tried in vain; the first piece of it sets off an alarm. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { name, meaning, alarms }: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(DEAD_LETTER_DAYS),
    });
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is itself where dead letters go; an alarm watches it.',
    });
    alarms.alarm(this, name, {
      meaning,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      threshold: 1,
      // SQS reports no metric of a queue that nobody has used for hours, even where messages lie in it.
      missing: TreatMissingData.IGNORE,
    });
  }

  /** The right to put something into it. */
  get sending(): PolicyStatement {
    return new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] });
  }
}
