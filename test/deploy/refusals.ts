/** With permissions enforced: whatever the role of a function was not granted is refused. */
import assert from 'node:assert/strict';
import { DeleteItemCommand, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { IAMClient, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { type Ability, type FunctionSpec, manifest } from '../../infra/manifest.ts';
import { type Deployment, MAIL_SENDER } from './cdk.ts';
import { EMULATED_ACCOUNT } from './emulator-differences.ts';

interface As {
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
}

interface Probe {
  readonly what: string;
  /** Whether the row of the manifest grants it; never: no row may. */
  readonly granted: (spec: FunctionSpec) => boolean;
  readonly run: (as: As) => Promise<unknown>;
}

const onTable = (action: string) => (spec: FunctionSpec) =>
  spec.grants.some(({ actions }) => actions.some((each) => each === `dynamodb:${action}`));
const able = (ability: Ability) => (spec: FunctionSpec) => spec.abilities?.includes(ability) ?? false;
const never = () => false;

/**
 * One call for each kind of right. Were it let through, it would do no harm to the stage of the check. None to queues and
 * buckets: their own policies turn away whoever comes without TLS, and the emulator has none.
 */
function probesOf({ tableName, escalationArn, scheduleGroup }: Deployment): readonly Probe[] {
  const key = { pk: { S: 'PROBE' }, sk: { S: 'PROBE' } };
  const TableName = tableName;
  return [
    {
      what: 'scan the table',
      granted: never,
      run: (as) => new DynamoDBClient(as).send(new ScanCommand({ TableName })),
    },
    {
      what: 'put an item',
      granted: onTable('PutItem'),
      run: (as) => new DynamoDBClient(as).send(new PutItemCommand({ TableName, Item: key })),
    },
    {
      what: 'delete an item',
      granted: onTable('DeleteItem'),
      run: (as) => new DynamoDBClient(as).send(new DeleteItemCommand({ TableName, Key: key })),
    },
    {
      what: 'start an escalation',
      granted: able('start-escalations'),
      run: (as) =>
        new SFNClient(as).send(new StartExecutionCommand({ stateMachineArn: escalationArn, input: '{}' })),
    },
    {
      what: 'list timers',
      granted: never,
      run: (as) => new SchedulerClient(as).send(new ListSchedulesCommand({ GroupName: scheduleGroup })),
    },
    {
      what: 'send a letter',
      granted: able('send-mail'),
      run: (as) =>
        new SESv2Client(as).send(
          new SendEmailCommand({
            FromEmailAddress: MAIL_SENDER,
            Destination: { ToAddresses: ['nobody@people.example'] },
            Content: { Simple: { Subject: { Data: '.' }, Body: { Text: { Data: '.' } } } },
          }),
        ),
    },
  ];
}

/** Takes the role of a function; only Lambda may by itself. */
async function takeRole(arn: string): Promise<As> {
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: `arn:aws:iam::${EMULATED_ACCOUNT}:root` },
      },
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
    ],
  });
  const RoleName = arn.slice(arn.lastIndexOf('/') + 1);
  await new IAMClient().send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
  const { Credentials } = await new STSClient().send(
    new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'probe' }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return {
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  };
}

/** @throws naming what a function was let do that its row of the manifest does not grant, or refused what it does */
export async function rolesAreHeld(deployment: Deployment): Promise<void> {
  const probes = probesOf(deployment);
  const { Functions = [] } = await new LambdaClient().send(new ListFunctionsCommand({}));
  const wrong: string[] = [];
  let refused = 0;
  for (const { Description, Role = '' } of Functions) {
    const spec = manifest.find(({ description }) => description === Description);
    if (spec === undefined) continue;
    const as = await takeRole(Role);
    for (const { what, granted, run } of probes) {
      const outcome = await run(as).then(
        () => 'done',
        (error: Error) => error.name,
      );
      const isRefused = /AccessDenied|NotAuthorized/.test(outcome);
      if (isRefused) refused += 1;
      if (isRefused === granted(spec)) wrong.push(`${spec.name}, ${what}: ${outcome}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(refused > 2 * manifest.length, `only ${refused} calls were refused`);
}
