/** Who carries letters: SES, or a mail server of the company's own where there is no SES. */
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { encodeWord } from 'nodemailer/lib/mime-funcs';
import { tagOf } from '../../shared/mail/letter-tags.ts';
import { lean } from '../../shared/runtime/lean-client.ts';
import { AddressRefused, type Carry, type Mail, type MailServer } from './mail.ts';

/** What the environment says where SES is to carry. */
const SES = 'ses';
/** What it says where nothing tells of letters that went wrong. */
const NO_EVENTS = '-';

/** The mail server that a setting names; undefined for SES. */
export function mailServerIn(via: string): MailServer | undefined {
  if (via === SES) return undefined;
  const { protocol, hostname: host, port, pathname } = new URL(via);
  if (protocol !== 'smtp:' || port === '' || pathname.length < 2)
    throw new Error(`letters cannot go by ${via}`);
  return { host, port: Number(port), secret: decodeURIComponent(pathname.slice(1)) };
}

/** The longest that an encoded word may be, in characters (RFC 2047, section 2). */
const MOST_OF_A_WORD = 75;

/** A sender as SES takes it: the name in encoded words, whatever is in it. */
export const addressed = ({ name, address }: Mail['from']): string =>
  `${encodeWord(name, 'B', MOST_OF_A_WORD)} <${address}>`;

/** SES of a region; by the set, where there is one, it tells what becomes of a letter. */
function bySes(region: string, eventsBy: string): Carry {
  const client = new SESv2Client({ ...lean(), region });
  const set = eventsBy === NO_EVENTS ? {} : { ConfigurationSetName: eventsBy };
  return async ({ from, to, subject, text, html }, { person, letter }, ends) => {
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: addressed(from),
        Destination: { ToAddresses: [to] },
        ...set,
        EmailTags: [
          { Name: 'person', Value: tagOf(person) },
          { Name: 'letter', Value: letter },
        ],
        Content: {
          Simple: {
            Subject: { Data: subject, Charset: 'UTF-8' },
            Body: { Text: { Data: text, Charset: 'UTF-8' }, Html: { Data: html, Charset: 'UTF-8' } },
          },
        },
      }),
      ends && { abortSignal: ends },
    );
  };
}

/**
 * Opens the carrier that the environment names. The client of a mail server is loaded with the first letter, and only
 * where a mail server carries them.
 */
export function openCarrier(via: string, region: string, eventsBy: string): Carry {
  const server = mailServerIn(via);
  if (server === undefined) return bySes(region, eventsBy);
  let carry: Promise<Carry> | undefined;
  return async (mail, name, ends) => {
    carry ??= import('./smtp.ts').then(({ bySmtp }) => bySmtp(server));
    // A password that was changed meanwhile is read again with the next letter.
    await (await carry)(mail, name, ends).catch((error: unknown) => {
      if (!(error instanceof AddressRefused)) carry = undefined;
      throw error;
    });
  };
}
