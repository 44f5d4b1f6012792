/** Letters by a mail server, always under TLS. */

import { createTransport } from 'nodemailer';
import { secretText } from '../../shared/runtime/secret.ts';
import { AddressRefused, type Carry, type Mail, type MailServer } from './mail.ts';

/** At this port servers speak TLS from the first byte. */
const TLS_PORT = 465;
/** For each part of the talk with the server; what hangs is given up by itself soon after nobody waits for it any more. */
const WAITS_MS = 10_000;

interface Account {
  readonly user: string;
  readonly password: string;
}

/** What is used of nodemailer. */
export type Transport = (options: object) => { sendMail(mail: Mail): Promise<unknown> };

/** Reads the account at the mail server. */
async function accountIn(secret: string): Promise<Account> {
  const { user, password } = JSON.parse((await secretText(secret)) || '{}') as Partial<Account>;
  if (!user || !password) throw new Error(`the secret ${secret} has no user or no password`);
  return { user, password };
}

/** What is used of what nodemailer says of a letter that was not taken: the command that was refused, and the server's reply. */
interface Refusal {
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** The class, subject and detail that a server may put before its words (RFC 3463). */
const ENHANCED = /^\d{3}[ -]5\.(\d{1,3})\.(\d{1,3})/;
/** Subjects that are about the address or its mailbox; others are about the server, the way to it, or who is allowed what. */
const OF_ADDRESSES = ['0', '1', '2'];
/** The mailbox is full (RFC 5321, 552; RFC 3463, X.2.2): it may be emptied. */
const FULL = { code: 552, detail: '2.2' };
/** Of replies without such a prefix those from 550 on are about the mailbox; lower ones about the talk, and who talks. */
const FIRST_OF_MAILBOXES = 550;

/**
 * Whether a server refuses the reader's address for good: 5xx to RCPT, unless it says that it is not the address that is bad. A
 * refusal that passes (4xx), and one of the sender, the account or the letter, is no proof of a bad address.
 */
export function refusesAddress(error: unknown): boolean {
  const { command, responseCode = 0, response = '' }: Refusal = Object(error);
  if (command !== 'RCPT TO' || responseCode < 500 || responseCode > 599) return false;
  const [, subject, detail] = ENHANCED.exec(response) ?? [];
  if (subject === undefined) return responseCode >= FIRST_OF_MAILBOXES && responseCode !== FULL.code;
  return OF_ADDRESSES.includes(subject) && `${subject}.${detail}` !== FULL.detail;
}

/** Logs in with what the secret holds. */
export async function bySmtp(
  { host, port, secret }: MailServer,
  readAccount: (secret: string) => Promise<Account> = accountIn,
  transport: Transport = createTransport,
): Promise<Carry> {
  const { user, password } = await readAccount(secret);
  const server = transport({
    host,
    port,
    secure: port === TLS_PORT,
    requireTLS: true,
    auth: { user, pass: password },
    dnsTimeout: WAITS_MS,
    connectionTimeout: WAITS_MS,
    greetingTimeout: WAITS_MS,
    socketTimeout: WAITS_MS,
  });
  return async (mail) => {
    await server.sendMail(mail).catch((cause: unknown) => {
      throw refusesAddress(cause) ? new AddressRefused('a mail server refuses an address', { cause }) : cause;
    });
  };
}
