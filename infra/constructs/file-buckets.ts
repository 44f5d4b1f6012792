import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type CfnBucket,
  HttpMethods,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
  filesCors,
  KEPT_PREFIX,
  PUBLIC_KEYS_PREFIX,
  REPLACED_DAYS,
  STRIPPED_PREFIX,
  UNATTACHED_DAYS,
  UPLOADED_PREFIX,
  VALUES_PREFIX,
} from '../buckets.ts';
import type { Ability } from '../manifest.ts';
import { Replication } from './second-region.ts';
import type { ServiceFunction } from './service-function.ts';

export interface FileBucketsProps {
  /** Of the pages that put and get files. */
  readonly pageOrigins: readonly string[];
  /** For how long a sealed sheet can be deleted by nobody without the right to override the lock. */
  readonly archiveRetentionDays: number;
  /** For how long a checkpoint can be deleted by nobody at all. */
  readonly anchorRetentionDays: number;
  /** The name of the bucket in a second region that gets a copy of what is sealed. */
  readonly archiveCopy?: string | undefined;
  readonly disposable: boolean;
}

/**
 * Refuses whatever is put into a bucket without the condition that nothing is there yet: in a locked bucket a second
 * version would hide the first from whoever reads.
 */
function onceOnly(bucket: Bucket): Bucket {
  bucket.addToResourcePolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects('*')],
      conditions: {
        Null: { 's3:if-none-match': 'true' },
        // The parts of an upload in parts know no condition; what puts them together does.
        Bool: { 's3:ObjectCreationOperation': 'true' },
      },
    }),
  );
  return bucket;
}

/**
 * Where files are, where archived sheets are sealed, and where checkpoints are. All are private, encrypted and reached by
 * TLS alone; unless disposable they keep every version and outlive their stack, and what is sealed or a checkpoint is
 * locked. A key that is taken there gets no second version.
 */
export class FileBuckets extends Construct {
  readonly files: IBucket;
  readonly archive: IBucket;
  readonly anchors: IBucket;

  constructor(scope: Construct, id: string, props: FileBucketsProps) {
    super(scope, id);
    const { disposable, pageOrigins, archiveRetentionDays, anchorRetentionDays, archiveCopy } = props;
    const unattached = Duration.days(UNATTACHED_DAYS);
    const always: BucketProps = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // What is to go with its stack keeps no versions, so that one command empties it (docs/operations.md).
      versioned: !disposable,
      removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    };
    this.files = new Bucket(this, 'Files', {
      ...always,
      cors: [
        {
          allowedOrigins: [...pageOrigins],
          allowedMethods: filesCors.methods.map((method) => HttpMethods[method]),
          allowedHeaders: [...filesCors.headers],
          exposedHeaders: [...filesCors.exposed],
          maxAge: filesCors.maxAgeSeconds,
        },
      ],
      lifecycleRules: [
        {
          id: 'unattached',
          prefix: UPLOADED_PREFIX,
          expiration: unattached,
          noncurrentVersionExpiration: unattached,
        },
        {
          id: 'replaced',
          expiredObjectDeleteMarker: true,
          noncurrentVersionExpiration: Duration.days(REPLACED_DAYS),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    // A stage that is to go with all its data must not hold any of it fast.
    const locked = (objectLockDefaultRetention: ObjectLockRetention): BucketProps =>
      disposable ? always : { ...always, objectLockEnabled: true, objectLockDefaultRetention };
    const sealed = ObjectLockRetention.governance(Duration.days(archiveRetentionDays));
    this.archive =
      archiveCopy === undefined
        ? onceOnly(new Bucket(this, 'Archive', locked(sealed)))
        : this.#copied(archiveCopy, locked(sealed));
    const anchored = ObjectLockRetention.compliance(Duration.days(anchorRetentionDays));
    this.anchors = onceOnly(new Bucket(this, 'Anchors', locked(anchored)));
    for (const bucket of [this.files, this.archive, this.anchors]) {
      Validations.of(bucket).acknowledge({
        id: 'AwsSolutions-S1',
        reason:
          'Objects are reached by links that the API signs and logs; who wants each access switches on data events in CloudTrail.',
      });
    }
  }

  /** The bucket of what is sealed, each object of which is copied to another. */
  #copied(to: string, props: BucketProps): IBucket {
    const destination = Bucket.fromBucketName(this, 'ArchiveCopy', to);
    const replication = new Replication(this, 'Replication');
    const archive = new Bucket(this, 'Archive', {
      ...props,
      replicationRole: replication.role,
      replicationRules: [{ destination }],
    });
    replication.grant(archive, destination);
    const stack = Stack.of(this);
    const own = stack.getLogicalId(archive.node.defaultChild as CfnBucket);
    for (const objects of [`<${own}.Arn>/*`, `arn:${stack.partition}:s3:::${to}/*`]) {
      Validations.of(replication.role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${objects}]`,
        reason: 'Objects are named after sheets that are yet to come.',
      });
    }
    return onceOnly(archive);
  }

  /** The rights of each ability that has to do with files. */
  get abilities(): Partial<Record<Ability, PolicyStatement[]>> {
    const { uploads, kept, stripped, values, sealed, anchored, publicKeys } = this.#resources;
    const allow = (action: string, ...resources: string[]) =>
      new PolicyStatement({ actions: [action], resources });
    // Without it S3 answers 403 where there is no object, and nobody could tell that from a lack of rights.
    const seeing = allow('s3:ListBucket', this.files.bucketArn);
    const seeingArchive = allow('s3:ListBucket', this.archive.bucketArn);
    const seeingAnchors = allow('s3:ListBucket', this.anchors.bucketArn);
    return {
      'presign-uploads': [allow('s3:PutObject', uploads)],
      'read-files': [allow('s3:GetObject', uploads, kept)],
      'read-uploads': [allow('s3:GetObject', uploads), seeing],
      'keep-files': [allow('s3:GetObject', uploads, kept), allow('s3:PutObject', kept), seeing],
      'strip-pictures': [
        allow('s3:GetObject', uploads, kept, stripped),
        allow('s3:PutObject', stripped),
        seeing,
      ],
      'keep-values': [allow('s3:PutObject', values)],
      'erase-files': [allow('s3:DeleteObject', uploads, kept, stripped, values)],
      'write-archive': [allow('s3:PutObject', sealed), allow('s3:GetObject', sealed), seeingArchive],
      'write-checkpoints': [allow('s3:PutObject', anchored), allow('s3:GetObject', anchored), seeingAnchors],
      'read-checkpoint-keys': [allow('s3:GetObject', publicKeys), seeingAnchors],
    };
  }

  get #resources() {
    return {
      uploads: this.files.arnForObjects(`${UPLOADED_PREFIX}*`),
      kept: this.files.arnForObjects(`${KEPT_PREFIX}*`),
      stripped: this.files.arnForObjects(`${STRIPPED_PREFIX}*`),
      values: this.files.arnForObjects(`${VALUES_PREFIX}*`),
      sealed: this.archive.arnForObjects('*'),
      anchored: this.anchors.arnForObjects('*'),
      publicKeys: this.anchors.arnForObjects(`${PUBLIC_KEYS_PREFIX}*`),
    };
  }

  /** Gives the reason for the wildcards of `abilities` to a function of another stack that was granted any. */
  acknowledge({ role, spec }: ServiceFunction): void {
    const granted = (spec.abilities ?? []).flatMap((ability) => this.abilities[ability] ?? []);
    const broad = granted.flatMap(({ resources }) => resources).filter((resource) => resource.endsWith('*'));
    for (const resource of new Set(broad)) {
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${this.#asImported(resource)}]`,
        reason: 'Objects are named after files and sheets that are yet to come.',
      });
    }
  }

  /** As cdk-nag spells a resource of these buckets that another stack imports. */
  #asImported(resource: string): string {
    const stack = Stack.of(this);
    const arn = [this.files, this.archive, this.anchors]
      .map(({ bucketArn }) => bucketArn)
      .find((each) => resource.startsWith(each));
    if (arn === undefined) throw new Error(`${resource} is in none of the buckets`);
    const { 'Fn::ImportValue': name }: { 'Fn::ImportValue': string } = stack.resolve(stack.exportValue(arn));
    return `${name}${resource.slice(arn.length)}`;
  }
}
