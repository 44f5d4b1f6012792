import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalMail, startMail } from '../../../infra/local/mail.ts';
import { local, type StandingClock, standingClock } from '../../support/infra/standing-clock.ts';

let time: StandingClock;
let mail: LocalMail;
let client: SESv2Client;

beforeAll(async () => {
  time = await standingClock();
  mail = time.services.add(await startMail(time.clock, time.onError));
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
