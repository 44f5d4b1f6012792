import * as z from 'zod';

/** The body of a POST that says everything by its path: nothing, or `{}`. */
export const noBody = z.strictObject({}).meta({ id: 'Nothing' });
