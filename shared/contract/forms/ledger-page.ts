/** The query of a ledger's routes (contract section 3): from which entry on, and at most how many. */
import * as z from 'zod';

/** A ledger has at most so many entries, and a few more that end it. */
const MOST = 10_000;

const wholeNumber = z
  .string()
  .refine((value) => /^[0-9]{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= MOST, {
    params: { reason: 'whole-number', min: 1, max: MOST },
  })
  .transform(Number)
  .meta({ override: { type: 'integer', minimum: 1, maximum: MOST } });

export const ledgerQuery = z.strictObject({
  from: wholeNumber
    .optional()
    .meta({ description: 'The `seq` of the first entry', param: { id: 'FromEntry' } }),
  limit: wholeNumber
    .optional()
    .meta({ description: 'At most so many entries', param: { id: 'MostEntries' } }),
});

export type LedgerPage = z.output<typeof ledgerQuery>;
