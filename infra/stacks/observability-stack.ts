import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { alarmOnRefusals } from '../constructs/access-record.ts';
import type { AlarmTopic } from '../constructs/alarm-topic.ts';
import { alarmOnLatency, alarmOnTurnedAway } from '../constructs/api-alarm.ts';
import { StageDashboard } from '../constructs/dashboard.ts';
import { alarmOnThrottling, measuredPromises } from '../constructs/promise-alarms.ts';
import type { Settings } from '../settings.ts';

export interface ObservabilityStackProps extends StackProps {
  readonly settings: Settings;
  readonly table: ITable;
  readonly accessLog: ILogGroup;
  readonly api: HttpApi;
  /** The access log of the API. */
  readonly requests: ILogGroup;
  readonly alarms: AlarmTopic;
}

/** How a stage is doing: one dashboard, and an alarm for each promise. It keeps nothing. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    const { settings, table, accessLog, api, requests, alarms, ...stackProps } = props;
    super(scope, id, stackProps);
    const { stage } = settings;

    for (const [name, alarm] of Object.entries(measuredPromises(stage))) alarms.alarm(this, name, alarm);
    alarmOnThrottling(this, alarms, table);
    alarmOnRefusals(this, stage, alarms, accessLog);
    alarmOnLatency(this, alarms, api);
    const turnedAway = alarmOnTurnedAway(this, stage, alarms, requests);

    const { dashboard } = new StageDashboard(this, 'Dashboard', { stage, api, turnedAway, table });
    new CfnOutput(this, 'DashboardName', { value: dashboard.dashboardName });
  }
}
