/** What the API answers about files, as schemas (contract section 4). */
import * as z from 'zod';
import { FILE_TYPES } from '../../domain/kernel/file-types.ts';

const upload = z
  .object({
    method: z.literal('PUT'),
    url: z.url().meta({ description: 'Lives for an hour of real time, for one upload: a second one is 412' }),
    headers: z.record(z.string(), z.string()).meta({
      description: 'To be sent as they are; type, size and SHA-256 are bound into the link.',
    }),
  })
  .meta({ id: 'Upload' });

export const announcedResponse = z
  .object({
    id: z.ulid(),
    upload,
    previewUpload: upload.optional().meta({ description: 'Where a preview was announced' }),
    expiresAt: z.iso.datetime().meta({ description: 'Until then it must be uploaded and attached.' }),
  })
  .meta({ id: 'FileAnnounced' });

export const givenResponse = z
  .object({
    id: z.ulid(),
    name: z.string().optional().meta({ description: 'Not to whom the resident is hidden from' }),
    type: z.enum(FILE_TYPES),
    size: z.int().meta({ description: 'In bytes, of what `url` gives' }),
    sha256: z.string().meta({ description: 'In lower-case hex, of what `url` gives' }),
    url: z.url().meta({ description: 'Gives the bytes as an attachment' }),
    preview: z.url().optional().meta({ description: 'Gives a small JPEG of a picture' }),
    expiresAt: z.iso.datetime().meta({ description: 'When the links end, by real time' }),
  })
  .meta({ id: 'FileGiven' });
