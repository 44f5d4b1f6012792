import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  CHECKPOINT_TRIES,
  DEAD_LETTER_DAYS,
  RECURRING_TRIES,
  STREAM_TRIES,
  TIMER_TRIES,
} from '../../../infra/deliveries.ts';
import { manifest } from '../../../infra/manifest.ts';
import { resourcesOf, type Synthesis, synthesize } from '../../support/infra/synthesis.ts';
import {
  functionsIn,
  rightsIn,
  sourceIn,
  spelled,
  theOnly,
  watchedQueuesIn,
} from '../../support/infra/template-forms.ts';
import {
  functionNamed,
  onFailure,
  rightsOf,
  takenBy,
  watched,
  withoutArn,
} from '../../support/infra/workflow-template.ts';

let stage: Synthesis;
beforeAll(() => {
  stage = synthesize();
});

const named = (name: string) => functionNamed(stage.workflow, name);
const groupArn = (group: string) =>
  `arn:AWS::Partition:scheduler:AWS::Region:AWS::AccountId:schedule-group/${group}`;

describe('the stream', () => {
  test('feeds the outbox, which says what failed; that is halved, tried again, and given up to a watched queue', () => {
    const source = sourceIn(stage.workflow);
    const spec = manifest.find(({ name }) => name === 'outbox');
    expect(source).toMatchObject({
      EventSourceArn: expect.stringMatching(/^shoujie-test-data:.*StreamArn/),
      FunctionName: named('outbox').id,
      BatchSize: 100,
      ParallelizationFactor: 4,
      StartingPosition: 'TRIM_HORIZON',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: STREAM_TRIES.retries,
      MaximumRecordAgeInSeconds: STREAM_TRIES.oldestSeconds,
    });
    expect(spec?.trigger).toMatchObject({ batchSize: source.BatchSize });
    const destination = source.DestinationConfig?.OnFailure.Destination;
    expect(watched(stage.workflow, destination)).toBe('stream-dead-letters');
    expect(rightsOf(stage.workflow, named('outbox').Role)).toContain(`sqs:SendMessage on ${destination}`);
  });
});

describe('the timers', () => {
  test('have a group of their own, whose schedules alone may take the role that calls breach and assess', () => {
    const group = theOnly(
      Object.values(
        resourcesOf(stage.workflow, 'AWS::Scheduler::ScheduleGroup', z.object({ Name: z.string() })),
      ),
    );
    expect(group.Name).toBe('shoujie-test-clocks');
    const { SCHEDULE_ROLE_ARN, SCHEDULE_GROUP, SCHEDULE_DEAD_LETTER_ARN } =
      named('outbox').Environment.Variables;
    expect(SCHEDULE_GROUP).toBe(group.Name);
    const role = withoutArn(SCHEDULE_ROLE_ARN);
    expect(takenBy(stage.workflow, role)).toEqual([
      {
        service: 'scheduler.amazonaws.com',
        where: { 'aws:SourceAccount': 'AWS::AccountId', 'aws:SourceArn': groupArn(group.Name) },
      },
    ]);
    expect(rightsOf(stage.workflow, role)).toEqual([
      `lambda:InvokeFunction on ${named('assess').id}.Arn`,
      `lambda:InvokeFunction on ${named('breach').id}.Arn`,
      `sqs:SendMessage on ${SCHEDULE_DEAD_LETTER_ARN}`,
    ]);
    expect(watched(stage.workflow, SCHEDULE_DEAD_LETTER_ARN)).toBe('timer-dead-letters');
  });

  test.each(['outbox', 'reconcile'])(
    'are made by %s for breach, which may hand over no other role',
    (name) => {
      const { Role, Environment } = named(name);
      expect(Environment.Variables).toMatchObject({
        TIMER_ARN: `${named('breach').id}.Arn`,
        SCHEDULE_GROUP: 'shoujie-test-clocks',
      });
      const passing = rightsIn(stage.workflow).filter(
        (right) => right.role === Role && right.action === 'iam:PassRole',
      );
      expect(passing).toEqual([
        expect.objectContaining({
          on: Environment.Variables.SCHEDULE_ROLE_ARN,
          condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
        }),
      ]);
    },
  );

  test('are handed to Lambda, which tries breach again a few times and then gives up to a watched queue', () => {
    expect(onFailure(stage.workflow, named('breach'))).toEqual({
      ...TIMER_TRIES,
      alarm: 'timer-dead-letters',
      mayLeave: true,
    });
  });
});

const scheduleForm = z.object({
  GroupName: z.string(),
  ScheduleExpression: z.string(),
  Target: z.object({
    Arn: spelled,
    RoleArn: spelled,
    DeadLetterConfig: z.object({ Arn: spelled }),
    RetryPolicy: z.object({ MaximumRetryAttempts: z.int(), MaximumEventAgeInSeconds: z.int() }),
  }),
});

describe.each([
  ['reconcile', 'rate(5 minutes)', RECURRING_TRIES],
  ['anchor', 'cron(0 0 * * ? *)', CHECKPOINT_TRIES],
])('%s', (name, expression, tries) => {
  test(`is called by ${expression}, as a role for that alone, and a call in vain lands in a watched queue`, () => {
    const { GroupName, ScheduleExpression, Target } = theOnly(
      Object.values(resourcesOf(stage.workflow, 'AWS::Scheduler::Schedule', scheduleForm)).filter(
        (schedule) => schedule.Target.Arn === `${named(name).id}.Arn`,
      ),
    );
    expect(ScheduleExpression).toBe(expression);
    expect(Target.RetryPolicy).toEqual({
      MaximumRetryAttempts: tries.retries,
      MaximumEventAgeInSeconds: tries.oldestSeconds,
    });
    expect(watched(stage.workflow, Target.DeadLetterConfig.Arn)).toBe(`${name}-dead-letters`);
    // Whoever makes timers may delete in their group, and is not to delete this.
    expect(GroupName).toBe('default');
    expect(takenBy(stage.workflow, withoutArn(Target.RoleArn))).toEqual([
      {
        service: 'scheduler.amazonaws.com',
        where: { 'aws:SourceAccount': 'AWS::AccountId', 'aws:SourceArn': groupArn('default') },
      },
    ]);
    expect(rightsOf(stage.workflow, withoutArn(Target.RoleArn))).toEqual([
      `lambda:InvokeFunction on ${Target.Arn}`,
      `sqs:SendMessage on ${Target.DeadLetterConfig.Arn}`,
    ]);
  });

  test('is tried again by Lambda before its next run, and then given up to a watched queue', () => {
    expect(onFailure(stage.workflow, named(name))).toEqual({
      ...tries,
      alarm: `${name}-dead-letters`,
      mayLeave: true,
    });
  });
});

test('no run is tried again when the next one is about to do its work', () => {
  expect(RECURRING_TRIES.oldestSeconds).toBeLessThan(5 * 60);
  expect(CHECKPOINT_TRIES.oldestSeconds).toBeLessThan(60 * 60);
});

test('hourly checkpoints are made every full hour', () => {
  synthesize({ anchors: { every: 'PT1H' } }).workflow.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'cron(0 * * * ? *)',
  });
});

describe('the key of the checkpoints', () => {
  const keyForm = z.object({
    KeySpec: z.string(),
    KeyUsage: z.string(),
    KeyPolicy: z.object({
      Statement: z.array(
        z.object({
          Effect: z.string(),
          Action: z.union([z.string(), z.array(z.string())]),
          Principal: z.object({ AWS: spelled }),
        }),
      ),
    }),
  });

  test('signs by ECDSA on P-256, for the function alone that makes them, whatever policies of others say', () => {
    const key = theOnly(Object.values(resourcesOf(stage.workflow, 'AWS::KMS::Key', keyForm)));
    expect(key).toMatchObject({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const signing = key.KeyPolicy.Statement.filter(({ Action }) =>
      [Action].flat().some((action) => action === 'kms:Sign' || action.includes('*')),
    );
    expect(signing).toEqual([
      {
        Effect: 'Allow',
        Action: ['kms:GetPublicKey', 'kms:Sign'],
        Principal: { AWS: `${named('anchor').Role}.Arn` },
      },
    ]);
  });

  test('stays when its stack goes, unless all of the stage is to go', () => {
    stage.workflow.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Retain' });
    const { workflow } = synthesize({ disposable: true });
    workflow.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
  });
});

test('every queue is one for what was given up, is watched, encrypted, and keeps it for two weeks', () => {
  const queueForm = z.object({ MessageRetentionPeriod: z.int(), SqsManagedSseEnabled: z.literal(true) });
  const queues = resourcesOf(stage.workflow, 'AWS::SQS::Queue', queueForm);
  expect(Object.keys(queues).sort()).toEqual([...watchedQueuesIn(stage.workflow).keys()].sort());
  for (const queue of Object.values(queues)) {
    expect(queue.MessageRetentionPeriod).toBe(DEAD_LETTER_DAYS * 24 * 3600);
  }
});

test('every function that nobody waits for has somewhere to leave what it fails', () => {
  const fed = sourceIn(stage.workflow).FunctionName;
  // The workflows wait for these, and fail with them.
  const waitedFor = ['escalate', 'appeal-steps'].map((name) => named(name).id);
  for (const made of functionsIn(stage.workflow)) {
    if (made.id === fed || waitedFor.includes(made.id)) continue;
    expect(onFailure(stage.workflow, made), made.Description).toMatchObject({
      alarm: expect.stringMatching(/-dead-letters$/),
      mayLeave: true,
    });
  }
});
