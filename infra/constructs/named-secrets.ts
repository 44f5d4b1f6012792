import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** Secrets Manager puts six characters of its own behind a secret's name. */
const SUFFIX = '-??????';

/** The right to read secrets that the settings name and somebody else keeps; none where none is named. */
export function readingSecrets(scope: Construct, names: readonly string[]): PolicyStatement[] {
  if (names.length === 0) return [];
  const arnOf = (name: string) =>
    Stack.of(scope).formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      resourceName: `${name}${SUFFIX}`,
    });
  return [new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: names.map(arnOf) })];
}
