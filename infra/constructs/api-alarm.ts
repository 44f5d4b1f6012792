/** `api-errors`: the API fails its callers; docs/operations.md has a page about it. */
import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { type Alarm, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { AlarmTopic } from './alarm-topic.ts';

const MINUTE = Duration.minutes(1);
/** Of a hundred requests so many may not fail. A site at night has few: there the first one is too many. */
const PERCENT = 1;

/**
 * The share of answers from 500 up. A minute with one is bad luck; two of five are the product's fault, and end a
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
