/** How copies get into a second region (`infra/stacks/copy-stack.ts`): of the table every night, of what is sealed at once. */
import { ArnFormat, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  BackupPlan,
  BackupPlanRule,
  BackupResource,
  BackupSelection,
  BackupVault,
} from 'aws-cdk-lib/aws-backup';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { copyVaultName } from '../copies.ts';

export interface TableCopiesProps {
  readonly stage: string;
  readonly table: ITable;
  readonly region: string;
  /** For how long each is kept, here and there. */
  readonly days: number;
}

/** When the table is copied, by UTC: while it is night in China. */
const AT = { hour: '18', minute: '0' } as const;

/** What AWS Backup may do, in AWS's own words. */
const POLICY = 'service-role/AWSBackupServiceRolePolicyForBackup';

/** A backup of the table every night, and a copy of it in the second region. */
export class TableCopies extends Construct {
  constructor(scope: Construct, id: string, { stage, table, region, days }: TableCopiesProps) {
    super(scope, id);
    const vault = new BackupVault(this, 'Vault', {
      blockRecoveryPointDeletion: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const there = Stack.of(this).formatArn({
      service: 'backup',
      region,
      resource: 'backup-vault',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      resourceName: copyVaultName(stage),
    });
    const deleteAfter = Duration.days(days);
    const plan = new BackupPlan(this, 'Plan', { backupVault: vault });
    plan.addRule(
      new BackupPlanRule({
        ruleName: 'nightly',
        scheduleExpression: Schedule.cron(AT),
        deleteAfter,
        copyActions: [
          { destinationBackupVault: BackupVault.fromBackupVaultArn(this, 'There', there), deleteAfter },
        ],
      }),
    );
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName(POLICY)],
    });
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${POLICY}]`,
      reason: 'What AWS Backup needs for a backup and its copy is its own to say, and changes with it.',
    });
    new BackupSelection(this, 'Table', {
      backupPlan: plan,
      role,
      disableDefaultBackupPolicy: true,
      resources: [BackupResource.fromDynamoDbTable(table)],
    });
  }
}

/** As whom S3 copies what is put into a bucket, with its lock; what is deleted here stays there. */
export class Replication extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('s3.amazonaws.com') });
  }

  /** Lets it read of the one and write into the other. */
  grant(from: IBucket, to: IBucket): void {
    const allow = (actions: readonly string[], resource: string) =>
      this.role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [resource] }));
    allow(['s3:GetReplicationConfiguration', 's3:ListBucket'], from.bucketArn);
    allow(
      [
        's3:GetObjectVersionForReplication',
        's3:GetObjectVersionAcl',
        's3:GetObjectVersionTagging',
        's3:GetObjectRetention',
        's3:GetObjectLegalHold',
      ],
      from.arnForObjects('*'),
    );
    allow(['s3:ReplicateObject', 's3:ReplicateTags'], to.arnForObjects('*'));
  }
}
