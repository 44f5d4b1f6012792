/** Letters by a mail server, always under TLS. */

import { createTransport } from 'nodemailer';
import { secretText } from '../../shared/runtime/secret.ts';
import type { Carry, Mail, MailServer } from './mail.ts';

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
  return async (mail) => void (await server.sendMail(mail));
}
