import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { ServiceFunction } from './service-function.ts';

export interface SchedulerRoleProps {
  /** The group whose schedules may take the role. */
  readonly group: string;
  readonly target: ServiceFunction;
  /** Another function that the schedules call. */
  readonly further?: ServiceFunction;
  readonly deadLetters: DeadLetterQueue;
}

/** The role of schedules of one group: it may call their functions and leave in one queue what those did not take. */
export class SchedulerRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { group, target, further, deadLetters }: SchedulerRoleProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const groupArn = stack.formatArn({
      service: 'scheduler',
      resource: 'schedule-group',
      resourceName: group,
    });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        // Without this condition a schedule in somebody else's account could make Scheduler act as this role.
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': groupArn } },
      }),
    });
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [target, further].flatMap((each) => each?.function.functionArn ?? []),
      }),
    );
    this.role.addToPolicy(deadLetters.sending);
  }
}
