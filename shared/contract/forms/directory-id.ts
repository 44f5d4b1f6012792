import * as z from 'zod';

/** An id of the organisation directory: of a person, a section or a site. */
export const directoryId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}$/);
