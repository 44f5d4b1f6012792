/** The body of `POST /files` (contract section 4). */
import * as z from 'zod';
import { FILE_TYPES, isPicture } from '../../domain/kernel/file-types.ts';
import { MOST_BYTES, MOST_PREVIEW_BYTES } from '../../domain/kernel/files.ts';
import { line } from '../forms/text.ts';

/** Storage keeps a name in a header of limited size, in which a Hanzi takes nine bytes. */
const MOST_CHARACTERS = 120;
/** What would lead to another folder. */
const MISLEADING = /[/\\]|^\.{1,2}$/u;

const sha256 = z
  .string()
  .regex(/^[0-9A-Fa-f]{64}$/)
  .overwrite((hash) => hash.toLowerCase())
  .meta({ description: 'Of the bytes, in hex' });

export const announcement = z
  .strictObject({
    name: line(1, MOST_CHARACTERS).refine((name) => !MISLEADING.test(name), {
      params: { reason: 'file-name' },
    }),
    type: z.enum(FILE_TYPES),
    size: z.int().min(1).max(MOST_BYTES).meta({ description: 'In bytes, up to 20 MiB' }),
    sha256,
    preview: z
      .strictObject({
        size: z.int().min(1).max(MOST_PREVIEW_BYTES).meta({ description: 'In bytes, up to 64 KiB' }),
        sha256,
      })
      .optional()
      .meta({ description: 'A small JPEG beside a picture, for lists; it is uploaded by `previewUpload`.' }),
  })
  .refine(({ type, preview }) => preview === undefined || isPicture(type), {
    path: ['preview'],
    params: { reason: 'preview-of-picture' },
  })
  .meta({ id: 'FileAnnouncement' });
