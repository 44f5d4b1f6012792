import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { limitAsynchronousTries } from './asynchronous-tries.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { SchedulerRole } from './scheduler-role.ts';
import type { ServiceFunction } from './service-function.ts';

/**
 * The default group, which every account has. In the group of the timers, whoever makes timers could delete this
 * schedule.
 */
const GROUP = 'default';

export interface RecurringScheduleProps {
  /** Such as `rate(5 minutes)`. */
  readonly expression: string;
  readonly target: ServiceFunction;
  readonly deadLetters: DeadLetterQueue;
  /** How often a run is tried again, and for how long. */
  readonly tries: { readonly retries: number; readonly oldestSeconds: number };
}

/** Calls a function again and again. */
export class RecurringSchedule extends Construct {
  constructor(scope: Construct, id: string, props: RecurringScheduleProps) {
    super(scope, id);
    const { expression, target, deadLetters, tries } = props;
    const { role } = new SchedulerRole(this, 'Role', { group: GROUP, target, deadLetters });
    const schedule = new CfnSchedule(this, 'Schedule', {
      description: target.spec.description,
      groupName: GROUP,
      scheduleExpression: expression,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.function.functionArn,
        roleArn: role.roleArn,
        input: '{}',
        retryPolicy: {
          maximumRetryAttempts: tries.retries,
          maximumEventAgeInSeconds: tries.oldestSeconds,
        },
        deadLetterConfig: { arn: deadLetters.queue.queueArn },
      },
    });
    // The rights of the role are resources of their own, and must be there before the first run, which comes at once.
    schedule.node.addDependency(role);
    limitAsynchronousTries(target, deadLetters, tries);
  }
}
