/** The alarms on the API as its callers meet it; docs/operations.md has a page about each. */
import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { type Alarm, type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { namespaceOf } from '../measured.ts';
import type { AlarmTopic } from './alarm-topic.ts';

const MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);
/** Of a hundred requests so many may not fail. A site at night has few: there the first one is too many. */
const PERCENT = 1;

/**
 * `api-errors`: the share of answers from 500 up. A minute with one is bad luck; two of five are the product's fault, and end a
 * release that is under way.
 */
export function alarmOnApiErrors(scope: Construct, alarms: AlarmTopic, api: HttpApi): Alarm {
  const period = { period: MINUTE };
  return alarms.alarm(scope, 'api-errors', {
    meaning: 'Requests to the API fail through no fault of their senders.',
    metric: new MathExpression({
      label: 'percent of answers from 500 up',
      expression: 'IF(requests > 0, 100 * errors / requests, 0)',
      usingMetrics: {
        errors: api.metricServerError({ ...period, statistic: 'Sum' }),
        requests: api.metricCount({ ...period, statistic: 'Sum' }),
      },
      ...period,
    }),
    threshold: PERCENT,
    periods: { bad: 2, of: 5 },
  });
}

/** Far beyond what any request takes, the start of a function too. */
const SLOW = Duration.seconds(2);

/** `api-slow`: for a quarter of an hour one answer in twenty took so long. */
export function alarmOnLatency(scope: Construct, alarms: AlarmTopic, api: HttpApi): void {
  alarms.alarm(scope, 'api-slow', {
    meaning: 'One answer in twenty takes two seconds or more.',
    metric: api.metricLatency({ period: FIVE_MINUTES, statistic: 'p95' }),
    threshold: SLOW.toMilliseconds(),
    periods: { bad: 3, of: 3 },
  });
}

/** Somebody in a hurry meets a limit now and then; so many in five minutes are no person, or all of them. */
const MANY = 100;

/**
 * `too-many-requests`: requests are turned away with 429, by a throttle of the gateway or by a limit a person. The gateway
 * counts them among all that are refused, so they are counted in its log.
 * @returns what counts them
 */
export function alarmOnTurnedAway(
  scope: Construct,
  stage: string,
  alarms: AlarmTopic,
  logGroup: ILogGroup,
): IMetric {
  const filter = new MetricFilter(scope, 'TurnedAway', {
    logGroup,
    filterPattern: FilterPattern.stringValue('$.status', '=', '429'),
    metricNamespace: namespaceOf(stage),
    metricName: 'TurnedAway',
  });
  const metric = filter.metric({ period: FIVE_MINUTES, statistic: 'Sum' });
  alarms.alarm(scope, 'too-many-requests', {
    meaning: 'Many requests are turned away with 429.',
    metric,
    threshold: MANY,
    periods: { bad: 2, of: 3 },
  });
  return metric;
}
