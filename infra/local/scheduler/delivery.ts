import { randomUUID } from 'node:crypto';
import { functionNameIn } from '../aws-operation.ts';
import type { LocalClock } from '../clock.ts';
import type { WorkQueue } from '../work-queue.ts';
import type { ScheduleTarget } from './schedule-input.ts';

/** Puts a message into the queue with that ARN. */
export type SendDeadLetter = (
  queueArn: string,
  body: string,
  attributes: Readonly<Record<string, string>>,
) => void;

export interface DeliveryTools {
  readonly clock: Pick<LocalClock, 'now' | 'at'>;
  readonly work: WorkQueue;
  readonly invoke: (functionName: string, payload: unknown) => Promise<unknown>;
  readonly sendDeadLetter: SendDeadLetter;
  readonly onError: (error: unknown) => void;
}

/** One firing of a schedule. */
export interface Firing {
  readonly arn: string;
  readonly target: ScheduleTarget;
  /** When it was to happen, in milliseconds since 1970. */
  readonly due: number;
  /** Whether the schedule is still as it was when this firing was set. */
  readonly isWanted: () => boolean;
  /** Called once there will be no further try. */
  readonly onEnd: () => void;
}

/** What AWS takes where a schedule says nothing. */
const MOST_RETRIES = 185;
const LONGEST_AGE_SECONDS = 86_400;
/** AWS does not publish its pauses; these grow alike. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;

const iso = (instant: number) => new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');

/** What a target without an `Input` gets. */
const scheduledEvent = ({ arn, due }: Firing, id: string) =>
  JSON.stringify({
    version: '0',
    id,
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: arn.split(':')[4],
    time: iso(due),
    region: arn.split(':')[3],
    resources: [arn],
    detail: '{}',
  });

function inputOf(firing: Firing, id: string, attempt: number): string {
  return (firing.target.Input ?? scheduledEvent(firing, id))
    .replaceAll('<aws.scheduler.schedule-arn>', firing.arn)
    .replaceAll('<aws.scheduler.scheduled-time>', iso(firing.due))
    .replaceAll('<aws.scheduler.execution-id>', id)
    .replaceAll('<aws.scheduler.attempt-number>', String(attempt));
}

function payloadOf(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    // Lambda takes text that is no JSON as a string.
    return input;
  }
}

/**
 * Sets a firing to work: calls the target, again after pauses by the clock while it fails and the retry policy
 * allows, and in the end hands what could not be delivered to the dead-letter queue.
 */
export function deliver(firing: Firing, tools: DeliveryTools): void {
  const { clock, work, invoke, sendDeadLetter, onError } = tools;
  const { target, arn, due } = firing;
  const id = randomUUID();
  const retries = target.RetryPolicy?.MaximumRetryAttempts ?? MOST_RETRIES;
  const longestAgeMs = (target.RetryPolicy?.MaximumEventAgeInSeconds ?? LONGEST_AGE_SECONDS) * 1_000;
  // Not from `due`: one that is late from the start still gets the tries of its policy.
  const expires = clock.now() + longestAgeMs;

  const giveUp = (error: unknown, attempt: number) => {
    const queue = target.DeadLetterConfig?.Arn;
    const message = error instanceof Error ? error.message : String(error);
    if (queue === undefined) onError(new Error(`${arn} gave up after ${attempt} tries: ${message}`));
    else {
      sendDeadLetter(queue, inputOf(firing, id, attempt), {
        ERROR_CODE: error instanceof Error ? error.name : 'Error',
        ERROR_MESSAGE: message || 'none',
        EXECUTION_ID: id,
        EXHAUSTED_RETRY_CONDITION: attempt > retries ? 'MaximumRetryAttempts' : 'MaximumEventAgeInSeconds',
        IS_PAYLOAD_TRUNCATED: 'false',
        RETRY_ATTEMPTS: String(attempt - 1),
        SCHEDULED_TIME: iso(due),
        SCHEDULE_ARN: arn,
        TARGET_ARN: target.Arn,
      });
    }
    firing.onEnd();
  };

  const attempt = async (count: number): Promise<void> => {
    if (!firing.isWanted()) return;
    try {
      await invoke(functionNameIn(target.Arn), payloadOf(inputOf(firing, id, count)));
    } catch (error) {
      onError(error);
      const next = clock.now() + Math.min(FIRST_PAUSE_MS * 2 ** (count - 1), LONGEST_PAUSE_MS);
      if (count > retries || next > expires) return giveUp(error, count);
      clock.at({ at: next, run: () => work.add(() => attempt(count + 1)) });
      return;
    }
    firing.onEnd();
  };
  work.add(() => attempt(1));
}
