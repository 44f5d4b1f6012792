/** The functions of all stacks, and what each may do. */
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Ability, type FunctionSpec, manifest } from '../../../infra/manifest.ts';
import { secretVariable } from '../../../infra/secrets.ts';
import { resourcesOf, type Synthesis, synthesize } from '../../support/infra/synthesis.ts';
import { functionsIn, type MadeFunction, type Right, rightsIn } from '../../support/infra/template-forms.ts';

const STACK_OF: Record<FunctionSpec['trigger']['kind'], 'api' | 'notification' | 'workflow'> = {
  api: 'api',
  queue: 'notification',
  'letter-events': 'notification',
  stream: 'workflow',
  timer: 'workflow',
  task: 'workflow',
  rate: 'workflow',
  monthly: 'workflow',
  checkpoint: 'workflow',
  daily: 'workflow',
};
const STACKS = ['api', 'notification', 'workflow'] as const;

let stage: Synthesis;
beforeAll(() => {
  stage = synthesize();
});

interface Deployed {
  readonly spec: FunctionSpec;
  readonly made: MadeFunction;
  readonly rights: readonly Right[];
}

const deployed = (): readonly Deployed[] =>
  STACKS.flatMap((stack) =>
    functionsIn(stage[stack]).map((made) => {
      const spec = manifest.find(({ description }) => description === made.Description);
      if (spec === undefined) throw new Error(`No row of the manifest is "${made.Description}".`);
      expect(STACK_OF[spec.trigger.kind], spec.name).toBe(stack);
      return { spec, made, rights: rightsIn(stage[stack]).filter(({ role }) => role === made.Role) };
    }),
  );

describe('the functions', () => {
  test('are those of the manifest, each on Node 22 and arm64 with what its row says', () => {
    expect(
      deployed()
        .map(({ spec }) => spec.name)
        .sort(),
    ).toEqual(manifest.map(({ name }) => name).sort());
    for (const { spec, made } of deployed()) {
      expect(made).toMatchObject({
        Architectures: ['arm64'],
        Handler: 'handler.handler',
        MemorySize: spec.memoryMiB,
        Runtime: 'nodejs22.x',
        Timeout: spec.timeoutSeconds,
        TracingConfig: { Mode: 'Active' },
      });
      expect(Object.keys(made.Environment.Variables).sort()).toEqual(
        [...spec.environment, ...(spec.secrets ?? []).map(secretVariable)].sort(),
      );
    }
  });

  test('that the public page may not starve have runs kept for them, and the page has no more than its own', () => {
    const reserved = (settings: Record<string, unknown>) =>
      STACKS.flatMap((stack) => functionsIn(synthesize(settings)[stack])).flatMap(
        ({ Description, ReservedConcurrentExecutions: runs }) => {
          const spec = manifest.find(({ description }) => description === Description);
          return runs === undefined ? [] : [[spec?.name, runs]];
        },
      );
    expect(Object.fromEntries(reserved({}))).toEqual({ public: 20, link: 20, breach: 50 });
    expect(reserved({ reservedConcurrency: 'off' })).toEqual([]);
  });

  test.each(STACKS)(
    'of %s write structured logs into a log group each, which forgets after the set days',
    (stack) => {
      const groups = resourcesOf(stage[stack], 'AWS::Logs::LogGroup', z.object({ RetentionInDays: z.int() }));
      const logging = functionsIn(stage[stack]).map((made) => made.LoggingConfig);
      expect(new Set(logging.map(({ LogGroup }) => LogGroup)).size).toBe(logging.length);
      for (const { LogGroup, LogFormat } of logging) {
        expect(groups[LogGroup]).toEqual({ RetentionInDays: 180 });
        expect(LogFormat).toBe('JSON');
      }
    },
  );
});

const TABLE = /^shoujie-test-data:ExportsOutputFnGetAttSheetsTable[0-9A-F]{8}Arn[0-9A-F]{8}/;

const SECRET = /^shoujie-test-data:ExportsOutputRefSecrets(\w+)[0-9A-F]{16}$/;

const FILES = 'shoujie-test-data:ExportsOutputFnGetAttBucketsFilesArn';
const ANCHORS = 'shoujie-test-data:ExportsOutputFnGetAttBucketsAnchorsArn';
const ARCHIVE = 'shoujie-test-data:ExportsOutputFnGetAttBucketsArchiveArn';
/** Exports carry hashes, which say nothing. */
const withoutHashes = (text: string) =>
  text.replace(/(Files|Archive|Anchors)[0-9A-F]{8}Arn[0-9A-F]{8}/, '$1Arn');
/** What each ability may do with objects, by the part of the bucket that they are in. */
const OBJECTS: Partial<Record<Ability, readonly string[]>> = {
  'presign-uploads': [`s3:PutObject on ${FILES}/uploads/*`],
  'read-files': [`s3:GetObject on ${FILES}/files/*`, `s3:GetObject on ${FILES}/uploads/*`],
  'read-uploads': [`s3:GetObject on ${FILES}/uploads/*`],
  'keep-files': [
    `s3:GetObject on ${FILES}/files/*`,
    `s3:GetObject on ${FILES}/uploads/*`,
    `s3:PutObject on ${FILES}/files/*`,
  ],
  'strip-pictures': [
    ...['uploads', 'files', 'stripped'].map((part) => `s3:GetObject on ${FILES}/${part}/*`),
    `s3:PutObject on ${FILES}/stripped/*`,
  ],
  'keep-values': [`s3:PutObject on ${FILES}/values/*`],
  'erase-files': ['uploads', 'files', 'stripped', 'values'].map(
    (part) => `s3:DeleteObject on ${FILES}/${part}/*`,
  ),
  'write-archive': [`s3:GetObject on ${ARCHIVE}/*`, `s3:PutObject on ${ARCHIVE}/*`],
  'write-checkpoints': [`s3:GetObject on ${ANCHORS}/*`, `s3:PutObject on ${ANCHORS}/*`],
  'read-checkpoint-keys': [`s3:GetObject on ${ANCHORS}/keys/*`],
};

describe('the grants', () => {
  test('name every action, and every resource but of tracing, of timers and of objects that are yet to come', () => {
    for (const { spec, rights } of deployed()) {
      expect(rights.filter(({ action }) => action.includes('*'))).toEqual([]);
      const broad = rights.filter(({ on }) => on.includes('*')).map(({ action, on }) => `${action} on ${on}`);
      const tracing = ['xray:PutTelemetryRecords on *', 'xray:PutTraceSegments on *'];
      const timers = ['Create', 'Delete', 'Get', 'Update'].map(
        (verb) =>
          `scheduler:${verb}Schedule on arn:AWS::Partition:scheduler:AWS::Region:AWS::AccountId:schedule/shoujie-test-clocks/*`,
      );
      const allowed = [
        ...(spec.abilities?.includes('make-schedules') ? timers : []),
        ...(spec.abilities ?? []).flatMap((ability) => OBJECTS[ability] ?? []),
        ...tracing,
      ];
      expect([...new Set(broad.map(withoutHashes))].sort(), spec.name).toEqual([...new Set(allowed)].sort());
    }
    for (const stack of STACKS) {
      expect(JSON.stringify(stage[stack].findResources('AWS::IAM::Role'))).not.toMatch(
        /ManagedPolicyArns|"Policies"/,
      );
    }
  });

  test('on the table are for each function those of its row, indexes and partitions by name', () => {
    for (const { spec, rights } of deployed()) {
      const granted = rights
        .filter(({ on }) => TABLE.test(on))
        .flatMap(({ action, on, condition }) => {
          const keys = condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
          if (condition !== undefined) {
            expect(condition).toEqual({
              'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
              Null: { 'dynamodb:LeadingKeys': 'false' },
            });
          }
          const within = condition === undefined ? ['all'] : [keys ?? []].flat();
          return within.map((of) => `${action} on ${on.replace(TABLE, 'table')} in ${of}`);
        });
      const written = spec.grants.flatMap(({ actions, indexes, partitions = ['all'] }) => {
        const on = indexes === undefined ? ['table'] : indexes.map((name) => `table/index/${name}`);
        return actions.flatMap((action) =>
          on.flatMap((of) => partitions.map((within) => `${action} on ${of} in ${within}`)),
        );
      });
      expect([...new Set(granted)].sort(), spec.name).toEqual([...new Set(written)].sort());
    }
  });

  test('on secrets are for each function those that its row names', () => {
    for (const { spec, rights } of deployed()) {
      const read = rights.filter(({ action }) => action === 'secretsmanager:GetSecretValue');
      expect(read.map(({ on }) => on.replace(SECRET, '$1').toLowerCase()).sort(), spec.name).toEqual(
        [...(spec.secrets ?? [])].sort(),
      );
    }
  });

  test('to write name the partitions of the table, and whoever may delete beside entries has a reason to', () => {
    const rights = deployed().flatMap(({ spec, rights }) =>
      rights.filter(({ on }) => TABLE.test(on)).map((right) => ({ by: spec.name, ...right })),
    );
    const writing = rights.filter(({ action }) =>
      /(Put|Update|Delete|ConditionCheck|Write)Item$/.test(action),
    );
    expect(writing.length).toBeGreaterThan(manifest.length);
    expect(writing.filter(({ condition }) => condition === undefined)).toEqual([]);
    const deleting = writing.filter(
      ({ action, condition }) =>
        /(Delete|BatchWrite)Item$/.test(action) &&
        /"(SHEET|CASE|LEDGER#PERSON|LEDGER#SITE|LEDGER#AWARD)#\*"/.test(JSON.stringify(condition)),
    );
    expect(
      [...new Set(deleting.map(({ by, action }) => `${by} ${action.replace('dynamodb:', '')}`))].sort(),
    ).toEqual([
      'appeal-steps DeleteItem',
      'bounces DeleteItem',
      'breach DeleteItem',
      'cases DeleteItem',
      'escalate DeleteItem',
      'forget DeleteItem',
      'link DeleteItem',
      'mailer DeleteItem',
      'organisation DeleteItem',
      'outbox DeleteItem',
      'reconcile DeleteItem',
      'sign-off DeleteItem',
    ]);
  });

  test('beside the table are for each function those that its row and what starts it call for', () => {
    const started: Partial<Record<FunctionSpec['trigger']['kind'], readonly string[]>> = {
      stream: [
        ...['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
          (action) => `dynamodb:${action}`,
        ),
        'sqs:SendMessage',
      ],
      timer: ['sqs:SendMessage'],
      rate: ['lambda:InvokeFunction', 'sqs:SendMessage'],
      checkpoint: ['sqs:SendMessage'],
      daily: ['sqs:SendMessage'],
      'letter-events': ['sqs:SendMessage'],
      queue: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
    };
    const able = {
      'make-schedules': [
        ...['Create', 'Delete', 'Get', 'Update'].map((verb) => `scheduler:${verb}Schedule`),
        'iam:PassRole',
      ],
      'start-escalations': ['states:StartExecution'],
      'start-appeals': ['states:StartExecution'],
      'send-to-letters': ['sqs:SendMessage'],
      'send-mail': ['ses:SendEmail'],
      // Of those that the settings name: none here.
      'read-robots': [],
      'send-to-letter-dead-letters': ['sqs:SendMessage'],
      'presign-uploads': ['s3:PutObject'],
      'read-files': ['s3:GetObject'],
      'read-uploads': ['s3:GetObject', 's3:ListBucket'],
      'keep-files': ['s3:GetObject', 's3:ListBucket', 's3:PutObject'],
      'strip-pictures': ['s3:GetObject', 's3:ListBucket', 's3:PutObject'],
      'keep-values': ['s3:PutObject'],
      'erase-files': ['s3:DeleteObject'],
      'write-archive': ['s3:GetObject', 's3:ListBucket', 's3:PutObject'],
      'write-checkpoints': ['s3:GetObject', 's3:ListBucket', 's3:PutObject'],
      'sign-checkpoints': ['kms:GetPublicKey', 'kms:Sign'],
      'read-checkpoint-keys': ['s3:GetObject', 's3:ListBucket'],
      'tell-who-looked': ['logs:CreateLogStream', 'logs:PutLogEvents'],
    } satisfies Record<Ability, readonly string[]>;
    const always = [
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ];
    for (const { spec, rights } of deployed()) {
      const granted = rights.filter(({ on }) => !TABLE.test(on)).map(({ action }) => action);
      const called = [
        ...always,
        ...(started[spec.trigger.kind] ?? []),
        ...(spec.abilities ?? []).flatMap((ability) => able[ability]),
        ...(spec.secrets === undefined ? [] : ['secretsmanager:GetSecretValue']),
      ];
      expect([...new Set(granted)].sort(), spec.name).toEqual([...new Set(called)].sort());
    }
  });
});
