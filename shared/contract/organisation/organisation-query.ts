/** The queries of reads of the directory (contract section 2). */
import * as z from 'zod';
import { atSite, atSites } from '../forms/directory-id.ts';
import { cursor, limit } from '../sheets/list.ts';

export const organisationQuery = z.strictObject({ site: atSite });

/** What waits at one site or several. */
export const changesQuery = z.strictObject({ site: atSites, limit, cursor });

/** What the product knows of who asks. */
export const dataQuery = z.strictObject({ limit, cursor });
