/** What templates look like where the tests of the stacks look. */
import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { resourcesOf } from './synthesis.ts';

const reference = z.strictObject({ Ref: z.string() }).transform(({ Ref }) => Ref);
const attribute = z
  .strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
  .transform((made) => made['Fn::GetAtt'].join('.'));
const imported = z
  .strictObject({ 'Fn::ImportValue': z.string() })
  .transform((made) => made['Fn::ImportValue']);
const joined = z
  .strictObject({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.lazy((): z.ZodType<string> => spelled))]) })
  .transform((made) => made['Fn::Join'][1].join(''));

/** A value as text: a reference as its logical id, an attribute as `id.Name`, an import as its name. */
export const spelled: z.ZodType<string> = z.union([z.string(), reference, attribute, imported, joined]);

const oneOrMore = <T extends z.ZodType>(form: T) => z.union([z.array(form), form.transform((one) => [one])]);

const policyForm = z.object({
  Roles: z.array(spelled),
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.literal('Allow'),
        Action: oneOrMore(z.string()),
        Resource: oneOrMore(spelled),
        Condition: z
          .record(z.string(), z.record(z.string(), z.union([spelled, z.array(z.string())])))
          .optional(),
      }),
    ),
  }),
});

/** One action that a role may do on one resource. */
export interface Right {
  /** The logical id of the role. */
  readonly role: string;
  readonly action: string;
  readonly on: string;
  readonly condition:
    | Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>
    | undefined;
}

/** Every right that the policies of a template give. @throws when one denies or is of another form */
export function rightsIn(template: Template): readonly Right[] {
  return Object.values(resourcesOf(template, 'AWS::IAM::Policy', policyForm)).flatMap((policy) =>
    policy.Roles.flatMap((role) =>
      policy.PolicyDocument.Statement.flatMap(({ Action, Resource, Condition }) =>
        Action.flatMap((action) => Resource.map((on) => ({ role, action, on, condition: Condition }))),
      ),
    ),
  );
}

const functionForm = z.object({
  Description: z.string(),
  Architectures: z.array(z.string()),
  Environment: z.object({ Variables: z.record(z.string(), spelled) }),
  Handler: z.string(),
  LoggingConfig: z.object({ LogFormat: z.string(), LogGroup: spelled }),
  MemorySize: z.int(),
  ReservedConcurrentExecutions: z.int().optional(),
  Role: spelled.transform((made) => made.replace(/\.Arn$/, '')),
  Runtime: z.string(),
  Timeout: z.int(),
  TracingConfig: z.object({ Mode: z.string() }),
});

export type MadeFunction = z.infer<typeof functionForm> & { readonly id: string };

/** Every function of a template. */
export function functionsIn(template: Template): readonly MadeFunction[] {
  return Object.entries(resourcesOf(template, 'AWS::Lambda::Function', functionForm)).map(([id, made]) => ({
    id,
    ...made,
  }));
}

const alarmForm = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(spelled),
  OKActions: z.array(spelled),
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: spelled })).default([]),
  Statistic: z.string().optional(),
  ExtendedStatistic: z.string().optional(),
  Period: z.int().optional(),
  Metrics: z
    .array(z.object({ Expression: z.string().optional(), ReturnData: z.boolean().optional() }))
    .optional(),
  Threshold: z.number(),
  ComparisonOperator: z.string(),
  EvaluationPeriods: z.int(),
  DatapointsToAlarm: z.int(),
  TreatMissingData: z.string(),
});

/** Every alarm of a template, each on one metric or on an expression of several. */
export function alarmsIn(template: Template): readonly z.infer<typeof alarmForm>[] {
  return Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm', alarmForm));
}

const sourceForm = z.object({
  EventSourceArn: spelled,
  FunctionName: spelled,
  BatchSize: z.int(),
  FunctionResponseTypes: z.array(z.string()),
  StartingPosition: z.string().optional(),
  ParallelizationFactor: z.int().optional(),
  BisectBatchOnFunctionError: z.boolean().optional(),
  MaximumRetryAttempts: z.int().optional(),
  MaximumRecordAgeInSeconds: z.int().optional(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: spelled }) }).optional(),
  ScalingConfig: z.object({ MaximumConcurrency: z.int() }).optional(),
});

/** The one stream or queue that feeds a function of a template. @throws unless it is exactly one */
export function sourceIn(template: Template): z.infer<typeof sourceForm> {
  return theOnly(Object.values(resourcesOf(template, 'AWS::Lambda::EventSourceMapping', sourceForm)));
}

/** The one that was found. @throws unless it is exactly one */
export function theOnly<T>(found: readonly T[]): T {
  const [one, ...more] = found;
  if (one === undefined || more.length > 0) throw new Error(`One was to be there, not ${found.length}.`);
  return one;
}

/**
 * The logical ids of the queues for what was given up: those of whom an alarm goes off at the first message.
 * @returns them with the name of the alarm, without the stage
 */
export function watchedQueuesIn(template: Template): ReadonlyMap<string, string> {
  const onFirst = alarmsIn(template).filter(
    (alarm) =>
      alarm.MetricName === 'ApproximateNumberOfMessagesVisible' &&
      alarm.Namespace === 'AWS/SQS' &&
      alarm.Statistic === 'Maximum' &&
      alarm.ComparisonOperator === 'GreaterThanOrEqualToThreshold' &&
      alarm.Threshold === 1 &&
      alarm.DatapointsToAlarm === 1,
  );
  return new Map(
    onFirst.flatMap(({ AlarmName, Dimensions }) =>
      Dimensions.map(({ Value }) => [
        Value.replace(/\.QueueName$/, ''),
        AlarmName.replace(/^shoujie-test-/, ''),
      ]),
    ),
  );
}
