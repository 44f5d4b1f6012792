/** Copies in a second region, where a stage is set to keep some. */

import type { Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Synthesis, synthesize } from '../../support/infra/synthesis.ts';
import { rightsIn } from '../../support/infra/template-forms.ts';

const ACCOUNT = '123456789012';
const COPIED = { region: 'eu-central-1', account: ACCOUNT, backupCopy: { region: 'eu-west-1', days: 20 } };
const ARCHIVE_COPY = `shoujie-test-archive-copy-${ACCOUNT}`;

let stage: Synthesis;
let copyStack: Stack;
beforeAll(() => {
  stage = synthesize(COPIED, { rules: true });
  copyStack = stage.app.node.findChild('shoujie-test-copy') as Stack;
});

test('without the setting there is neither a stack for them nor a plan', () => {
  const { copy, data } = synthesize();
  expect(copy).toBeUndefined();
  data.resourceCountIs('AWS::Backup::BackupPlan', 0);
  expect(JSON.stringify(data.toJSON())).not.toContain('ReplicationConfiguration');
});

describe('the second region', () => {
  test('is there before anything is copied to it, and outlives its stack', () => {
    expect(copyStack.region).toBe('eu-west-1');
    expect(stage.copy).toBeDefined();
    expect(stage.dataStack.dependencies).toContain(copyStack);
    expect(copyStack.terminationProtection).toBe(true);
    for (const type of ['AWS::Backup::BackupVault', 'AWS::S3::Bucket']) {
      stage.copy?.hasResource(type, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
  });

  test('has a vault from which nobody takes copies away, and a locked bucket', () => {
    stage.copy?.hasResourceProperties('AWS::Backup::BackupVault', {
      BackupVaultName: 'shoujie-test-copy',
      AccessPolicy: {
        Statement: [
          {
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
          },
        ],
      },
    });
    stage.copy?.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: ARCHIVE_COPY,
      ObjectLockEnabled: true,
      VersioningConfiguration: { Status: 'Enabled' },
    });
  });
});

describe('the first region', () => {
  test('copies the table every night, and keeps copies for as long as is set, here and there', () => {
    stage.data.hasResourceProperties('AWS::Backup::BackupPlan', {
      BackupPlan: {
        BackupPlanRule: [
          {
            ScheduleExpression: 'cron(0 18 * * ? *)',
            Lifecycle: { DeleteAfterDays: 20 },
            CopyActions: [
              {
                DestinationBackupVaultArn: `arn:aws:backup:eu-west-1:${ACCOUNT}:backup-vault:shoujie-test-copy`,
                Lifecycle: { DeleteAfterDays: 20 },
              },
            ],
          },
        ],
      },
    });
    const [table] = Object.keys(stage.data.findResources('AWS::DynamoDB::Table'));
    const [selection] = Object.values(stage.data.findResources('AWS::Backup::BackupSelection'));
    expect(JSON.stringify(selection?.Properties.BackupSelection.Resources)).toContain(table);
  });

  test('copies what is sealed, deletes nothing there, and may do no more', () => {
    const [archive] = Object.keys(
      stage.data.findResources('AWS::S3::Bucket', { Properties: { ReplicationConfiguration: {} } }),
    );
    expect(archive).toMatch(/^BucketsArchive/);
    stage.data.hasResourceProperties('AWS::S3::Bucket', {
      ReplicationConfiguration: {
        Rules: [{ Destination: { Bucket: `arn:aws:s3:::${ARCHIVE_COPY}` }, Status: 'Enabled' }],
      },
    });
    const rights = rightsIn(stage.data).filter(({ role }) => role.startsWith('BucketsReplication'));
    const there = rights.filter(({ on }) => on === `arn:aws:s3:::${ARCHIVE_COPY}/*`);
    expect(there.map(({ action }) => action)).toEqual(['s3:ReplicateObject', 's3:ReplicateTags']);
    for (const { action, on } of rights.filter((right) => !there.includes(right))) {
      expect(action).toMatch(/^s3:(Get|List)/);
      expect(on).toContain(archive);
    }
  });
});

test('a stage in China keeps copies in the other region of China', () => {
  const { data, files } = synthesize({
    region: 'cn-north-1',
    account: ACCOUNT,
    identity: { issuer: 'https://id.example.cn', audience: ['shoujie'] },
    backupCopy: { region: 'cn-northwest-1' },
  });
  expect(JSON.stringify(data.findResources('AWS::Backup::BackupPlan'))).toContain(
    `arn:aws-cn:backup:cn-northwest-1:${ACCOUNT}:backup-vault:shoujie-test-copy`,
  );
  expect(Object.values(files).join()).not.toContain('arn:aws:');
});

test('tags that are set are on all that can have some, beside the product’s own', () => {
  const tags = { 'cost-centre': '4711', 负责人: '运维' };
  const { data, workflow } = synthesize({ tags });
  const tagged = (template: Template, type: string) =>
    Object.values(template.findResources(type)).map(({ Properties }) =>
      Object.fromEntries(
        Properties.Tags.map(({ Key, Value }: { Key: string; Value: string }) => [Key, Value]),
      ),
    );
  const all = [
    ...['AWS::DynamoDB::Table', 'AWS::S3::Bucket'].flatMap((type) => tagged(data, type)),
    ...tagged(workflow, 'AWS::Lambda::Function'),
  ];
  expect(all.length).toBeGreaterThan(5);
  for (const each of all) expect(each).toMatchObject({ ...tags, product: 'shoujie', stage: 'test' });
});
