/** The query of `GET /organisation` (contract section 2). */
import * as z from 'zod';
import { directoryId } from '../forms/directory-id.ts';

export const organisationQuery = z.strictObject({ site: directoryId });
