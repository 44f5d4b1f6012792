import { Duration } from 'aws-cdk-lib';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { ServiceFunction } from './service-function.ts';

/**
 * Sets how often Lambda itself tries a function that nobody waits for, and where it leaves what failed. Scheduler
 * invokes functions that way: what a function throws never reaches the dead-letter queue of the schedule.
 */
export function limitAsynchronousTries(
  service: ServiceFunction,
  deadLetters: DeadLetterQueue,
  { retries, oldestSeconds }: { readonly retries: number; readonly oldestSeconds: number },
): void {
  service.allow(deadLetters.sending);
  service.function.configureAsyncInvoke({
    retryAttempts: retries,
    maxEventAge: Duration.seconds(oldestSeconds),
    // The destination that CDK offers would grant more than the right to send.
    onFailure: { bind: () => ({ destination: deadLetters.queue.queueArn }) },
  });
}
