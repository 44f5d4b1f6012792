import { Stack, Validations } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ALIAS, type ServiceFunction } from './service-function.ts';

export interface CanaryReleaseProps {
  /** The functions that are released; each has an alias. */
  readonly functions: readonly ServiceFunction[];
  /** Where one of these goes off during a release, the alias goes back to the version before. */
  readonly alarms: readonly Alarm[];
}

/** A tenth of the requests goes to the new version for five minutes, then all of them, unless an alarm goes off. */
export class CanaryRelease extends Construct {
  constructor(scope: Construct, id: string, { functions, alarms }: CanaryReleaseProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    const application = new LambdaApplication(this, 'Application');
    for (const { spec, function: made, alias } of functions) {
      if (alias === undefined)
        throw new Error(`Function ${spec.name} has no alias that a release could move.`);
      role.addToPolicy(
        new PolicyStatement({
          actions: ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
          // The alias is given as text: it is made after its deployment group, and that after this right.
          resources: [made.functionArn, `${made.functionArn}:${ALIAS}`],
        }),
      );
      const group = new LambdaDeploymentGroup(this, spec.name, {
        application,
        alias,
        alarms: [...alarms],
        deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
        // The role that CDK would make may move every alias of the account.
        role: role.withoutPolicyUpdates(),
      });
      // Without the right to look at the alarms a release could not be taken back.
      group.node.addDependency(role);
    }
    role.addToPolicy(new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] }));
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'CodeDeploy reads the states of alarms, and nothing else, of the whole account.',
    });
  }
}
