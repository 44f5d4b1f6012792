import * as z from 'zod';
import { DIRECTORY_ID, SITE_IDS } from './patterns.ts';

/** An id of the organisation directory: of a person, a section or a site. */
export const directoryId = z.string().regex(DIRECTORY_ID);

/** `site` and `section` of a query, as the API description knows them by name. */
export const atSite = directoryId.meta({ description: 'The id of a site', param: { id: 'AtSite' } });
const siteIds = z
  .string()
  .regex(SITE_IDS)
  .transform((value): readonly string[] => [...new Set(value.split(','))]);
/** `site` of lists, which takes several. */
export const atSites = siteIds.meta({
  description: 'The id of a site, or of several, separated by commas',
  param: { id: 'AtSites' },
  override: { type: 'string' },
});
export const maybeAtSites = siteIds.optional().meta({
  description:
    'The id of a site, or of several, separated by commas; staff say it where several may be meant',
  param: { id: 'MaybeAtSites' },
  override: { type: 'string' },
});
export const maybeAtSite = directoryId.optional().meta({
  description: 'The id of a site; staff say it where several may be meant',
  param: { id: 'MaybeAtSite' },
});
export const ofSection = directoryId
  .optional()
  .meta({ description: 'The id of a section', param: { id: 'OfSection' } });
