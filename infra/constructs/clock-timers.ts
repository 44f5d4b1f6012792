import { Stack, Token, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { SchedulerRole } from './scheduler-role.ts';
import type { ServiceFunction } from './service-function.ts';

export interface ClockTimersProps {
  /** The name of the group; it holds nothing else, so that a right to all of it is a right to timers alone. */
  readonly group: string;
  readonly target: ServiceFunction;
  /** Whom the monthly schedules of the sites call. */
  readonly monthly: ServiceFunction;
  readonly deadLetters: DeadLetterQueue;
}

/** The group of the one-off schedules of running clocks and of the sites' monthly ones, and the role as which they call. */
export class ClockTimers extends Construct {
  readonly group: string;
  readonly role: SchedulerRole;
  readonly #schedules: string;

  constructor(scope: Construct, id: string, { group, target, monthly, deadLetters }: ClockTimersProps) {
    super(scope, id);
    this.group = group;
    this.#schedules = Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule',
      resourceName: `${group}/*`,
    });
    new CfnScheduleGroup(this, 'Group', { name: group });
    this.role = new SchedulerRole(this, 'Role', { group, target, further: monthly, deadLetters });
  }

  /** The rights to make, change and delete timers, and to pass on the role as which they call. */
  get making(): PolicyStatement[] {
    const actions = ['CreateSchedule', 'UpdateSchedule', 'DeleteSchedule', 'GetSchedule'];
    return [
      new PolicyStatement({
        actions: actions.map((action) => `scheduler:${action}`),
        resources: [this.#schedules],
      }),
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [this.role.role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    ];
  }

  /** Gives the reason for the one wildcard of `making` to a function that was granted it. */
  acknowledge({ role }: ServiceFunction): void {
    const { partition, region, account } = Stack.of(this);
    const shown = this.#schedules
      .replace(partition, tokenName(partition, 'Partition'))
      .replace(region, tokenName(region, 'Region'))
      .replace(account, tokenName(account, 'AccountId'));
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${shown}]`,
      reason:
        'Timers are named after sheets, clocks and sites that are yet to come; their group holds nothing else.',
    });
  }
}

/** As cdk-nag spells what CloudFormation fills in. */
const tokenName = (value: string, name: string) => (Token.isUnresolved(value) ? `<AWS::${name}>` : value);
