/** What the local Scheduler takes, which is what `shared/effects` sends and a list by prefix; any other member is refused. */
import * as z from 'zod';
import { isJson } from '../is-json.ts';

const name = z.string().regex(/^[0-9a-zA-Z-_.]{1,64}$/);

/** The input is handed on as it is: one with `<aws.scheduler.…>` in it would have to be filled in. */
const input = z
  .string()
  .max(262_144)
  .refine((text) => !text.includes('<aws.scheduler.'), { error: 'no context attributes here' })
  .refine(isJson, { error: 'no JSON' });

const target = z.strictObject({
  Arn: z.string().regex(/^arn:aws:lambda:[^:]+:\d{12}:function:[^:]+$/, {
    error: 'only a Lambda function can be a target here',
  }),
  RoleArn: z.string().regex(/^arn:aws:iam::\d{12}:role\/.+$/),
  Input: input,
  // Where a schedule says nothing AWS takes these.
  RetryPolicy: z
    .strictObject({
      MaximumEventAgeInSeconds: z.int().min(60).max(86_400).default(86_400),
      MaximumRetryAttempts: z.int().min(0).max(185).default(185),
    })
    .prefault({}),
  DeadLetterConfig: z.strictObject({ Arn: z.string().regex(/^arn:aws:sqs:[^:]+:\d{12}:.+$/) }),
});

/** Of CreateSchedule and UpdateSchedule. */
export const scheduleInput = z.strictObject({
  Name: name,
  GroupName: name,
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF') }),
  Target: target,
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
  ClientToken: z.string().optional(),
});
export type ScheduleInput = z.output<typeof scheduleInput>;

/** Of GetSchedule and DeleteSchedule. */
export const scheduleName = z.strictObject({
  Name: name,
  groupName: name,
  clientToken: z.string().optional(),
});

/** Of ListSchedules. */
export const scheduleFilter = z.strictObject({
  ScheduleGroup: name.optional(),
  NamePrefix: name.optional(),
  MaxResults: z.coerce.number().int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});
export type ScheduleFilter = z.output<typeof scheduleFilter>;
