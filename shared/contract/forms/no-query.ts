import * as z from 'zod';

/**
 * The query of routes that take none. It stands in a file of its own, so that a function which needs no other schema
 * builds none at its start.
 */
export const noQuery = z.strictObject({});
