/** A site's schedule of its assessments: once a month, in its own time zone (contract section 6, B3c). */

import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  FlexibleTimeWindowMode,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { FREEZE_SCHEDULE } from '../domain/assessment/month.ts';
import { sha256 } from '../domain/kernel/ledger.ts';
import type { Site } from '../domain/model/directory.ts';
import type { Timers } from './timers.ts';

/** What the schedule tells the function that it calls. */
export interface AssessInput {
  readonly site: string;
}

/** A run that fails is tried again for a day. A month that is still not frozen then is found by reconcile. */
const RETRIES = { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 86_400 };

const PLAIN = /^[\w.-]{1,50}$/;
/** The name of a schedule may have fewer characters, and fewer kinds of them, than the id of a site. */
const nameOf = (site: string) => `assess-${PLAIN.test(site) ? site : sha256(site).slice(0, 32)}`;

/** Makes a site's monthly schedule what it should be; the same again changes nothing. */
export async function setMonthly(timers: Timers, { id, timeZone }: Site): Promise<void> {
  const input: AssessInput = { site: id };
  const schedule: CreateScheduleCommandInput = {
    Name: nameOf(id),
    GroupName: timers.group,
    ScheduleExpression: FREEZE_SCHEDULE,
    ScheduleExpressionTimezone: timeZone,
    FlexibleTimeWindow: { Mode: FlexibleTimeWindowMode.OFF },
    Target: {
      Arn: timers.assessArn,
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
    await timers.client.send(new UpdateScheduleCommand(schedule));
  }
}
