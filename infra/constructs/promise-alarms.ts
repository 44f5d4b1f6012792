/** An alarm for each promise that the product makes to its people; docs/operations.md has a page about each. */

import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { type Measure, namespaceOf } from '../measured.ts';
import { tableShape } from '../table.ts';
import type { AlarmProps, AlarmTopic } from './alarm-topic.ts';

const MINUTE = Duration.minutes(1);
/** Reconcile runs, and measures, every five minutes. */
const RUN = Duration.minutes(5);

const measured = (stage: string, metricName: Measure, period: Duration) =>
  new Metric({ namespace: namespaceOf(stage), metricName, statistic: 'Maximum', period });

/** A breach is to be on record within two minutes (contract section 3). */
const NOTICED_WITHIN = Duration.minutes(2);
/** A letter goes out a minute after its notice; a failed one is tried again after six. */
const TOLD_WITHIN = Duration.minutes(15);

/** The alarms on what the functions measure themselves, by name. */
export function measuredPromises(stage: string): Readonly<Record<string, AlarmProps>> {
  return {
    'breach-late': {
      meaning: 'A broken promise was noticed later than two minutes after its deadline.',
      metric: measured(stage, 'BreachNoticedAfter', MINUTE),
      threshold: NOTICED_WITHIN.toSeconds() + 1,
    },
    'notice-unsent': {
      meaning: 'Somebody is to be told something, and has waited for a quarter of an hour.',
      metric: measured(stage, 'OldestNotice', RUN),
      threshold: TOLD_WITHIN.toSeconds(),
    },
    'reconcile-found': {
      meaning: 'Reconcile found something due that had not happened by itself.',
      metric: measured(stage, 'FoundLate', RUN),
      threshold: 1,
    },
    'ledger-differs': {
      meaning:
        'A ledger is not what was anchored or sealed of it, or a sheet not what its ledger comes to: somebody wrote the table past the product.',
      metric: measured(stage, 'LedgersDiffering', RUN),
      threshold: 1,
    },
    'item-unreadable': {
      meaning:
        'An item of the table cannot be read: it is left out of lists, or a sheet is read by its ledger.',
      metric: measured(stage, 'ItemsUnreadable', RUN),
      threshold: 1,
    },
    'calendar-missing': {
      meaning: 'A site has no holidays for a year that is near or here.',
      metric: measured(stage, 'CalendarsMissing', RUN),
      threshold: 1,
    },
  };
}

/** `table-throttled`: the table, or an index of it, turned requests away. */
export function alarmOnThrottling(scope: Construct, alarms: AlarmTopic, table: ITable): void {
  const places = [undefined, ...tableShape.indexes.map(({ name }) => name)];
  const usingMetrics: Record<string, IMetric> = {};
  for (const [nth, index] of places.entries()) {
    for (const direction of ['Read', 'Write']) {
      usingMetrics[`${direction.toLowerCase()}${nth}`] = new Metric({
        namespace: 'AWS/DynamoDB',
        metricName: `${direction}ThrottleEvents`,
        dimensionsMap: {
          TableName: table.tableName,
          ...(index !== undefined && { GlobalSecondaryIndexName: index }),
        },
        statistic: 'Sum',
        period: MINUTE,
      });
    }
  }
  const expression = Object.keys(usingMetrics)
    .map((name) => `FILL(${name}, 0)`)
    .join(' + ');
  alarms.alarm(scope, 'table-throttled', {
    meaning: 'The table turned requests away.',
    metric: new MathExpression({ label: 'throttled', expression, usingMetrics, period: MINUTE }),
    threshold: 1,
    periods: { bad: 3, of: 5 },
  });
}
