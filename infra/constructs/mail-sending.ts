import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { isInChina } from '../settings.ts';
import { readingSecrets } from './named-secrets.ts';

interface MailSource {
  /** The bare address that letters come from. */
  readonly sender: string;
  /** Where its SES identity is; the stack's own region unless given. */
  readonly region?: string | undefined;
  /** A mail server in the place of SES. */
  readonly smtp?: { readonly host: string; readonly port: number; readonly secret: string } | undefined;
}

/** How letters go, as `functions/mailer/carrier.ts` reads it. */
export function mailVia({ smtp }: MailSource): string {
  if (smtp === undefined) return 'ses';
  return `smtp://${smtp.host}:${smtp.port}/${encodeURIComponent(smtp.secret)}`;
}

/**
 * The name of the configuration set by which SES tells what becomes of letters; undefined where a mail server or
 * another region carries them, whose events do not come here, and in China regions, which have no SES.
 */
export function mailEvents({ stage, region, mail }: LettersFrom): string | undefined {
  const isHere = mail.smtp === undefined && [undefined, region].includes(mail.region);
  return !isHere || isInChina(region) ? undefined : `shoujie-${stage}-letters`;
}

interface LettersFrom {
  readonly stage: string;
  /** The stage's own. */
  readonly region?: string | undefined;
  readonly mail: MailSource;
}

/**
 * The right to send letters from one address, whether SES knows it by itself or by its domain; or to read the account
 * at the mail server that is in its place. `set` is the configuration set that they are sent by, where there is one.
 */
export function mailSending(
  scope: Construct,
  { sender, region, smtp }: MailSource,
  set: string | undefined,
): PolicyStatement[] {
  if (smtp !== undefined) return readingSecrets(scope, [smtp.secret]);
  const stack = Stack.of(scope);
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  return [
    new PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [
        ...[sender, domain].map((name) => ['identity', name] as const),
        ...(set === undefined ? [] : [['configuration-set', set] as const]),
      ].map(([resource, resourceName]) =>
        stack.formatArn({ service: 'ses', region: region ?? stack.region, resource, resourceName }),
      ),
      conditions: { StringEquals: { 'ses:FromAddress': sender } },
    }),
  ];
}
