import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { BackupVault } from 'aws-cdk-lib/aws-backup';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { archiveCopyName, copyVaultName } from '../copies.ts';
import type { Settings } from '../settings.ts';

/** What a second region keeps, should the first be lost: copies of the table, and of what is sealed. Both outlive their stack. */
export class CopyStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: StackProps & { settings: Settings }) {
    super(scope, id, { ...props, terminationProtection: true });
    const { stage, archiveRetentionDays } = settings;
    const vault = new BackupVault(this, 'Vault', {
      backupVaultName: copyVaultName(stage),
      blockRecoveryPointDeletion: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const archive = new Bucket(this, 'Archive', {
      bucketName: archiveCopyName(stage, this.account),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(archiveRetentionDays)),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(archive).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Nobody but the replication of another bucket writes into it, and nobody reads it before a disaster.',
    });
    new CfnOutput(this, 'CopyVault', { value: vault.backupVaultName });
    new CfnOutput(this, 'ArchiveCopy', { value: archive.bucketName });
  }
}
