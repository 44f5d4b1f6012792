import * as z from 'zod';
import { DIRECTORY_ID } from './patterns.ts';

/** An id of the organisation directory: of a person, a section or a site. */
export const directoryId = z.string().regex(DIRECTORY_ID);
