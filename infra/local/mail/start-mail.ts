import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import { operation, restApi } from '../aws-operation.ts';
import { startAwsServer } from '../aws-protocol.ts';
import type { LocalClock } from '../clock.ts';
import type { Service } from '../services.ts';
import { startInbox } from './inbox.ts';
import { sendEmailInput } from './send-email-input.ts';

/** A letter that was sent; a part that it does not have is empty. */
export interface SentMail {
  /** Addresses without names, with `, ` between two of them. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** RFC 3339 by the local clock. */
  readonly sentAt: string;
}

export interface MailOptions {
  readonly clock: Pick<LocalClock, 'now'>;
  readonly onError: (error: unknown) => void;
  /** Free ones unless given. */
  readonly port?: number;
  readonly inboxPort?: number;
}

export interface LocalMail extends Service {
  readonly endpoint: string;
  /** Where the inbox page is. */
  readonly inboxUrl: string;
  /** What was sent, to that address where one is given, oldest first. */
  mail(to?: string): readonly SentMail[];
  /** Letters are there at once: there is never anything to wait for. */
  settle(): Promise<boolean>;
  stop(): Promise<void>;
}

/**
 * Starts SES v2: it takes letters, keeps them with the instant of the local clock and shows them on a page.
 * Nothing is kept over a restart.
 * @throws StartProblem when the port cannot be had
 */
export async function startMail({ clock, onError, port, inboxPort }: MailOptions): Promise<LocalMail> {
  const sent: { readonly addresses: readonly string[]; readonly mail: SentMail }[] = [];
  const inbox = await startInbox(inboxPort);
  const send = (input: z.output<typeof sendEmailInput>) => {
    const { Subject, Body, Headers = [] } = input.Content.Simple;
    const recipients = input.Destination.ToAddresses;
    const addresses = recipients.map((recipient) => /<([^>]+)>/.exec(recipient)?.[1] ?? recipient);
    const now = clock.now();
    const messageId = randomUUID();
    const mail: SentMail = {
      to: addresses.join(', '),
      subject: Subject.Data,
      text: Body.Text?.Data ?? '',
      html: Body.Html?.Data ?? '',
      sentAt: new Date(now).toISOString(),
    };
    sent.push({ addresses, mail });
    inbox.show({
      messageId,
      from: input.FromEmailAddress,
      replyTo: input.ReplyToAddresses ?? [],
      destination: { to: recipients, cc: [], bcc: [] },
      subject: mail.subject,
      body: { text: Body.Text?.Data, html: Body.Html?.Data },
      headers: Headers.map(({ Name, Value }) => ({ name: Name, value: Value })),
      at: Math.floor(now / 1_000),
    });
    return { MessageId: messageId };
  };
  const server = await startAwsServer({
    service: 'SES',
    api: restApi([
      {
        method: 'POST',
        path: '/v2/email/outbound-emails',
        run: operation(sendEmailInput, send, 'BadRequestException'),
      },
    ]),
    contentType: 'application/json',
    port,
    onError,
  }).catch(async (error) => {
    await inbox.stop();
    throw error;
  });
  return {
    endpoint: server.endpoint,
    inboxUrl: inbox.url,
    mail: (to) =>
      sent.flatMap(({ addresses, mail }) => (to === undefined || addresses.includes(to) ? [mail] : [])),
    settle: async () => false,
    async stop() {
      await server.stop();
      await inbox.stop();
    },
  };
}
