/**
 * Where MiniStack 1.5.33 is not AWS, as far as this check meets it. Nothing outside this file knows of a
 * difference, and nothing in the product does. docs/operations.md lists what only a real account can show.
 */

import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';

/** MiniStack takes any account; this is the one that it answers for. */
export const EMULATED_ACCOUNT = '000000000000';

/**
 * The `ApiUrl` output names a host below `execute-api.127.0.0.1`, which no resolver knows. The same stage
 * answers under this path on the emulator's own port.
 */
export function reachableApi(endpoint: string, apiId: string): string {
  return `${endpoint}/_aws/execute-api/${apiId}/$default`;
}

/** Headers of one connection, and of how a body travels on it. */
const OF_CONNECTION: readonly string[] = [
  'host',
  'connection',
  'keep-alive',
  'content-length',
  'content-encoding',
  'transfer-encoding',
];
const ofMessage = ([name]: readonly [string, unknown]) => !OF_CONNECTION.includes(name);

export interface Hosts {
  readonly endpoint: string;
  /** The stage whose API has the name `stage`; every other name is one of Cognito's or S3's. */
  readonly apiId: string;
  readonly stage: string;
  /** Where people log in, as the stage tells its console. */
  readonly login: string;
}

/**
 * What AWS would answer a browser. MiniStack serves all of it at one address, by which its discovery document calls what is
 * at the pool's own name on AWS.
 */
export async function answerAsAws(
  { endpoint, apiId, stage, login }: Hosts,
  request: IncomingMessage,
): Promise<{ status: number; headers: OutgoingHttpHeaders; body: Buffer }> {
  const { method = 'GET', url = '/' } = request;
  const at = request.headers.host === stage ? reachableApi(endpoint, apiId) : endpoint;
  const response = await fetch(`${at}${url}`, {
    method,
    headers: Object.entries(request.headers)
      .filter(ofMessage)
      .map(([name, value]): [string, string] => [name, String(value)]),
    ...(method !== 'GET' && method !== 'HEAD' && { body: await buffer(request) }),
    redirect: 'manual',
  });
  const body = Buffer.from(await response.arrayBuffer());
  const isDiscovery = url.endsWith('/.well-known/openid-configuration');
  return {
    status: response.status,
    headers: Object.fromEntries([...response.headers].filter(ofMessage)),
    body: isDiscovery
      ? Buffer.from(body.toString().replaceAll(`${endpoint}/oauth2`, `${login}/oauth2`))
      : body,
  };
}

/** Links to objects name the host that the emulator's functions know it by; here it is on loopback. */
export function reachableObject(link: string): string {
  return link;
}

export interface EmulatorSettings {
  readonly port: number;
  readonly region: string;
  /** A file with the certificate of the foreign issuer. */
  readonly certificate: string;
  /** Whether what a role may do is enforced, as far as the emulator knows how. */
  readonly permissions: boolean;
}

/**
 * What the emulator is told by its environment: to stay on loopback, to leave its other listeners shut, and
 * which region it is, and by which certificate it knows the foreign issuer.
 */
export function emulatorEnvironment({
  port,
  region,
  certificate,
  permissions,
}: EmulatorSettings): Record<string, string> {
  return {
    ...(permissions && { AUTH: 'true' }),
    // AWS trusts who the public authorities vouch for; the foreign issuer of this check has only itself.
    SSL_CERT_FILE: certificate,
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    MINISTACK_HOST: '127.0.0.1',
    MINISTACK_REGION: region,
    IOT_MTLS_ENABLED: '0',
  };
}

interface Alarm {
  readonly Type: string;
  readonly Properties: {
    readonly Metrics?: readonly {
      readonly MetricStat?: { readonly Metric: object; readonly Stat: string; readonly Period: number };
    }[];
  };
}

const isOnRule = ({ Type, Properties }: Alarm) =>
  Type === 'AWS::CloudWatch::InsightRule' ||
  (Type === 'AWS::CloudWatch::Alarm' && JSON.stringify(Properties).includes('INSIGHT_RULE_METRIC'));

/**
 * MiniStack takes no alarm on metric math and knows no Contributor Insights. In templates that go there, an alarm is one
 * on the first of its metrics, and there is none on a rule; alarms never go off there anyway. test/infra/stacks/alarms.test.ts looks at the templates as they are.
 */
export function withoutMetricMath(template: string): string {
  const { Resources, ...rest }: { readonly Resources: Readonly<Record<string, Alarm>> } =
    JSON.parse(template);
  const known = Object.entries(Resources).filter(([, resource]) => !isOnRule(resource));
  const plain = known.map(([id, resource]) => {
    const { Metrics, ...properties } = resource.Properties ?? {};
    const first = Metrics?.find(({ MetricStat }) => MetricStat !== undefined)?.MetricStat;
    if (resource.Type !== 'AWS::CloudWatch::Alarm' || first === undefined) return [id, resource];
    const { Metric, Stat, Period } = first;
    return [id, { ...resource, Properties: { ...properties, ...Metric, Statistic: Stat, Period } }];
  });
  return JSON.stringify({ ...rest, Resources: Object.fromEntries(plain) });
}

interface Style {
  readonly Type: string;
}

/**
 * MiniStack has pages to log in, and no styles of them. In templates that go there they have none;
 * test/infra/stacks/data-stack.test.ts looks at the template as it is.
 */
export function withoutStyles(template: string): string {
  const { Resources, ...rest }: { readonly Resources: Readonly<Record<string, Style>> } =
    JSON.parse(template);
  const known = Object.entries(Resources).filter(
    ([, { Type }]) => Type !== 'AWS::Cognito::ManagedLoginBranding',
  );
  return JSON.stringify({ ...rest, Resources: Object.fromEntries(known) });
}

/**
 * Where it enforces permissions, MiniStack takes every letter to be sent by the identity `*`, and knows no sender's address
 * (`ses:FromAddress`), so a right to send from one address is none. In templates that go there it is a right to send from
 * any; who has it at all is what the check can then show. test/infra/stacks/notification-stack.test.ts looks at the right as it is.
 */
export function withoutSenders(template: string): string {
  return JSON.stringify(
    JSON.parse(template, (_name, value) =>
      value?.Action === 'ses:SendEmail'
        ? { Action: value.Action, Effect: value.Effect, Resource: '*' }
        : value,
    ),
  );
}

/**
 * Where it enforces permissions, MiniStack knows no keys of items (`dynamodb:LeadingKeys`), so that a right in some partitions
 * is none. In templates that go there it is a right in all. test/infra/stacks/functions.test.ts looks at the rights as they are,
 * and every flow test holds functions to them.
 */
export function withoutPartitions(template: string): string {
  return JSON.stringify(
    JSON.parse(template, (name, value) =>
      name === 'Condition' && value?.Null?.['dynamodb:LeadingKeys'] !== undefined ? undefined : value,
    ),
  );
}

/** Where the emulator says that it is up. */
export const READY_PATH = '/_ministack/health';

const mailbox = z.object({
  messages: z.record(
    z.string(),
    z.array(
      z.object({
        Source: z.string(),
        To: z.array(z.string()),
        Subject: z.string(),
        BodyText: z.string(),
        BodyHtml: z.string(),
      }),
    ),
  ),
});

/** From where a user pool writes by itself. */
export const POOL_SENDER = 'no-reply@verificationemail.com';

export interface SentLetter {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Every letter that SES has taken, oldest first; AWS would deliver them, the emulator keeps them. */
export async function sentLetters(endpoint: string): Promise<readonly SentLetter[]> {
  const response = await fetch(`${endpoint}/_ministack/ses/messages?account=${EMULATED_ACCOUNT}`);
  const { messages } = mailbox.parse(await response.json());
  return (messages[EMULATED_ACCOUNT] ?? []).map(({ Source, To, Subject, BodyText, BodyHtml }) => ({
    from: Source,
    to: To,
    subject: Subject,
    text: BodyText,
    html: BodyHtml,
  }));
}
