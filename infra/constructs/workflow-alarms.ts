/** The alarms on what works behind the API; docs/operations.md has a page about each. */
import { Duration } from 'aws-cdk-lib';
import { Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { WorkflowName } from '../manifest.ts';
import type { AlarmTopic } from './alarm-topic.ts';
import type { AskingWorkflow } from './asking-workflow.ts';
import type { ServiceFunction } from './service-function.ts';
import type { WorkQueue } from './work-queue.ts';

const FIVE_MINUTES = Duration.minutes(5);

/** One failed run is tried again, so the alarm goes off only where runs go on failing. */
const LASTING = { bad: 2, of: 3 };

/** `<function>-errors`: runs of a function keep failing or running out of time. */
export function alarmOnErrors(alarms: AlarmTopic, service: ServiceFunction): void {
  const { name } = service.spec;
  alarms.alarm(service, `${name}-errors`, {
    meaning: `Runs of ${name} keep failing.`,
    metric: service.function.metricErrors({ period: FIVE_MINUTES, statistic: 'Sum' }),
    threshold: 1,
    periods: LASTING,
  });
}

/**
 * A breach is to be noticed within two minutes (contract section 3). This is later than that, and not for a single
 * slow minute.
 */
const LAG = Duration.minutes(2);
const LAGGING = { bad: 3, of: 3 };

/** `stream-age`: the effects of the table's changes are made late. */
export function alarmOnLag(alarms: AlarmTopic, service: ServiceFunction): void {
  alarms.alarm(service, 'stream-age', {
    meaning: 'Timers, escalations and letters are made late.',
    metric: service.function.metric('IteratorAge', { period: Duration.minutes(1), statistic: 'Maximum' }),
    threshold: LAG.toMilliseconds(),
    periods: LAGGING,
  });
}

/** The alarm goes off where so many runs in a row did not begin. */
const MISSED_RUNS = 3;

/** `<function>-silent`: a function that is called again and again is not called any more. */
export function alarmOnSilence(alarms: AlarmTopic, service: ServiceFunction, minutes: number): void {
  const { name } = service.spec;
  alarms.alarm(service, `${name}-silent`, {
    meaning: `${name} does not run any more.`,
    metric: service.function.metricInvocations({ period: Duration.minutes(minutes), statistic: 'Sum' }),
    threshold: 1,
    below: true,
    periods: { bad: MISSED_RUNS, of: MISSED_RUNS },
    missing: TreatMissingData.BREACHING,
  });
}

/**
 * `<workflow>-failed`, `<workflow>-timed-out`, `<workflow>-aborted`: a workflow ended before its time. An alarm
 * each, because each has its own cause, and Step Functions has no metric that counts them together.
 */
export function alarmOnFailures(
  alarms: AlarmTopic,
  { machine }: AskingWorkflow,
  workflow: WorkflowName,
  meaningOf: (how: string) => string,
): void {
  const reading = { period: FIVE_MINUTES, statistic: 'Sum' };
  const early = [
    { name: 'failed', how: 'failed', metric: machine.metricFailed(reading) },
    { name: 'timed-out', how: 'ran out of time', metric: machine.metricTimedOut(reading) },
    { name: 'aborted', how: 'were aborted', metric: machine.metricAborted(reading) },
  ];
  for (const { name, how, metric } of early) {
    alarms.alarm(machine, `${workflow}-${name}`, { meaning: meaningOf(how), metric, threshold: 1 });
  }
}

/** A letter goes out a minute after its notice; a failed one waits six minutes to be tried again. */
const LETTERS_ARE_LATE = Duration.minutes(15);

/** `letters-age`: letters wait longer than one that failed once. */
export function alarmOnLateLetters(alarms: AlarmTopic, { queue }: WorkQueue): void {
  alarms.alarm(queue, 'letters-age', {
    meaning: 'Letters wait to be sent.',
    metric: queue.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES, statistic: 'Maximum' }),
    threshold: LETTERS_ARE_LATE.toSeconds(),
  });
}

/** From these shares on SES looks into an account; at twice and five times as much it stops its letters. */
const REPUTATION = [
  { name: 'letters-bounced', of: 'BounceRate', share: 0.05, meaning: 'One letter in twenty is sent back.' },
  {
    ...{ name: 'letters-complained', of: 'ComplaintRate', share: 0.001 },
    meaning: 'One reader in a thousand says that a letter is junk.',
  },
] as const;

/** `letters-bounced`, `letters-complained`: SES is about to lose its trust in the account, in this region. */
export function alarmOnReputation(scope: Construct, alarms: AlarmTopic): void {
  for (const { name, of, share: threshold, meaning } of REPUTATION) {
    const metric = new Metric({
      ...{ namespace: 'AWS/SES', metricName: `Reputation.${of}`, statistic: 'Maximum' },
      period: Duration.hours(1),
    });
    // SES tells it a few times a day.
    alarms.alarm(scope, name, { meaning, metric, threshold, missing: TreatMissingData.IGNORE });
  }
}
