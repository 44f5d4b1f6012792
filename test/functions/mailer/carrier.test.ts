import { createTransport } from 'nodemailer';
import { describe, expect, it } from 'vitest';
import { addressed, mailServerIn } from '../../../functions/mailer/carrier.ts';
import type { Mail } from '../../../functions/mailer/mail.ts';
import { bySmtp, type Transport } from '../../../functions/mailer/smtp.ts';
import { mailVia } from '../../../infra/constructs/mail-sending.ts';

const SERVER = { host: 'smtp.example.cn', port: 465, secret: 'shoujie/mail@cn' };
const ACCOUNT = { user: 'shoujie', password: 'p/w' };
const NAMED = { person: 'worker-wu', letter: 'f0a1' };
const MAIL: Mail = {
  from: { name: '滨河花园', address: 'letters@example.cn' },
  to: 'wu@example.cn',
  subject: '到场逾期 · 暖气不热',
  text: '1. 到场逾期',
  html: '<p>到场逾期</p>',
};

describe('how letters go', () => {
  it('is what the stacks wrote into the environment', () => {
    const source = { sender: MAIL.from.address };
    expect(mailServerIn(mailVia(source))).toBeUndefined();
    expect(mailServerIn(mailVia({ ...source, smtp: SERVER }))).toEqual(SERVER);
  });

  it.each(['smtp://host/secret', 'smtp://host:465', 'http://host:465/secret', 'sses'])('is not %s', (via) => {
    expect(() => mailServerIn(via)).toThrow();
  });
});

describe('a sender as SES takes it', () => {
  const from = (name: string) => addressed({ name, address: 'letters@example.cn' });

  it('is the site’s name in encoded words and the address', () => {
    expect(from('滨河花园')).toBe('=?UTF-8?B?5ruo5rKz6Iqx5Zut?= <letters@example.cn>');
    expect(from('Riverside')).toBe('=?UTF-8?B?Uml2ZXJzaWRl?= <letters@example.cn>');
  });

  it('has words of at most 75 characters, and nothing in a name makes another address', () => {
    const words = from('滨河花园'.repeat(12)).split(' ');
    expect(words.length).toBeGreaterThan(2);
    for (const word of words) expect(word.length).toBeLessThanOrEqual(75);
    expect(from('A" <a@b.example>, B')).toMatch(/^=\?UTF-8\?B\?[\w+/=]+\?= <letters@example\.cn>$/);
  });
});

describe('a letter by a mail server', () => {
  const carried = async (port: number) => {
    const seen: object[] = [];
    let message = '';
    // Everything of the real thing but the connection.
    const transport: Transport = (options) => {
      seen.push(options);
      const writer = createTransport({ streamTransport: true, buffer: true });
      return {
        sendMail: async (mail) => {
          message = String((await writer.sendMail(mail)).message);
        },
      };
    };
    const carry = await bySmtp({ ...SERVER, port }, async () => ACCOUNT, transport);
    await carry(MAIL, NAMED);
    return { options: seen[0], message };
  };

  it.each([
    [465, true],
    [587, false],
  ])('goes to port %i under TLS, from its first byte: %s, as whom the secret says', async (port, secure) => {
    const { options } = await carried(port);
    expect(options).toMatchObject({
      host: SERVER.host,
      port,
      secure,
      requireTLS: true,
      auth: { user: ACCOUNT.user, pass: ACCOUNT.password },
    });
  });

  it('is from the sender to the one reader, in plain text and HTML, its Chinese whole', async () => {
    const { message } = await carried(465);
    expect(message).toContain('From: =?UTF-8?B?5ruo5rKz6Iqx5Zut?= <letters@example.cn>');
    expect(message).toContain('To: wu@example.cn');
    expect(message).toContain('multipart/alternative');
    const [, written = ''] = /^Subject: (.*(?:\r\n .*)*)/m.exec(message) ?? [];
    const subject = [...written.matchAll(/=\?UTF-8\?B\?([^?]+)\?=/g)].map(([, part = '']) =>
      Buffer.from(part, 'base64').toString(),
    );
    expect(subject.join('')).toBe(MAIL.subject);
  });

  it('fails where it was not taken, so that it comes again', async () => {
    const refusing: Transport = () => ({ sendMail: () => Promise.reject(new Error('550 no such mailbox')) });
    const carry = await bySmtp(SERVER, async () => ACCOUNT, refusing);
    await expect(carry(MAIL, NAMED)).rejects.toThrow('550');
  });
});
