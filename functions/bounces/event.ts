/** What SES says of a letter that went wrong, as EventBridge hands it over ("Email Bounced", "Email Complaint Received"). */
import * as z from 'zod';
import type { Undelivered } from '../../shared/commands/undeliverable.ts';
import { personTagged } from '../../shared/mail/letter-tags.ts';

const recipients = z.array(z.object({ emailAddress: z.string() }));
const mail = z.object({
  messageId: z.string(),
  destination: z.array(z.string()).default([]),
  tags: z.record(z.string(), z.array(z.string())).default({}),
});

const said = z.object({
  detail: z.discriminatedUnion('eventType', [
    z.object({
      eventType: z.literal('Bounce'),
      mail,
      bounce: z.object({ bounceType: z.string(), bouncedRecipients: recipients }),
    }),
    z.object({
      eventType: z.literal('Complaint'),
      mail,
      complaint: z.object({ complainedRecipients: recipients }),
    }),
  ]),
});

/** A name and an address, as mail servers write them, or the address alone. */
const bare = (recipient: string) => /<([^>]+)>/.exec(recipient)?.[1] ?? recipient;

/**
 * The letter that did not reach, or undefined where it is none of the product's or may reach yet: a full mailbox or a
 * server that is away (`Transient`) is no bad address, and what SES could not make out (`Undetermined`) is none either.
 * @throws z.ZodError where it is no such event
 */
export function undeliveredIn(event: unknown): Undelivered | undefined {
  const { detail } = said.parse(event);
  const [person] = detail.mail.tags.person ?? [];
  const [letter] = detail.mail.tags.letter ?? [];
  if (person === undefined || letter === undefined) return undefined;
  const of = { person: personTagged(person), letter };
  if (detail.eventType === 'Complaint') {
    const { complainedRecipients } = detail.complaint;
    return { ...of, reached: true, addresses: complainedRecipients.map((each) => bare(each.emailAddress)) };
  }
  const { bounceType, bouncedRecipients } = detail.bounce;
  if (bounceType !== 'Permanent') return undefined;
  return { ...of, reached: false, addresses: bouncedRecipients.map((each) => bare(each.emailAddress)) };
}
