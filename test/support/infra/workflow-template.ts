/** The template of the workflow stack, as its tests ask about it. */
import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { manifest } from '../../../infra/manifest.ts';
import { resourcesOf } from './synthesis.ts';
import { functionsIn, type MadeFunction, rightsIn, spelled, watchedQueuesIn } from './template-forms.ts';

const roleForm = z.object({
  AssumeRolePolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Principal: z.object({ Service: z.string() }),
        Condition: z.object({ StringEquals: z.record(z.string(), spelled) }).optional(),
      }),
    ),
  }),
});
const invokeForm = z.object({
  FunctionName: spelled,
  MaximumRetryAttempts: z.int(),
  MaximumEventAgeInSeconds: z.int(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: spelled }) }),
});

/** The logical id of a resource whose ARN is given. */
export const withoutArn = (arn: string | undefined) => arn?.replace(/\.Arn$/, '') ?? '';

/** The function of the manifest's row with that name. @throws when the stack has none */
export function functionNamed(template: Template, name: string): MadeFunction {
  const description = manifest.find((spec) => spec.name === name)?.description;
  const made = functionsIn(template).find(({ Description }) => Description === description);
  if (made === undefined) throw new Error(`The stack has no function ${name}.`);
  return made;
}

/** What a role may do, sorted, each as `<action> on <resource>`. */
export function rightsOf(template: Template, role: string): readonly string[] {
  return rightsIn(template)
    .filter((right) => right.role === role)
    .map(({ action, on }) => `${action} on ${on}`)
    .sort();
}

/** Whose service may take a role, and under which condition. */
export function takenBy(template: Template, role: string) {
  const made = resourcesOf(template, 'AWS::IAM::Role', roleForm)[role];
  return made?.AssumeRolePolicyDocument.Statement.map(({ Principal, Condition }) => ({
    service: Principal.Service,
    where: Condition?.StringEquals,
  }));
}

/** The name of the alarm on the dead-letter queue with that ARN, if it has one. */
export function watched(template: Template, arn: string | undefined): string | undefined {
  return watchedQueuesIn(template).get(withoutArn(arn));
}

/** What becomes of an asynchronous call that a function fails; undefined where that is not set. */
export function onFailure(template: Template, called: MadeFunction) {
  const made = Object.values(resourcesOf(template, 'AWS::Lambda::EventInvokeConfig', invokeForm));
  const config = made.find(({ FunctionName }) => FunctionName === called.id);
  if (config === undefined) return undefined;
  const { Destination } = config.DestinationConfig.OnFailure;
  return {
    retries: config.MaximumRetryAttempts,
    oldestSeconds: config.MaximumEventAgeInSeconds,
    alarm: watched(template, Destination),
    mayLeave: rightsOf(template, called.Role).includes(`sqs:SendMessage on ${Destination}`),
  };
}
