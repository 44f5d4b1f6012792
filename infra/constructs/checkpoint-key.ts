import { RemovalPolicy } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

/** What the account's administrators may do with the key: anything but sign with it. */
const ADMINISTRATION = [
  ...['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:GetPublicKey'],
  ...['kms:ListGrants', 'kms:ListKeyPolicies', 'kms:ListResourceTags', 'kms:PutKeyPolicy'],
  ...['kms:EnableKey', 'kms:DisableKey', 'kms:TagResource', 'kms:UntagResource', 'kms:UpdateKeyDescription'],
  ...['kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion'],
];
const SIGNING = ['kms:Sign', 'kms:GetPublicKey'];

/**
 * The key that checkpoints are signed with. Its own policy says who may sign, one function, so that no policy of anybody
 * else can say so. The checkpoints that it signed are checked with its public half, which lies beside them: should the
 * key be lost, the next one goes on where it stopped.
 */
export class CheckpointKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { disposable }: { readonly disposable: boolean }) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Signs the checkpoints of the ledgers',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [
          new PolicyStatement({
            principals: [new AccountRootPrincipal()],
            actions: ADMINISTRATION,
            resources: ['*'],
          }),
        ],
      }),
    });
  }

  /** The right to sign, which holds for whom the key is. */
  get signing(): PolicyStatement[] {
    return [new PolicyStatement({ actions: SIGNING, resources: [this.key.keyArn] })];
  }

  /** Lets a function, and nobody else, sign. */
  isFor({ role }: ServiceFunction): void {
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [role],
        actions: SIGNING,
        resources: ['*'],
        conditions: { StringEqualsIfExists: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256' } },
      }),
    );
  }
}
