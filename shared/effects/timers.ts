/** One-off schedules of a running clock: its warning and its deadline (design, "the way of one request"). */

import {
  ActionAfterCompletion,
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  FlexibleTimeWindowMode,
  ResourceNotFoundException,
  type SchedulerClient,
  UpdateScheduleCommand,
  ValidationException,
} from '@aws-sdk/client-scheduler';
import { defined } from '../domain/kernel/defined.ts';
import { LAST_INSTANT } from '../domain/kernel/duration.ts';
import type { Clock } from '../domain/model/clock.ts';
import type { WatchCommand } from '../domain/sheets/watch.ts';

export interface Timers {
  readonly client: SchedulerClient;
  readonly group: string;
  readonly targetArn: string;
  /** Whom a site's monthly schedule calls. */
  readonly assessArn: string;
  readonly roleArn: string;
  readonly deadLetterArn: string;
}

/** What a timer tells the function that it calls. */
export interface TimerInput {
  readonly sheet: string;
  readonly command: WatchCommand;
}

/** What timers are set with. */
export interface TimerSetting {
  readonly timers: Timers;
  /** The present instant. */
  readonly now: string;
  /** Does at once what a timer would ask for; where there is nothing to do any more, it does nothing. */
  readonly ring: (input: TimerInput) => Promise<unknown>;
}

const KINDS = ['warn', 'breach'] as const;
type TimerKind = (typeof KINDS)[number];

const SECOND_MS = 1_000;
/** Where a time is too near to be scheduled, it rings so much later than now. */
const SOON_MS = 60 * SECOND_MS;
/** A timer is tried again for a quarter of an hour. What is still not done then is found by reconcile. */
const RETRIES = { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 900 };

/**
 * When the timers of a clock are to ring, by kind: the warning unless it was given already, the breach once the
 * deadline is past.
 */
export function wanted(clock: Clock): { readonly [K in TimerKind]?: string } {
  if (clock.state !== 'running') return {};
  const warn = clock.warnedAt === undefined ? wholeSecond(Date.parse(clock.warnAt)) : undefined;
  // Whoever acts at the deadline itself is on time, so this is the first second after it.
  const breach = wholeSecond(Date.parse(clock.dueAt) + 1);
  return defined({ warn, breach });
}

/**
 * The first whole second that is not before an instant: schedules know no fractions. Undefined beyond the year 9999,
 * to which an exemption may put a deadline off: no schedule can be written for that.
 */
function wholeSecond(instant: number): string | undefined {
  const second = Math.ceil(instant / SECOND_MS) * SECOND_MS;
  return second > LAST_INSTANT ? undefined : new Date(second).toISOString().slice(0, 19);
}

/** By what the timers of a clock move: a warning that was given has rung and taken away its own, and moves no other. */
export const timedBy = ({ state, dueAt }: Pick<Clock, 'state' | 'dueAt'>): string => `${state} ${dueAt}`;

/** When a schedule of a clock was set to ring. One whose time has passed has rung and deleted itself. */
const rings = (clock: Clock, kind: TimerKind) => (kind === 'warn' ? clock.warnAt : clock.dueAt);

/**
 * Makes the schedules of a clock what they should be now; doing it again changes nothing. `isNew`: the clock has just
 * started, so that no schedule of it needs to be deleted.
 */
export async function setTimers(
  setting: TimerSetting,
  sheet: string,
  clock: Clock,
  isNew: boolean,
): Promise<void> {
  const times = wanted(clock);
  for (const kind of KINDS) {
    const at = times[kind];
    const name = nameOf(sheet, clock, kind);
    if (at !== undefined)
      await setTimer(setting, name, at, { sheet, command: { watch: kind, clock: clock.id } });
    else if (!isNew && rings(clock, kind) > setting.now) await dropTimer(setting.timers, name);
  }
}

const nameOf = (sheet: string, clock: Clock, kind: TimerKind) => `${sheet}-${clock.id}-${kind}`;

const closingName = (sheet: string) => `${sheet}-archive`;

/** Makes the schedule by which a sheet is archived at an instant, or takes it away where it is not to be. */
export async function setClosing(
  setting: TimerSetting,
  sheet: string,
  at: string | undefined,
): Promise<void> {
  const second = at === undefined ? undefined : wholeSecond(Date.parse(at));
  if (second === undefined) await dropTimer(setting.timers, closingName(sheet));
  else await setTimer(setting, closingName(sheet), second, { sheet, command: { watch: 'archive' } });
}

/** Does now what is due now, and schedules the rest: Scheduler refuses a time that has passed. */
async function setTimer(
  { timers, now, ring }: TimerSetting,
  name: string,
  at: string,
  input: TimerInput,
): Promise<void> {
  if (Date.parse(`${at}Z`) <= Date.parse(now)) {
    await ring(input);
    return;
  }
  try {
    await schedule(timers, name, at, input);
  } catch (error) {
    // Its time came between the look at the clock and Scheduler's own.
    const soon = wholeSecond(Date.parse(now) + SOON_MS);
    if (!(error instanceof ValidationException) || soon === undefined || at > soon) throw error;
    await schedule(timers, name, soon, input);
  }
}

/** Makes a schedule, or moves it. */
async function schedule(timers: Timers, name: string, at: string, input: TimerInput): Promise<void> {
  const schedule: CreateScheduleCommandInput = {
    Name: name,
    GroupName: timers.group,
    ScheduleExpression: `at(${at})`,
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: FlexibleTimeWindowMode.OFF },
    ActionAfterCompletion: ActionAfterCompletion.DELETE,
    Target: {
      Arn: timers.targetArn,
      RoleArn: timers.roleArn,
      Input: JSON.stringify(input),
      RetryPolicy: RETRIES,
      DeadLetterConfig: { Arn: timers.deadLetterArn },
    },
  };
  try {
    await timers.client.send(new CreateScheduleCommand(schedule));
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error;
    // There is a schedule of that name, maybe for the deadline before an exemption.
    await timers.client.send(new UpdateScheduleCommand(schedule));
  }
}

/** A schedule that is gone already has rung or was dropped before: both are fine. */
async function dropTimer({ client, group }: Timers, name: string): Promise<void> {
  try {
    await client.send(new DeleteScheduleCommand({ Name: name, GroupName: group }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
}
