import * as z from 'zod';
import { DIRECTORY_ID } from './patterns.ts';

/** An id of the organisation directory: of a person, a section or a site. */
export const directoryId = z.string().regex(DIRECTORY_ID);

/** `site` and `section` of a query, as the API description knows them by name. */
export const atSite = directoryId.meta({ description: 'The id of a site', param: { id: 'AtSite' } });
export const maybeAtSite = directoryId.optional().meta({
  description: 'The id of a site; staff say it where several may be meant',
  param: { id: 'MaybeAtSite' },
});
export const ofSection = directoryId
  .optional()
  .meta({ description: 'The id of a section', param: { id: 'OfSection' } });
