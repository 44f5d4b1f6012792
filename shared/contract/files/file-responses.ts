/** What the API answers about files, as schemas (contract section 4). */
import * as z from 'zod';

export const announcedResponse = z
  .object({
    id: z.ulid(),
    upload: z.object({
      method: z.literal('PUT'),
      url: z.url().meta({ description: 'Lives for an hour of real time' }),
      headers: z.record(z.string(), z.string()).meta({
        description: 'To be sent as they are; type, size and SHA-256 are bound into the link.',
      }),
    }),
    expiresAt: z.iso.datetime().meta({ description: 'Until then it must be uploaded and attached.' }),
  })
  .meta({ id: 'FileAnnounced' });
