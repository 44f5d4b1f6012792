import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ANCHOR_SCHEDULES, EVERY_MS } from '../anchors.ts';
import type { AlarmTopic } from '../constructs/alarm-topic.ts';
import { AskingWorkflow } from '../constructs/asking-workflow.ts';
import { limitAsynchronousTries } from '../constructs/asynchronous-tries.ts';
import { CheckpointKey } from '../constructs/checkpoint-key.ts';
import { ClockTimers } from '../constructs/clock-timers.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import type { FileBuckets } from '../constructs/file-buckets.ts';
import { inCapitals } from '../constructs/in-capitals.ts';
import { RecurringSchedule } from '../constructs/recurring-schedule.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { StageSecrets } from '../constructs/stage-secrets.ts';
import { startedBy, theOneStartedBy, theTaskOf } from '../constructs/started-by.ts';
import { StreamSource } from '../constructs/stream-source.ts';
import type { WorkQueue } from '../constructs/work-queue.ts';
import { alarmOnErrors, alarmOnFailures, alarmOnLag, alarmOnSilence } from '../constructs/workflow-alarms.ts';
import { CHECKPOINT_TRIES, RECURRING_TRIES, TIMER_TRIES } from '../deliveries.ts';
import type { Ability, EnvironmentName, FunctionSpec } from '../manifest.ts';
import { namespaceOf } from '../measured.ts';
import type { Settings } from '../settings.ts';
import { appealDefinition } from '../workflows/appeal.ts';
import { escalationDefinition } from '../workflows/escalation.ts';

const MINUTE_MS = 60_000;

export interface WorkflowStackProps extends StackProps {
  readonly settings: Settings;
  readonly functions: readonly FunctionSpec[];
  readonly table: ITable;
  readonly buckets: FileBuckets;
  readonly secrets: StageSecrets['secrets'];
  readonly letters: WorkQueue;
  readonly alarms: AlarmTopic;
  /** Gives the bundle of a function. */
  readonly codeOf: (spec: FunctionSpec) => Code;
}

/** Timers, escalations and what makes them from the table. It keeps no state that the table does not have. */
export class WorkflowStack extends Stack {
  readonly #props: WorkflowStackProps;

  constructor(scope: Construct, id: string, props: WorkflowStackProps) {
    const { settings, functions, letters, buckets, secrets: _secrets, ...stackProps } = props;
    super(scope, id, stackProps);
    this.#props = props;
    const { stage, disposable, logRetentionDays: logRetention } = settings;

    const breach = this.#service(theOneStartedBy(functions, 'timer'));
    const timerDeadLetters = this.#deadLetters('timer-dead-letters', 'Timers rang in vain.');
    const assess = this.#service(
      theOneStartedBy(functions, 'monthly'),
      { LETTERS_QUEUE_URL: letters.queue.queueUrl },
      { 'send-to-letters': letters.sending },
    );
    const timers = new ClockTimers(this, 'Timers', {
      group: `shoujie-${stage}-clocks`,
      target: breach,
      monthly: assess,
      deadLetters: timerDeadLetters,
    });
    limitAsynchronousTries(breach, timerDeadLetters, TIMER_TRIES);
    limitAsynchronousTries(assess, timerDeadLetters, TIMER_TRIES);
    this.#putOutName(breach);
    this.#putOutName(assess);

    const workflow = new AskingWorkflow(this, 'Escalation', {
      target: this.#service(theTaskOf(functions, 'escalation')),
      define: escalationDefinition,
      ...{ logRetention, disposable },
    });
    alarmOnFailures(
      props.alarms,
      workflow,
      'escalation',
      (how) => `Escalations ${how} before their breach was dealt with.`,
    );
    const appeals = new AskingWorkflow(this, 'Appeal', {
      target: this.#service(theTaskOf(functions, 'appeal')),
      define: appealDefinition,
      ...{ logRetention, disposable },
    });
    alarmOnFailures(
      props.alarms,
      appeals,
      'appeal',
      (how) => `Workflows of cases ${how} before what they waited for.`,
    );

    const environment = {
      SCHEDULE_GROUP: timers.group,
      TIMER_ARN: breach.function.functionArn,
      ASSESS_ARN: assess.function.functionArn,
      SCHEDULE_ROLE_ARN: timers.role.role.roleArn,
      SCHEDULE_DEAD_LETTER_ARN: timerDeadLetters.queue.queueArn,
      ESCALATION_ARN: workflow.machine.stateMachineArn,
      APPEAL_ARN: appeals.machine.stateMachineArn,
      LETTERS_QUEUE_URL: letters.queue.queueUrl,
      METRICS_NAMESPACE: namespaceOf(stage),
      FILES_BUCKET: buckets.files.bucketName,
      ARCHIVE_BUCKET: buckets.archive.bucketName,
      ANCHORS_BUCKET: buckets.anchors.bucketName,
      RETENTION: JSON.stringify(settings.retention),
    };
    const fromTheTable = (spec: FunctionSpec) => {
      const service = this.#service(spec, environment, {
        'make-schedules': timers.making,
        'start-escalations': workflow.starting,
        'start-appeals': appeals.starting,
        'send-to-letters': letters.sending,
        ...buckets.abilities,
      });
      if (spec.abilities?.includes('make-schedules')) timers.acknowledge(service);
      buckets.acknowledge(service);
      return service;
    };
    this.#addOutbox(fromTheTable);
    this.#addReconcile(fromTheTable);
    this.#addDaily(fromTheTable);
    this.#addAnchor(environment);

    new CfnOutput(this, 'ScheduleGroup', { value: timers.group });
    new CfnOutput(this, 'EscalationArn', { value: workflow.machine.stateMachineArn });
    new CfnOutput(this, 'AppealArn', { value: appeals.machine.stateMachineArn });
  }

  #addOutbox(make: (spec: FunctionSpec) => ServiceFunction): void {
    const { functions, table, alarms } = this.#props;
    const spec = theOneStartedBy(functions, 'stream');
    const target = make(spec);
    const { batchSize, parallel } = spec.trigger;
    const deadLetters = this.#deadLetters(
      'stream-dead-letters',
      'Changes of the table were given up without their effects.',
    );
    new StreamSource(this, 'Stream', { table, target, batchSize, parallel, deadLetters });
    alarmOnLag(alarms, target);
    this.#putOutName(target);
  }

  #addDaily(make: (spec: FunctionSpec) => ServiceFunction): void {
    for (const spec of startedBy(this.#props.functions, 'daily')) {
      const target = make(spec);
      const meaning = `A run of ${spec.name} was given up.`;
      const deadLetters = this.#deadLetters(`${spec.name}-dead-letters`, meaning);
      const expression = ANCHOR_SCHEDULES.P1D;
      new RecurringSchedule(this, `daily-${spec.name}`, {
        ...{ expression, target, deadLetters, tries: CHECKPOINT_TRIES },
      });
      alarmOnSilence(this.#props.alarms, target, EVERY_MS.P1D / MINUTE_MS);
      this.#putOutName(target);
    }
  }

  #addReconcile(make: (spec: FunctionSpec) => ServiceFunction): void {
    for (const spec of startedBy(this.#props.functions, 'rate')) {
      const target = make(spec);
      const { minutes } = spec.trigger;
      const deadLetters = this.#deadLetters(
        `${spec.name}-dead-letters`,
        `A run of ${spec.name} was given up.`,
      );
      // It calls itself for each site. A right of its role's own would have to be there before the function that it names.
      new Policy(this, `${spec.name}-itself`, {
        roles: [target.role],
        statements: [
          new PolicyStatement({
            actions: ['lambda:InvokeFunction'],
            resources: [target.function.functionArn],
          }),
        ],
      });
      const expression = `rate(${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`;
      new RecurringSchedule(this, `every-${minutes}-minutes-${spec.name}`, {
        ...{ expression, target, deadLetters, tries: RECURRING_TRIES },
      });
      alarmOnSilence(this.#props.alarms, target, minutes);
      this.#putOutName(target);
    }
  }

  #addAnchor(environment: Partial<Record<EnvironmentName, string>>): void {
    const { functions, settings, buckets, alarms } = this.#props;
    const { every } = settings.anchors;
    const spec = theOneStartedBy(functions, 'checkpoint');
    const key = new CheckpointKey(this, 'CheckpointKey', { disposable: settings.disposable });
    const target = this.#service(
      spec,
      { ...environment, CHECKPOINT_KEY: key.key.keyArn, ANCHOR_EVERY: every },
      { ...buckets.abilities, 'sign-checkpoints': key.signing },
    );
    buckets.acknowledge(target);
    key.isFor(target);
    const deadLetters = this.#deadLetters(`${spec.name}-dead-letters`, `A run of ${spec.name} was given up.`);
    const expression = ANCHOR_SCHEDULES[every];
    const tries = CHECKPOINT_TRIES;
    new RecurringSchedule(this, 'Anchoring', { expression, target, deadLetters, tries });
    alarmOnSilence(alarms, target, EVERY_MS[every] / MINUTE_MS);
    this.#putOutName(target);
    new CfnOutput(this, 'CheckpointKeyArn', { value: key.key.keyArn });
  }

  #deadLetters(name: string, meaning: string): DeadLetterQueue {
    const made = new DeadLetterQueue(this, name, { name, meaning, alarms: this.#props.alarms });
    new CfnOutput(this, `${inCapitals(name)}Url`, { value: made.queue.queueUrl });
    return made;
  }

  /** Operators call these by hand where something was lost (docs/operations.md). */
  #putOutName({ spec, function: made }: ServiceFunction): void {
    new CfnOutput(this, `${inCapitals(spec.name)}Function`, { value: made.functionName });
  }

  #service(
    spec: FunctionSpec,
    environment: Partial<Record<EnvironmentName, string>> = {},
    abilities: Partial<Record<Ability, PolicyStatement[]>> = {},
  ): ServiceFunction {
    const { table, codeOf, alarms, secrets, settings } = this.#props;
    const service = new ServiceFunction(this, spec.name, {
      spec,
      code: codeOf(spec),
      table,
      environment: { TABLE_NAME: table.tableName, TABLE_FORM: settings.tableForm, ...environment },
      abilities,
      secrets,
      reservedConcurrency: settings.reservedConcurrency,
      logRetention: settings.logRetentionDays,
      disposable: settings.disposable,
    });
    alarmOnErrors(alarms, service);
    return service;
  }
}
