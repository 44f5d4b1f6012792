import * as z from 'zod';

/** The query of routes that take none. Apart from the others, so that who needs no more builds no more at start. */
export const noQuery = z.strictObject({});
