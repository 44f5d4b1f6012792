/** The body of a request to erase (contract section 12). */
import * as z from 'zod';
import { text } from '../forms/text.ts';

export const erasureBody = z.strictObject({ reason: text }).meta({ id: 'Erasure' });
