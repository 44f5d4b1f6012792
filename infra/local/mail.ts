import { randomUUID } from 'node:crypto';
import type { RequestListener, Server } from 'node:http';
import { createRequire } from 'node:module';
import * as z from 'zod';
import { LOCAL_HOST } from './aws-environment.ts';
import { operation } from './aws-operation.ts';
import { type AwsService, type ServiceTools, startAwsService } from './aws-service.ts';
import { openDoors } from './doors.ts';
import { closeServer } from './http-server.ts';
import { WorkQueue } from './work-queue.ts';

/** A letter that was sent. */
export interface SentMail {
  /** Addresses without names, with `, ` between two of them. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** RFC 3339 by the local clock. */
  readonly sentAt: string;
}

export interface LocalMail extends AwsService {
  /** Where the inbox page is. */
  readonly inboxUrl: string;
  /** What was sent, to that address where one is given, oldest first. */
  mail(to?: string): readonly SentMail[];
}

const text = z.strictObject({ Data: z.string().min(1), Charset: z.string().optional() });
/** What SES takes in a tag. */
const TAG = /^[A-Za-z0-9_-]{1,256}$/;
const address = z.string().regex(/[^\s@]+@[^\s@]+/, { error: 'no mail address' });

/** The configuration set of the product's letters. */
export const MAIL_EVENTS = 'letters';

/** What becomes of a letter by its address, as with the mailbox simulator of SES: it bounces for good, or is complained of. */
const BOUNCES = /^bounce[^@]*@simulator\.amazonses\.com$/i;
const COMPLAINS = /^complaint[^@]*@/i;

/** What SES says of a letter that went wrong, in the form that EventBridge has of it; undefined where nothing did. */
function eventOf(
  address: string,
  mail: { readonly messageId: string; readonly timestamp: string; readonly tags: object },
): object | undefined {
  const recipients = [{ emailAddress: address }];
  const about = { ...mail, destination: [address] };
  if (BOUNCES.test(address)) {
    const bounce = {
      ...{ bounceType: 'Permanent', bounceSubType: 'General', timestamp: mail.timestamp },
      bouncedRecipients: recipients,
    };
    return inEnvelope('Email Bounced', mail.timestamp, { eventType: 'Bounce', bounce, mail: about });
  }
  if (!COMPLAINS.test(address)) return undefined;
  const complaint = { complainedRecipients: recipients, timestamp: mail.timestamp };
  return inEnvelope('Email Complaint Received', mail.timestamp, {
    eventType: 'Complaint',
    complaint,
    mail: about,
  });
}

const inEnvelope = (type: string, time: string, detail: object) => ({
  ...{ version: '0', id: randomUUID(), 'detail-type': type, source: 'aws.ses' },
  ...{ time, resources: [], detail },
});

/** What SendEmail takes: a simple letter to somebody. Any other member is refused. */
const sendEmailInput = z.strictObject({
  FromEmailAddress: address,
  ConfigurationSetName: z.literal(MAIL_EVENTS).optional(),
  EmailTags: z
    .array(z.strictObject({ Name: z.string().regex(TAG), Value: z.string().regex(TAG) }))
    .max(50)
    .optional(),
  Destination: z.strictObject({ ToAddresses: z.array(address).min(1).max(50) }),
  Content: z.strictObject({
    Simple: z.strictObject({ Subject: text, Body: z.strictObject({ Text: text, Html: text }) }),
  }),
});

type InboxStore = typeof import('aws-ses-v2-local/dist/store.js');

/** Keeps foreign pages, and names that only lead here, from a server of a package. */
function behindDoors(server: Server): void {
  const doors = openDoors();
  const answer = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const own = `http://${request.headers.host}`;
    // Its own page asks for its letters.
    const { origin, ...headers } = request.headers;
    if (doors.letsIn(origin === own ? headers : request.headers)) {
      for (const each of answer) each.call(server, request, response);
      return;
    }
    response.writeHead(403).end();
  });
}

/** Starts the inbox page of aws-ses-v2-local, and gives the store that the page shows. */
async function startInbox() {
  // By require: what a default export of such a package is differs between those who load it.
  const require = createRequire(import.meta.url);
  const { default: start }: typeof import('aws-ses-v2-local') = require('aws-ses-v2-local');
  const store: InboxStore = require('aws-ses-v2-local/dist/store.js');
  // The package has one store a process, so a later cloud would show the letters of an earlier one.
  store.clearStore();
  const server: Server = await start({ host: LOCAL_HOST, port: 0 });
  behindDoors(server);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { store, url: `http://${LOCAL_HOST}:${port}`, stop: () => closeServer(server) };
}

interface MailTools extends ServiceTools {
  /** The function that is told of letters that went wrong; without it nobody is. */
  readonly toldBy?: string | undefined;
}

/**
 * Starts SES v2: it takes letters, keeps them with the instant of the local clock and shows them on a page. Those to the
 * addresses of a mailbox simulator go wrong, and a function is told of it. Nothing is kept over a restart.
 * @throws StartProblem when there is no port
 */
export async function startMail({ clock, invoke, onError, toldBy }: MailTools): Promise<LocalMail> {
  const work = new WorkQueue(onError);
  const sent: { readonly addresses: readonly string[]; readonly mail: SentMail }[] = [];
  const inbox = await startInbox();
  const send = operation(sendEmailInput, (input) => {
    const { FromEmailAddress, Destination, Content, ConfigurationSetName, EmailTags = [] } = input;
    const { Subject, Body } = Content.Simple;
    const recipients = Destination.ToAddresses;
    const addresses = recipients.map((recipient) => /<([^>]+)>/.exec(recipient)?.[1] ?? recipient);
    const now = clock.now();
    const messageId = randomUUID();
    const mail: SentMail = {
      to: addresses.join(', '),
      subject: Subject.Data,
      text: Body.Text.Data,
      html: Body.Html.Data,
      sentAt: new Date(now).toISOString(),
    };
    sent.push({ addresses, mail });
    // Not through the package's own endpoint, which would date letters by the machine's clock.
    inbox.store.saveEmail({
      messageId,
      from: FromEmailAddress,
      replyTo: [],
      destination: { to: recipients, cc: [], bcc: [] },
      subject: mail.subject,
      body: { text: mail.text, html: mail.html },
      headers: [],
      attachments: [],
      at: Math.floor(now / 1_000),
    });
    // SES tells of letters by a configuration set alone.
    if (toldBy !== undefined && ConfigurationSetName !== undefined) {
      const tags = Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, [Value]]));
      for (const each of addresses) {
        const event = eventOf(each, { messageId, timestamp: mail.sentAt, tags });
        if (event !== undefined) work.add(async () => void (await invoke(toldBy, event)));
      }
    }
    return { MessageId: messageId };
  });
  const service = await startAwsService({
    protocol: 'rest',
    operations: { 'POST /v2/email/outbound-emails': send },
    invalid: 'BadRequestException',
    work,
    onError,
  });
  return {
    ...service,
    inboxUrl: inbox.url,
    mail: (to) =>
      sent.flatMap(({ addresses, mail }) => (to === undefined || addresses.includes(to) ? [mail] : [])),
    async stop() {
      await service.stop();
      await inbox.stop();
    },
  };
}
