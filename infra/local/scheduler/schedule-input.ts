/** What the local Scheduler takes; any other member is refused. */
import * as z from 'zod';

const name = z.string().regex(/^[0-9a-zA-Z-_.]{1,64}$/);
const clientToken = z.string().optional();
const maxResults = z.coerce.number().int().min(1).max(100).default(100);
const nextToken = z.string().optional();
const DEFAULT_GROUP = 'default';

const target = z.strictObject({
  Arn: z.string().regex(/^arn:aws:lambda:[^:]+:\d{12}:function:[^:]+(:[^:]+)?$/, {
    error: 'only a Lambda function can be a target here',
  }),
  RoleArn: z.string().regex(/^arn:aws:iam::\d{12}:role\/.+$/),
  Input: z.string().min(1).max(262_144).optional(),
  RetryPolicy: z
    .strictObject({
      MaximumEventAgeInSeconds: z.number().int().min(60).max(86_400).optional(),
      MaximumRetryAttempts: z.number().int().min(0).max(185).optional(),
    })
    .optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string().regex(/^arn:aws:sqs:[^:]+:\d{12}:.+$/) }).optional(),
});
export type ScheduleTarget = z.output<typeof target>;

/** Of CreateSchedule and UpdateSchedule. */
export const scheduleInput = z.strictObject({
  Name: name,
  GroupName: name.default(DEFAULT_GROUP),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF') }),
  Target: target,
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Description: z.string().max(512).optional(),
  ClientToken: clientToken,
});
export type ScheduleInput = z.output<typeof scheduleInput>;

/** Of GetSchedule. */
export const scheduleName = z.strictObject({ Name: name, groupName: name.default(DEFAULT_GROUP) });

/** Of DeleteSchedule. */
export const scheduleToDelete = scheduleName.extend({ clientToken });

/** Of ListSchedules. */
export const scheduleFilter = z.strictObject({
  ScheduleGroup: name.optional(),
  NamePrefix: name.optional(),
  State: z.enum(['ENABLED', 'DISABLED']).optional(),
  MaxResults: maxResults,
  NextToken: nextToken,
});
export type ScheduleFilter = z.output<typeof scheduleFilter>;

/** Of CreateScheduleGroup. */
export const groupInput = z.strictObject({ Name: name, ClientToken: clientToken });

/** Of GetScheduleGroup. */
export const groupName = z.strictObject({ Name: name });

/** Of ListScheduleGroups. */
export const groupFilter = z.strictObject({
  NamePrefix: name.optional(),
  MaxResults: maxResults,
  NextToken: nextToken,
});
export type GroupFilter = z.output<typeof groupFilter>;
