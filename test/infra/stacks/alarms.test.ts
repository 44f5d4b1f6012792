/** The alarms of all stacks: where they go, what they watch, and that the runbook has a section on each. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { manifest } from '../../../infra/manifest.ts';
import { tableShape } from '../../../infra/table.ts';
import { UNITS } from '../../../shared/runtime/measure.ts';
import { resourcesOf, type Synthesis, synthesize } from '../../support/infra/synthesis.ts';
import { alarmsIn, functionsIn, spelled } from '../../support/infra/template-forms.ts';

let stage: Synthesis;
beforeAll(() => {
  stage = synthesize();
});

const OTHERS = ['workflow', 'api', 'observability'] as const;
const all = () => [stage.notification, ...OTHERS.map((name) => stage[name])].flatMap(alarmsIn);
const named = (name: string) => {
  const alarm = all().find(({ AlarmName }) => AlarmName === `shoujie-test-${name}`);
  if (alarm === undefined) throw new Error(`There is no alarm ${name}.`);
  return alarm;
};
const SECONDS_A_MINUTE = 60;

test('every stage has one dashboard, on which each measurement of the product is', () => {
  const boards = [stage.notification, ...OTHERS.map((name) => stage[name])].flatMap((stack) =>
    Object.values(stack.findResources('AWS::CloudWatch::Dashboard')),
  );
  expect(boards).toHaveLength(1);
  for (const measure of Object.keys(UNITS)) expect(JSON.stringify(boards)).toContain(measure);
});

describe('every alarm', () => {
  test('goes to the one topic, off and over again', () => {
    const [topic] = Object.keys(stage.notification.findResources('AWS::SNS::Topic'));
    for (const { AlarmActions, OKActions } of alarmsIn(stage.notification)) {
      expect([AlarmActions, OKActions]).toEqual([[topic], [topic]]);
    }
    const imported = expect.stringMatching(
      new RegExp(`^shoujie-test-notification:ExportsOutputRef${topic}[0-9A-F]{8}$`),
    );
    for (const { AlarmActions, OKActions } of OTHERS.flatMap((name) => alarmsIn(stage[name]))) {
      expect([AlarmActions, OKActions]).toEqual([[imported], [imported]]);
    }
  });

  test('says what is the matter, and where it is told what to do', () => {
    for (const { AlarmName, AlarmDescription } of all()) {
      const name = AlarmName.replace('shoujie-test-', '');
      expect(AlarmDescription).toMatch(/^\S.+\. What to do: docs\/operations\.md, "/);
      expect(AlarmDescription).toContain(`docs/operations.md, "${name}".`);
    }
  });

  test('has its section in docs/operations.md, and no section is about one that is gone', () => {
    const page = readFileSync('docs/operations.md', 'utf8');
    const sections = page
      .slice(page.indexOf('\n## Alarms\n'))
      .split(/\n(?=#+ )/)
      .slice(2);
    const ofAlarms = sections.slice(
      0,
      sections.findIndex((section) => section.startsWith('## ')),
    );
    const written = new Map(
      ofAlarms.flatMap((section) =>
        [...(section.split('\n')[0] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => [name, section]),
      ),
    );
    const made = all().map(({ AlarmName }) => AlarmName.replace('shoujie-test-', ''));
    expect([...written.keys()].sort()).toEqual([...new Set(made)].sort());
    for (const [name, section] of written) {
      for (const part of ['**Means.**', '**Look at.**', '**Do.**'])
        expect(section, `${name} has ${part}`).toContain(part);
    }
  });
});

test('the console has an alarm on its errors, because of all answers of the API its pages are few', () => {
  const [id] = Object.keys(
    stage.api.findResources('AWS::Lambda::Function', {
      Properties: { Description: 'Serves the web console' },
    }),
  );
  expect(named('console-errors')).toMatchObject({
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Dimensions: [{ Name: 'FunctionName', Value: id }],
    Threshold: 1,
  });
});

test('every function behind the API has an alarm on its errors', () => {
  const stacks = [stage.notification, stage.workflow];
  for (const made of stacks.flatMap((stack) => functionsIn(stack))) {
    const spec = manifest.find(({ description }) => description === made.Description);
    expect(named(`${spec?.name}-errors`)).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: made.id }],
      Statistic: 'Sum',
      Threshold: 1,
      DatapointsToAlarm: 2,
      EvaluationPeriods: 3,
      TreatMissingData: 'notBreaching',
    });
  }
});

test.each(
  ['escalation', 'appeal'].flatMap((workflow) => [
    [`${workflow}-failed`, 'ExecutionsFailed', workflow],
    [`${workflow}-timed-out`, 'ExecutionsTimedOut', workflow],
    [`${workflow}-aborted`, 'ExecutionsAborted', workflow],
  ]),
)('%s goes off at the first execution of its kind', (name = '', MetricName, workflow = '') => {
  const machine = Object.keys(stage.workflow.findResources('AWS::StepFunctions::StateMachine')).find((id) =>
    id.toLowerCase().startsWith(workflow),
  );
  expect(named(name)).toMatchObject({
    Namespace: 'AWS/States',
    MetricName,
    Dimensions: [{ Name: 'StateMachineArn', Value: machine }],
    Statistic: 'Sum',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: 1,
    DatapointsToAlarm: 1,
    EvaluationPeriods: 1,
    TreatMissingData: 'notBreaching',
  });
});

test('stream-age goes off when echoes stay two minutes behind, longer than a breach may go unnoticed', () => {
  expect(named('stream-age')).toMatchObject({
    Namespace: 'AWS/Lambda',
    MetricName: 'IteratorAge',
    Statistic: 'Maximum',
    Period: SECONDS_A_MINUTE,
    Threshold: 2 * SECONDS_A_MINUTE * 1000,
  });
});

test('letters-age goes off when a letter waits for a quarter of an hour', () => {
  expect(named('letters-age')).toMatchObject({
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateAgeOfOldestMessage',
    Statistic: 'Maximum',
    Threshold: 15 * SECONDS_A_MINUTE,
  });
});

test.each([
  ['reconcile-silent', 5 * SECONDS_A_MINUTE],
  ['anchor-silent', 24 * 60 * SECONDS_A_MINUTE],
])(
  '%s goes off when it was not called three times running, also where nothing is told of it',
  (name, Period) => {
    expect(named(name)).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'Invocations',
      Period,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      DatapointsToAlarm: 3,
      EvaluationPeriods: 3,
      TreatMissingData: 'breaching',
    });
  },
);

test.each([
  ['breach-late', 'BreachNoticedAfter', 2 * SECONDS_A_MINUTE + 1],
  ['notice-unsent', 'OldestNotice', 15 * SECONDS_A_MINUTE],
  ['reconcile-found', 'FoundLate', 1],
  ['calendar-missing', 'CalendarsMissing', 1],
  ['ledger-differs', 'LedgersDiffering', 1],
  ['item-unreadable', 'ItemsUnreadable', 1],
])('%s goes off on what the functions of the stage themselves measured', (name, MetricName, Threshold) => {
  expect(named(name)).toMatchObject({
    Namespace: 'Shoujie/test',
    MetricName,
    Dimensions: [],
    Statistic: 'Maximum',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold,
    DatapointsToAlarm: 1,
    TreatMissingData: 'notBreaching',
  });
  const namespaces = [stage.workflow, stage.api].map((stack) =>
    functionsIn(stack).flatMap(({ Environment }) => Environment.Variables.METRICS_NAMESPACE ?? []),
  );
  expect(namespaces).toEqual([
    ['Shoujie/test', 'Shoujie/test', 'Shoujie/test'],
    ['Shoujie/test', 'Shoujie/test', 'Shoujie/test'],
  ]);
});

test('table-throttled looks at the table and at each of its indexes, both ways', () => {
  const { Metrics = [], ...alarm } = named('table-throttled');
  expect(Metrics).toHaveLength(1 + 2 * (1 + tableShape.indexes.length));
  // CloudWatch takes ten metrics in an alarm.
  expect(Metrics.length).toBeLessThanOrEqual(11);
  expect(alarm).toMatchObject({ Threshold: 1, DatapointsToAlarm: 3, EvaluationPeriods: 5 });
});

test('api-errors goes off at one percent of answers from 500 up, in two minutes of five', () => {
  const { Metrics = [], ...alarm } = named('api-errors');
  expect(Metrics.map(({ Expression }) => Expression)).toContain(
    'IF(requests > 0, 100 * errors / requests, 0)',
  );
  expect(alarm).toMatchObject({ Threshold: 1, DatapointsToAlarm: 2, EvaluationPeriods: 5 });
});

test('api-slow goes off when one answer in twenty took two seconds, for a quarter of an hour', () => {
  expect(named('api-slow')).toMatchObject({
    Namespace: 'AWS/ApiGateway',
    MetricName: 'Latency',
    ExtendedStatistic: 'p95',
    Period: 5 * SECONDS_A_MINUTE,
    Threshold: 2_000,
    DatapointsToAlarm: 3,
    EvaluationPeriods: 3,
  });
});

test('too-many-requests counts in the log of the API what was answered 429', () => {
  const logged = z.object({
    AccessLogSettings: z.object({ DestinationArn: spelled, Format: z.string() }),
  });
  const [api] = Object.values(resourcesOf(stage.api, 'AWS::ApiGatewayV2::Stage', logged));
  const { DestinationArn = '', Format = '{}' } = api?.AccessLogSettings ?? {};
  const [group] = DestinationArn.split('.');
  expect(JSON.parse(Format)).toMatchObject({ status: '$context.status' });
  const [filter] = Object.values(stage.observability.findResources('AWS::Logs::MetricFilter'));
  expect(filter?.Properties).toMatchObject({
    LogGroupName: { 'Fn::ImportValue': expect.stringContaining(`ExportsOutputRef${group}`) },
    FilterPattern: '{ $.status = "429" }',
    MetricTransformations: [{ MetricNamespace: 'Shoujie/test', MetricName: 'TurnedAway', MetricValue: '1' }],
  });
  expect(named('too-many-requests')).toMatchObject({
    ...{ Namespace: 'Shoujie/test', MetricName: 'TurnedAway', Statistic: 'Sum' },
    ...{ Threshold: 100, DatapointsToAlarm: 2, EvaluationPeriods: 3, TreatMissingData: 'notBreaching' },
  });
  const boards = Object.values(stage.observability.findResources('AWS::CloudWatch::Dashboard'));
  expect(JSON.stringify(boards)).toContain('TurnedAway');
});

describe('the reputation of who sends letters', () => {
  test.each([
    ['letters-bounced', 'Reputation.BounceRate', 0.05],
    ['letters-complained', 'Reputation.ComplaintRate', 0.001],
  ])('has an alarm, %s, before SES stops them', (name, MetricName, Threshold) => {
    expect(named(name)).toMatchObject({
      ...{ Namespace: 'AWS/SES', MetricName, Dimensions: [], Statistic: 'Maximum', Threshold },
      ...{ Period: 60 * SECONDS_A_MINUTE, TreatMissingData: 'ignore' },
    });
  });

  test('is watched where SES is in the region of the alarms, and there alone', () => {
    const sender = 'letters@example.com';
    const watched = (mail: object, region = 'eu-central-1', more: object = {}) =>
      alarmsIn(synthesize({ region, mail: { sender, ...mail }, ...more }).notification).filter(
        ({ Namespace }) => Namespace === 'AWS/SES',
      ).length;
    expect(watched({})).toBe(2);
    expect(watched({ region: 'eu-central-1' })).toBe(2);
    expect(watched({ region: 'eu-west-1' })).toBe(0);
    expect(watched({ smtp: { host: 'smtp.example.com', secret: 'shoujie/mail' } })).toBe(0);
    const identity = { issuer: 'https://id.example.cn', audience: ['shoujie'] };
    expect(watched({}, 'cn-northwest-1', { identity })).toBe(0);
  });
});

test('refusals-of-one goes off when one person is refused 60 times in a quarter of an hour', () => {
  const { Metrics = [], ...alarm } = named('refusals-of-one');
  expect(Metrics.map(({ Expression }) => Expression)).toEqual([
    'INSIGHT_RULE_METRIC("shoujie-test-refusals-of-one", "MaxContributorValue")',
  ]);
  expect(alarm).toMatchObject({ Threshold: 60, EvaluationPeriods: 1, TreatMissingData: 'notBreaching' });
  const [rule] = Object.values(stage.observability.findResources('AWS::CloudWatch::InsightRule'));
  // The name of the log group is put between the parts of the rule.
  const parts: readonly unknown[] = rule?.Properties.RuleBody['Fn::Join'][1];
  const text = parts.map((part) => (typeof part === 'string' ? part : 'the-group')).join('');
  expect(JSON.parse(text)).toMatchObject({
    AggregateOn: 'Count',
    Contribution: { Keys: ['$.reader'], Filters: [{ Match: '$.code', In: ['forbidden', 'not-found'] }] },
    LogGroupNames: ['the-group'],
  });
});
