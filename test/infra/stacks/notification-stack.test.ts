import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { mailServerIn } from '../../../functions/mailer/carrier.ts';
import { DEAD_LETTER_DAYS, MESSAGE_TRIES } from '../../../infra/deliveries.ts';
import { manifest } from '../../../infra/manifest.ts';
import { resourcesOf, type Synthesis, synthesize } from '../../support/infra/synthesis.ts';
import {
  functionsIn,
  rightsIn,
  sourceIn,
  spelled,
  theOnly,
  watchedQueuesIn,
} from '../../support/infra/template-forms.ts';

let stage: Synthesis;
beforeAll(() => {
  stage = synthesize();
});

const spec = manifest.find(({ name }) => name === 'mailer');
const named = ({ notification }: Synthesis, name: string) => {
  const described = manifest.find((each) => each.name === name)?.description;
  return theOnly(functionsIn(notification).filter(({ Description }) => Description === described));
};
const mailerOf = (of: Synthesis) => named(of, 'mailer');
const letterRights = (of: Synthesis) =>
  rightsIn(of.notification).filter(({ action }) => action.startsWith('ses:'));

describe('the queue of letters', () => {
  const queueForm = z.object({
    MessageRetentionPeriod: z.int(),
    VisibilityTimeout: z.int().optional(),
    SqsManagedSseEnabled: z.literal(true),
    RedrivePolicy: z.object({ deadLetterTargetArn: spelled, maxReceiveCount: z.int() }).optional(),
  });
  const queues = () => Object.entries(resourcesOf(stage.notification, 'AWS::SQS::Queue', queueForm));

  test('hides what is worked on for six timeouts, and gives up to a watched queue what failed five times', () => {
    const [id, letters] = queues().find(([, made]) => made.RedrivePolicy !== undefined) ?? [];
    expect(letters).toMatchObject({
      VisibilityTimeout: 6 * (spec?.timeoutSeconds ?? 0),
      RedrivePolicy: { maxReceiveCount: MESSAGE_TRIES.receptions },
      MessageRetentionPeriod: MESSAGE_TRIES.keptDays * 24 * 3600,
    });
    const dead = letters?.RedrivePolicy?.deadLetterTargetArn.replace(/\.Arn$/, '') ?? '';
    const watched = [...watchedQueuesIn(stage.notification)];
    expect(watched).toContainEqual([dead, 'letter-dead-letters']);
    const [bounces] = watched.find(([, alarm]) => alarm === 'bounce-dead-letters') ?? [];
    expect(Object.fromEntries(queues())[dead]?.MessageRetentionPeriod).toBe(DEAD_LETTER_DAYS * 24 * 3600);
    expect(
      queues()
        .map(([made]) => made)
        .sort(),
    ).toEqual([bounces, dead, id].sort());
  });

  test('feeds the mailer, which says what failed, two at once', () => {
    const [id] = queues().find(([, made]) => made.RedrivePolicy !== undefined) ?? [];
    expect(sourceIn(stage.notification)).toEqual({
      EventSourceArn: `${id}.Arn`,
      FunctionName: mailerOf(stage).id,
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: MESSAGE_TRIES.workersAtOnce },
    });
    expect(spec?.trigger).toMatchObject({ kind: 'queue', batchSize: 10 });
  });
});

describe('the mailer', () => {
  test('may send from the set address alone, by its own identity or that of its domain', () => {
    const identity = (name: string) => `arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:identity/${name}`;
    const only = { StringEquals: { 'ses:FromAddress': 'letters@example.com' } };
    expect(letterRights(stage)).toEqual([
      expect.objectContaining({
        action: 'ses:SendEmail',
        on: 'arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:configuration-set/shoujie-test-letters',
        condition: only,
      }),
      expect.objectContaining({ action: 'ses:SendEmail', on: identity('example.com'), condition: only }),
      expect.objectContaining({
        action: 'ses:SendEmail',
        on: identity('letters@example.com'),
        condition: only,
      }),
    ]);
  });

  test('is told sender, base URL and its share of the rate', () => {
    const mail = { sender: 'desk@letters.example.org', rate: 3 };
    const other = synthesize({ mail, baseUrl: 'https://sheets.example.org/app' });
    expect(mailerOf(other).Environment.Variables).toMatchObject({
      MAIL_SENDER: 'desk@letters.example.org',
      MAIL_RATE: String(3 / MESSAGE_TRIES.workersAtOnce),
      BASE_URL: 'https://sheets.example.org/app',
      MAIL_VIA: 'ses',
      MAIL_REGION: 'AWS::Region',
      MAIL_EVENTS: 'shoujie-test-letters',
      TIME_ZONE: 'Asia/Shanghai',
    });
    expect(letterRights(other).map(({ on }) => on.replace(/^.*identity\//, ''))).toEqual([
      expect.stringMatching(/:configuration-set\/shoujie-test-letters$/),
      'desk@letters.example.org',
      'letters.example.org',
    ]);
  });

  test('sends by the mail server that is set, may read the account for it, and has no right to SES', () => {
    const smtp = { host: 'smtp.example.cn', secret: 'shoujie/mail' };
    const elsewhere = synthesize({ mail: { sender: 'letters@example.cn', smtp } });
    expect(mailServerIn(mailerOf(elsewhere).Environment.Variables.MAIL_VIA ?? '')).toEqual({
      ...smtp,
      port: 465,
    });
    expect(letterRights(elsewhere)).toEqual([]);
    const secrets = rightsIn(elsewhere.notification).filter(({ action }) =>
      action.startsWith('secretsmanager:'),
    );
    expect(secrets.map(({ action, on }) => `${action} on ${on}`)).toEqual([
      // What residents' links are made of, which is the stage's own.
      'secretsmanager:GetSecretValue on shoujie-test-data:ExportsOutputRefSecretslinksB4C8B78F9F4F6C68',
      // And the account.
      'secretsmanager:GetSecretValue on arn:AWS::Partition:secretsmanager:AWS::Region:AWS::AccountId:secret:shoujie/mail-??????',
    ]);
  });

  test('may read the secrets of the robots that are set, and put what it gives up where an alarm is', () => {
    const robots = ['shoujie/robots/engineering', 'office'];
    const arn = 'arn:AWS::Partition:secretsmanager:AWS::Region:AWS::AccountId:secret:';
    const secretsOf = (of: Synthesis) =>
      rightsIn(of.notification).flatMap(({ action, on }) =>
        action === 'secretsmanager:GetSecretValue' && on.startsWith(arn) ? [on.slice(arn.length)] : [],
      );
    const other = synthesize({ robots });
    expect([secretsOf(stage), secretsOf(other).sort()]).toEqual([
      [],
      ['office-??????', 'shoujie/robots/engineering-??????'],
    ]);
    // Robots are on the Internet: nothing stands for them.
    expect(mailerOf(other).Environment.Variables.ROBOT_SINKS).toBe('-');
    const [dead = ''] =
      [...watchedQueuesIn(stage.notification)].find(([, alarm]) => alarm === 'letter-dead-letters') ?? [];
    expect(mailerOf(stage).Environment.Variables.LETTER_DEAD_LETTERS_URL).toBe(dead);
    expect(rightsIn(stage.notification)).toContainEqual(
      expect.objectContaining({ action: 'sqs:SendMessage', on: `${dead}.Arn` }),
    );
  });

  test('sends from the region that is set for letters, and may do so there alone', () => {
    const mail = { sender: 'letters@example.com', region: 'ap-southeast-1' };
    const elsewhere = synthesize({ mail, timeZone: 'Asia/Urumqi' });
    expect(mailerOf(elsewhere).Environment.Variables).toMatchObject({
      MAIL_REGION: 'ap-southeast-1',
      TIME_ZONE: 'Asia/Urumqi',
    });
    for (const { on } of letterRights(elsewhere)) expect(on).toContain(':ses:ap-southeast-1:');
  });
});

describe('what becomes of letters', () => {
  const setsIn = ({ notification }: Synthesis) =>
    Object.values(notification.findResources('AWS::SES::ConfigurationSet')).length;

  test('is told by the configuration set through the default event bus, of bounces and complaints alone', () => {
    stage.notification.hasResourceProperties('AWS::SES::ConfigurationSet', { Name: 'shoujie-test-letters' });
    stage.notification.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['bounce', 'complaint'],
        EventBridgeDestination: { EventBusArn: Match.anyValue() },
      },
    });
  });

  test('calls the function that marks addresses, with a dead-letter queue on the way and behind it', () => {
    const { id } = named(stage, 'bounces');
    const [dead] =
      [...watchedQueuesIn(stage.notification)].find(([, alarm]) => alarm === 'bounce-dead-letters') ?? [];
    const queue = { 'Fn::GetAtt': [dead, 'Arn'] };
    stage.notification.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.ses'],
        'detail-type': ['Email Bounced', 'Email Complaint Received'],
        detail: { mail: { tags: { 'ses:configuration-set': ['shoujie-test-letters'] } } },
      },
      Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [id, 'Arn'] }, DeadLetterConfig: { Arn: queue } })],
    });
    stage.notification.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: id },
      DestinationConfig: { OnFailure: { Destination: queue } },
    });
  });

  test('is not told where a mail server carries them, or SES in another region', () => {
    const smtp = { host: 'smtp.example.cn', secret: 'shoujie/mail' };
    for (const more of [{ smtp }, { region: 'ap-southeast-1' }]) {
      const elsewhere = synthesize({ mail: { sender: 'letters@example.com', ...more } });
      expect(setsIn(elsewhere)).toBe(0);
      expect(mailerOf(elsewhere).Environment.Variables.MAIL_EVENTS).toBe('-');
    }
  });
});

describe('the topic of alarms', () => {
  test('is encrypted with a key that CloudWatch may use, takes alarms of this account only, and no plain HTTP', () => {
    stage.notification.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    stage.notification.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
      KeyPolicy: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Principal: { Service: 'cloudwatch.amazonaws.com' },
          }),
        ]),
      }),
    });
    stage.notification.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: Match.objectLike({
        Statement: [
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ],
      }),
    });
  });

  test('is sent to the set address, and to nobody where none is set', () => {
    stage.notification.resourceCountIs('AWS::SNS::Subscription', 0);
    const { notification } = synthesize({ alarmAddress: 'on-call@example.com' });
    notification.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'on-call@example.com',
    });
  });
});
