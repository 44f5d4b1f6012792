import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export interface AlarmTopicProps {
  readonly stage: string;
  /** Who is written to; without one, whoever wants to know subscribes by hand. */
  readonly address?: string;
}

export interface AlarmProps {
  /** What is the matter, in one sentence; docs/operations.md has a page under the alarm's name. */
  readonly meaning: string;
  readonly metric: IMetric;
  /** The alarm goes off at this value and above it, or with `below` under it. */
  readonly threshold: number;
  readonly below?: boolean;
  /** In how many periods, of how many; one of one unless given. */
  readonly periods?: { readonly bad: number; readonly of: number };
  /** What a period without a value means: nothing wrong, unless given. */
  readonly missing?: TreatMissingData;
}

/** The topic to which every alarm of a stage tells that it goes off, and that it is over. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;
  readonly #stage: string;

  constructor(scope: Construct, id: string, { stage, address }: AlarmTopicProps) {
    super(scope, id);
    this.#stage = stage;
    // The topic has a key of its own: CloudWatch may not use the key that AWS manages for SNS, and its alarms would
    // reach nobody.
    const key = new Key(this, 'Key', {
      description: `Shoujie ${stage}: alarms on their way`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com');
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
      }),
    );
    this.topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (address !== undefined) this.topic.addSubscription(new EmailSubscription(address));
  }

  /** Makes the alarm `shoujie-<stage>-<name>`; it may be in another stack than the topic. */
  alarm(scope: Construct, name: string, props: AlarmProps): Alarm {
    const { meaning, metric, threshold, below = false, periods = { bad: 1, of: 1 } } = props;
    const alarm = new Alarm(scope, `${name}-alarm`, {
      alarmName: `shoujie-${this.#stage}-${name}`,
      alarmDescription: `${meaning} What to do: docs/operations.md, "${name}".`,
      metric,
      threshold,
      comparisonOperator: below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods.of,
      datapointsToAlarm: periods.bad,
      treatMissingData: props.missing ?? TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(this.topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    return alarm;
  }
}
