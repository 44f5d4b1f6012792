import * as z from 'zod';
import { madeId } from '../forms/text.ts';
import { cursor, limit } from '../sheets/list.ts';

/** What the caller was told, a page at a time. */
export const noticesQuery = z.strictObject({ limit, cursor });

const MOST_ID_CHARACTERS = 300;

/** The notice up to which the caller has read. */
export const readBody = z.strictObject({ upTo: madeId(MOST_ID_CHARACTERS) }).meta({ id: 'ReadNotices' });
