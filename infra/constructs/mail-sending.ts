import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export interface MailSource {
  /** The bare address that letters come from. */
  readonly sender: string;
  /** Where its SES identity is; the stack's own region unless given. */
  readonly region?: string;
}

/** The right to send letters from one address, whether SES knows it by itself or by its domain. */
export function mailSending(scope: Construct, { sender, region }: MailSource): PolicyStatement[] {
  const stack = Stack.of(scope);
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  return [
    new PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [sender, domain].map((identity) =>
        stack.formatArn({
          service: 'ses',
          region: region ?? stack.region,
          resource: 'identity',
          resourceName: identity,
        }),
      ),
      conditions: { StringEquals: { 'ses:FromAddress': sender } },
    }),
  ];
}
