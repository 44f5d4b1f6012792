/** The queries of reads of the directory (contract section 2). */
import * as z from 'zod';
import { directoryId } from '../forms/directory-id.ts';
import { limit } from '../sheets/list.ts';

export const organisationQuery = z.strictObject({ site: directoryId });

/** What waits at a site. */
export const changesQuery = z.strictObject({ site: directoryId, limit, cursor: z.string().optional() });

/** What the product knows of who asks. */
export const dataQuery = z.strictObject({ limit, cursor: z.string().optional() });
