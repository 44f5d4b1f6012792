import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  MathExpression,
  Metric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { BREACH_DIMENSIONS, type Measure, namespaceOf } from '../measured.ts';

export interface StageDashboardProps {
  readonly stage: string;
  readonly api: HttpApi;
  /** Counts the requests that were answered 429. */
  readonly turnedAway: IMetric;
  readonly table: ITable;
}

const FIVE_MINUTES = Duration.minutes(5);
const HOUR = Duration.hours(1);
const WIDTH = 12;
const HEIGHT = 6;

const graph = (title: string, ...left: IMetric[]) =>
  new GraphWidget({ title, width: WIDTH, height: HEIGHT, left });

/**
 * Every metric of that kind of the stage, whatever functions and queues it has by then: their names begin with the
 * stack's, and the search finds its words.
 */
function everyOne(stage: string, schema: string, metricName: string, statistic: string): MathExpression {
  const words = `shoujie AND ${stage.split('-').join(' AND ')}`;
  const seconds = FIVE_MINUTES.toSeconds();
  return new MathExpression({
    expression: `SEARCH('{${schema}} MetricName="${metricName}" ${words}', '${statistic}', ${seconds})`,
    label: '',
    usingMetrics: {},
    period: FIVE_MINUTES,
  });
}

/** The one dashboard of a stage: its promises first, then what they stand on. */
export class StageDashboard extends Construct {
  readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, { stage, api, turnedAway, table }: StageDashboardProps) {
    super(scope, id);
    const namespace = namespaceOf(stage);
    const own = (metricName: Measure) =>
      new Metric({ namespace, metricName, statistic: 'Maximum', period: FIVE_MINUTES });
    const breaches = new MathExpression({
      expression: `SEARCH('{${namespace},${BREACH_DIMENSIONS.join(',')}} MetricName="Breaches"', 'Sum', ${HOUR.toSeconds()})`,
      label: '',
      usingMetrics: {},
      period: HOUR,
    });
    const ofTable = (metricName: string) =>
      new Metric({
        namespace: 'AWS/DynamoDB',
        metricName,
        dimensionsMap: { TableName: table.tableName },
        statistic: 'Sum',
        period: FIVE_MINUTES,
      });
    const reading = { period: FIVE_MINUTES };

    const rows: readonly (readonly IWidget[])[] = [
      [
        new TextWidget({
          width: 2 * WIDTH,
          height: 2,
          markdown: `# Shoujie ${stage}\nEvery alarm \`shoujie-${stage}-<name>\` has a page in docs/operations.md.`,
        }),
      ],
      [
        graph('Broken promises an hour, by site, section and clock', breaches),
        graph('Seconds from a deadline to its breach on record', own('BreachNoticedAfter')),
      ],
      [
        graph('Seconds that the oldest notice waits', own('OldestNotice')),
        graph(
          'Found late by reconcile; calendars missing; ledgers that differ from their anchor; items that cannot be read',
          own('FoundLate'),
          own('CalendarsMissing'),
          own('LedgersDiffering'),
          own('ItemsUnreadable'),
        ),
      ],
      [
        graph(
          'Requests, and those refused or failed',
          api.metricCount(reading),
          api.metricClientError(reading),
          api.metricServerError(reading),
          turnedAway,
        ),
        graph(
          'Milliseconds of a request: p50, p95',
          api.metricLatency({ ...reading, statistic: 'p50' }),
          api.metricLatency({ ...reading, statistic: 'p95' }),
        ),
      ],
      [
        graph('Failed runs of functions', everyOne(stage, 'AWS/Lambda,FunctionName', 'Errors', 'Sum')),
        graph(
          'Milliseconds of functions, p95',
          everyOne(stage, 'AWS/Lambda,FunctionName', 'Duration', 'p95'),
        ),
      ],
      [
        graph(
          'Messages in queues, dead letters too',
          everyOne(stage, 'AWS/SQS,QueueName', 'ApproximateNumberOfMessagesVisible', 'Maximum'),
        ),
        graph(
          'Escalations that ended early',
          everyOne(stage, 'AWS/States,StateMachineArn', 'ExecutionsFailed', 'Sum'),
        ),
      ],
      [
        graph(
          'Capacity units that the table used',
          ofTable('ConsumedReadCapacityUnits'),
          ofTable('ConsumedWriteCapacityUnits'),
        ),
        graph(
          'Requests that the table turned away',
          ofTable('ReadThrottleEvents'),
          ofTable('WriteThrottleEvents'),
        ),
      ],
    ];
    this.dashboard = new Dashboard(this, 'Board', {
      dashboardName: `shoujie-${stage}`,
      widgets: rows.map((row) => [...row]),
    });
  }
}
