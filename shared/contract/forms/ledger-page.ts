/** Ledgers are read in pages (contract section 3): from which entry on, at most how many, and as much as an answer has room for. */
import * as z from 'zod';
import type { Values } from '../../domain/kernel/values.ts';

/** So many entries have a place in the table: the ledger of a site may have more than any sheet's. */
const HIGHEST_SEQ = 999_999;
const MOST_ON_A_PAGE = 10_000;

const wholeNumber = (max: number) =>
  z
    .string()
    .refine((value) => /^[0-9]{1,6}$/.test(value) && Number(value) >= 1 && Number(value) <= max, {
      params: { reason: 'whole-number', min: 1, max },
    })
    .transform(Number)
    .meta({ override: { type: 'integer', minimum: 1, maximum: max } });

export const ledgerQuery = z.strictObject({
  from: wholeNumber(HIGHEST_SEQ)
    .optional()
    .meta({ description: 'The `seq` of the first entry', param: { id: 'FromEntry' } }),
  limit: wholeNumber(MOST_ON_A_PAGE)
    .optional()
    .meta({ description: 'At most so many entries', param: { id: 'MostEntries' } }),
});

export type LedgerPage = z.output<typeof ledgerQuery>;

/** An answer with ledgers takes at most so many bytes; Lambda gives no more than 6 MB. */
export const MOST_ANSWER_BYTES = 4 * 1024 * 1024;

/** How many bytes something takes in an answer, as Lambda counts them: within a text of JSON, so that quotes count twice. */
export const bytesInAnswer = (part: unknown): number =>
  Buffer.byteLength(JSON.stringify(JSON.stringify(part)));

/** A ledger in the form in which every one is answered: entries as they are hashed, and their values by `seq`. */
interface ShownLedger<E> {
  readonly entries: readonly E[];
  readonly values: Readonly<Record<string, Values>>;
}

/**
 * As much of a ledger as a page asks for and as `most` bytes have room for, and in `nextFrom` where the next page begins.
 * An entry that is larger than that is given all the same, so that every page leads on.
 */
export function pageOfLedger<E extends { readonly seq: number }>(
  { entries, values }: ShownLedger<E>,
  { from = 1, limit = entries.length }: LedgerPage,
  most: number = MOST_ANSWER_BYTES,
) {
  const page: E[] = [];
  const beside: Record<string, Values> = {};
  let bytes = 0;
  for (const entry of entries.slice(from - 1, from - 1 + limit)) {
    const own = values[entry.seq];
    bytes += bytesInAnswer([entry, own ?? null]);
    if (page.length > 0 && bytes > most) break;
    page.push(entry);
    if (own !== undefined) beside[entry.seq] = own;
  }
  const next = from + page.length;
  return { entries: page, values: beside, nextFrom: next <= entries.length ? next : undefined };
}
