/** Who looked (contract section 12): the log group of its own, and the rule that counts refusals by person. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CfnInsightRule, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type ILogGroup, LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Ability } from '../manifest.ts';
import type { AlarmTopic } from './alarm-topic.ts';

export interface AccessRecordProps {
  readonly retention: RetentionDays;
  readonly disposable: boolean;
}

/** Keeps the lines about who looked; unless disposable it outlives its stack. */
export class AccessRecord extends Construct {
  readonly group: ILogGroup;

  constructor(scope: Construct, id: string, { retention, disposable }: AccessRecordProps) {
    super(scope, id);
    this.group = new LogGroup(this, 'Lines', {
      retention,
      removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
  }

  /** To write lines; nobody but who operates the stage may read or delete them. */
  get abilities(): Partial<Record<Ability, PolicyStatement[]>> {
    return {
      'tell-who-looked': [
        new PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [this.group.logGroupArn],
        }),
      ],
    };
  }
}

/** Whoever is refused so often in a quarter of an hour is trying doors, or has a broken program. */
const WINDOW = Duration.minutes(15);
const MANY = 60;
/** Being told that there is no such thing, or that it is for others; what was only written wrongly does not count. */
const REFUSALS = ['forbidden', 'not-found'];

/** `refusals-of-one`: somebody is refused again and again. The rule counts by person and names who it was. */
export function alarmOnRefusals(scope: Construct, stage: string, alarms: AlarmTopic, group: ILogGroup): void {
  const ruleName = `shoujie-${stage}-refusals-of-one`;
  const rule = new CfnInsightRule(scope, 'RefusalsOfOne', {
    ruleName,
    ruleState: 'ENABLED',
    ruleBody: JSON.stringify({
      Schema: { Name: 'CloudWatchLogRule', Version: 1 },
      AggregateOn: 'Count',
      Contribution: { Keys: ['$.reader'], Filters: [{ Match: '$.code', In: REFUSALS }] },
      LogFormat: 'JSON',
      LogGroupNames: [group.logGroupName],
    }),
  });
  const alarm = alarms.alarm(scope, 'refusals-of-one', {
    meaning: 'Somebody is refused again and again.',
    metric: new MathExpression({
      label: 'refusals of whoever has most',
      expression: `INSIGHT_RULE_METRIC("${ruleName}", "MaxContributorValue")`,
      usingMetrics: {},
      period: WINDOW,
    }),
    threshold: MANY,
  });
  alarm.node.addDependency(rule);
}
