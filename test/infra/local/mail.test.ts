import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalMail, startMail } from '../../../infra/local/mail.ts';
import { local, type StandingClock, standingClock } from '../../support/infra/standing-clock.ts';

let time: StandingClock;
let mail: LocalMail;
let client: SESv2Client;
const events: unknown[] = [];
const invoke = async (...called: unknown[]) => void events.push(called);

beforeAll(async () => {
  time = await standingClock();
  mail = time.services.add(await startMail({ ...time, invoke, toldBy: 'bounces' }));
  client = new SESv2Client(local(mail.endpoint));
});
afterAll(async () => {
  client.destroy();
  await time.stop();
});

const letter = (to: string, subject: string): SendEmailCommandInput => ({
  FromEmailAddress: '首接 <shoujie@riverside.example>',
  Destination: { ToAddresses: [to] },
  Content: {
    Simple: {
      Subject: { Data: subject, Charset: 'UTF-8' },
      Body: { Text: { Data: '正文' }, Html: { Data: '<p>正文</p>' } },
    },
  },
});
const send = (input: SendEmailCommandInput) => client.send(new SendEmailCommand(input));

describe('letters', () => {
  it('are kept with the instant of the local clock, oldest first', async () => {
    const { MessageId } = await send(letter('worker-wu@riverside.example', '超时'));
    expect(MessageId).toMatch(/./);
    await time.clock.advance('PT1H');
    await send(letter('李 <cs-manager-li@riverside.example>', '升级'));
    expect(mail.mail()).toEqual([
      {
        to: 'worker-wu@riverside.example',
        subject: '超时',
        text: '正文',
        html: '<p>正文</p>',
        sentAt: '2026-11-23T08:00:00.000Z',
      },
      {
        to: 'cs-manager-li@riverside.example',
        subject: '升级',
        text: '正文',
        html: '<p>正文</p>',
        sentAt: '2026-11-23T09:00:00.000Z',
      },
    ]);
    expect(mail.mail('cs-manager-li@riverside.example').map(({ subject }) => subject)).toEqual(['升级']);
    expect(mail.mail('nobody@riverside.example')).toEqual([]);
  });

  it('are on the inbox page with the same instant', async () => {
    const page = await fetch(mail.inboxUrl);
    expect(page.headers.get('content-type')).toContain('text/html');
    const { emails } = (await (await fetch(`${mail.inboxUrl}/store`)).json()) as {
      emails: { subject: string; at: number }[];
    };
    expect(emails).toMatchObject([
      { subject: '超时', at: Date.parse('2026-11-23T08:00:00Z') / 1_000 },
      { subject: '升级', at: Date.parse('2026-11-23T09:00:00Z') / 1_000 },
    ]);
  });

  it.each([
    ['a copy to others', { Destination: { ToAddresses: ['a@b.example'], CcAddresses: ['c@b.example'] } }],
    ['nobody', { Destination: { ToAddresses: [] } }],
    ['a configuration set', { ConfigurationSetName: 'tracked' }],
    ['a raw message', { Content: { Raw: { Data: Buffer.from('x') } } }],
  ])('to or with %s are refused and not kept', async (_, change) => {
    const before = mail.mail().length;
    await expect(send({ ...letter('a@b.example', 'x'), ...change })).rejects.toMatchObject({
      name: 'BadRequestException',
    });
    expect(mail.mail()).toHaveLength(before);
  });
});

describe('a letter to the mailbox simulator', () => {
  const TAGS = [
    { Name: 'person', Value: 'd29ya2VyLXd1' },
    { Name: 'letter', Value: 'f0a1' },
  ];
  const told = async (
    to: string,
    more: Partial<SendEmailCommandInput> = { ConfigurationSetName: 'letters' },
  ) => {
    events.length = 0;
    await send({ ...letter(to, 'x'), EmailTags: TAGS, ...more });
    await time.services.settle();
    return events;
  };

  it.each([
    ['bounce@simulator.amazonses.com', 'Email Bounced', 'Bounce'],
    ['bounce-wu@simulator.amazonses.com', 'Email Bounced', 'Bounce'],
    ['complaint+1@simulator.amazonses.com', 'Email Complaint Received', 'Complaint'],
  ])('%s goes wrong, and the function is told as by EventBridge', async (to, type, eventType) => {
    expect(await told(to)).toMatchObject([
      [
        'bounces',
        {
          'detail-type': type,
          source: 'aws.ses',
          detail: {
            eventType,
            mail: { destination: [to], tags: { person: ['d29ya2VyLXd1'], letter: ['f0a1'] } },
          },
        },
      ],
    ]);
  });

  it.each(['worker-wu@riverside.example', 'success@simulator.amazonses.com', 'bounce@riverside.example'])(
    'to %s arrives, and nobody is told',
    async (to) => {
      expect(await told(to)).toEqual([]);
    },
  );

  it('tells nobody where no configuration set is named', async () => {
    expect(await told('bounce@simulator.amazonses.com', {})).toEqual([]);
  });
});
