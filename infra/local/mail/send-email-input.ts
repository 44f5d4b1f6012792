/** What the local SES takes of SendEmail: a simple letter to somebody. Any other member is refused. */
import * as z from 'zod';

const text = z.strictObject({ Data: z.string().min(1), Charset: z.string().optional() });
const address = z.string().regex(/[^\s@]+@[^\s@]+/, { error: 'no mail address' });
const header = z.strictObject({ Name: z.string().min(1), Value: z.string() });

export const sendEmailInput = z.strictObject({
  FromEmailAddress: address,
  Destination: z.strictObject({ ToAddresses: z.array(address).min(1).max(50) }),
  ReplyToAddresses: z.array(address).optional(),
  Content: z.strictObject({
    Simple: z.strictObject({
      Subject: text,
      Body: z
        .strictObject({ Text: text.optional(), Html: text.optional() })
        .refine(({ Text, Html }) => Text || Html, { error: 'neither text nor HTML' }),
      Headers: z.array(header).optional(),
    }),
  }),
  // They change nothing of what is in the letter.
  ConfigurationSetName: z.string().optional(),
  EmailTags: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).optional(),
});
