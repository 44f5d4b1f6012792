import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { localArn } from '../aws-environment.ts';
import { AwsError, epochSeconds, InvalidInput, nameInArn, pageOf } from '../aws-operation.ts';
import type { ServiceTools } from '../aws-service.ts';
import type { WorkQueue } from '../work-queue.ts';
import { readExpression } from './expression.ts';
import type { ScheduleFilter, ScheduleInput } from './schedule-input.ts';

export interface SchedulesTools extends ServiceTools {
  readonly work: WorkQueue;
  /** Puts a message into the queue with that ARN. */
  readonly sendDeadLetter: (
    queueArn: string,
    body: string,
    attributes: Readonly<Record<string, string>>,
  ) => void;
}

interface Schedule {
  readonly arn: string;
  readonly input: ScheduleInput;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Takes back the timer of the next firing. */
  disarm: () => void;
}

/** One firing of a schedule; instants are milliseconds since 1970. */
interface Firing {
  readonly id: string;
  readonly schedule: Schedule;
  /** When it was to happen. */
  readonly due: number;
  /** After this it is not tried again. */
  readonly expires: number;
  /** Whether the schedule is completed by it. */
  readonly isLast: boolean;
}

/** AWS does not publish its pauses; these grow alike. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;

const notFound = (what: string) => new AwsError('ResourceNotFoundException', `${what} does not exist.`, 404);

/** Every schedule of the one group, and when each fires next. */
export class Schedules {
  readonly #byName = new Map<string, Schedule>();
  readonly #group: string;
  readonly #tools: SchedulesTools;
  #invocations = 0;

  constructor(group: string, tools: SchedulesTools) {
    this.#group = group;
    this.#tools = tools;
  }

  /** How often a target was called, tries after a failure included. */
  get invocations(): number {
    return this.#invocations;
  }

  /** The same request again, by its token, is answered as the first. */
  create(input: ScheduleInput): object {
    this.#requireGroup(input.GroupName);
    const known = this.#byName.get(input.Name);
    if (!known) return this.#set(input, this.#tools.clock.now());
    if (input.ClientToken !== undefined && isDeepStrictEqual(known.input, input)) {
      return { ScheduleArn: known.arn };
    }
    throw new AwsError('ConflictException', `Schedule ${input.Name} already exists.`, 409);
  }

  /** Puts all of it in the place of what was: members left out go back to their defaults. */
  update(input: ScheduleInput): object {
    const { createdAt } = this.#find(input.GroupName, input.Name);
    return this.#set(input, createdAt);
  }

  delete(group: string, name: string): object {
    this.#find(group, name).disarm();
    this.#byName.delete(name);
    return {};
  }

  get(group: string, name: string): object {
    const schedule = this.#find(group, name);
    const { ClientToken: _, ...members } = schedule.input;
    return { ...members, ...describe(schedule) };
  }

  list({ ScheduleGroup = this.#group, NamePrefix = '', MaxResults, NextToken }: ScheduleFilter): object {
    this.#requireGroup(ScheduleGroup);
    const names = [...this.#byName.keys()].filter((name) => name.startsWith(NamePrefix)).sort();
    const { items, next } = pageOf(names, (name) => name, MaxResults, NextToken);
    const Schedules = items.map((name) => {
      const schedule = this.#find(ScheduleGroup, name);
      const { Name, GroupName, Target } = schedule.input;
      return { Name, GroupName, Target: { Arn: Target.Arn }, ...describe(schedule) };
    });
    return { Schedules, NextToken: next };
  }

  #requireGroup(group: string): void {
    if (group !== this.#group) throw notFound(`Schedule group ${group}`);
  }

  #find(group: string, name: string): Schedule {
    this.#requireGroup(group);
    const schedule = this.#byName.get(name);
    if (!schedule) throw notFound(`Schedule ${name}`);
    return schedule;
  }

  #set(input: ScheduleInput, createdAt: number): object {
    const timing = readExpression(input.ScheduleExpression, input.ScheduleExpressionTimezone);
    const { clock } = this.#tools;
    const now = clock.now();
    const first = timing.first(now);
    if (first < now) {
      throw new InvalidInput(`Invalid Schedule Expression ${input.ScheduleExpression}: its time has passed.`);
    }
    const arn = localArn('scheduler', `schedule/${this.#group}/${input.Name}`);
    const schedule: Schedule = { arn, input, createdAt, modifiedAt: now, disarm: () => {} };
    const fire = (due: number) => this.#fire(schedule, due, timing.after === undefined);
    const fireAt = (due: number) => {
      schedule.disarm = clock.at({
        at: due,
        run: () => {
          if (timing.after) fireAt(timing.after(clock.now()));
          fire(due);
        },
      });
    };
    this.#byName.get(input.Name)?.disarm();
    this.#byName.set(input.Name, schedule);
    if (first > now) fireAt(first);
    // Not by the clock, so that whoever settles now waits for it.
    else fire(first);
    return { ScheduleArn: arn };
  }

  #fire(schedule: Schedule, due: number, isLast: boolean): void {
    // Not counted from `due`: a schedule that is late from the start still gets the tries of its policy.
    const longestAgeMs = schedule.input.Target.RetryPolicy.MaximumEventAgeInSeconds * 1_000;
    const expires = this.#tools.clock.now() + longestAgeMs;
    const firing = { id: randomUUID(), schedule, due, expires, isLast };
    this.#tools.work.add(() => this.#call(firing, 1));
  }

  /** Calls the target, and again after pauses by the clock while it fails and the retry policy allows. */
  async #call(firing: Firing, attempt: number): Promise<void> {
    const { schedule, expires, isLast } = firing;
    const { Name, Target, ActionAfterCompletion } = schedule.input;
    const { clock, work, invoke, onError } = this.#tools;
    const isDropped = () => this.#byName.get(Name) !== schedule;
    if (isDropped()) return;
    try {
      this.#invocations += 1;
      await invoke(nameInArn(Target.Arn), JSON.parse(Target.Input));
    } catch (error) {
      onError(error);
      const next = clock.now() + Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
      if (attempt <= Target.RetryPolicy.MaximumRetryAttempts && next <= expires) {
        clock.at({ at: next, run: () => work.add(() => this.#call(firing, attempt + 1)) });
        return;
      }
      this.#giveUp(firing, error, attempt);
    }
    if (isLast && ActionAfterCompletion === 'DELETE' && !isDropped()) this.#byName.delete(Name);
  }

  #giveUp({ id, schedule, due }: Firing, error: unknown, attempt: number): void {
    const { Arn, Input, RetryPolicy, DeadLetterConfig } = schedule.input.Target;
    const message = error instanceof Error ? error.message : String(error);
    const isLastTry = attempt > RetryPolicy.MaximumRetryAttempts;
    this.#tools.sendDeadLetter(DeadLetterConfig.Arn, Input, {
      ERROR_CODE: error instanceof Error ? error.name : 'Error',
      ERROR_MESSAGE: message || 'none',
      EXECUTION_ID: id,
      EXHAUSTED_RETRY_CONDITION: isLastTry ? 'MaximumRetryAttempts' : 'MaximumEventAgeInSeconds',
      IS_PAYLOAD_TRUNCATED: 'false',
      RETRY_ATTEMPTS: String(attempt - 1),
      SCHEDULED_TIME: new Date(due).toISOString().replace(/\.\d+Z$/, 'Z'),
      SCHEDULE_ARN: schedule.arn,
      TARGET_ARN: Arn,
    });
  }
}

const describe = ({ arn, createdAt, modifiedAt }: Schedule) => ({
  Arn: arn,
  State: 'ENABLED',
  CreationDate: epochSeconds(createdAt),
  LastModificationDate: epochSeconds(modifiedAt),
});
