/** What follows of entries of the directory's ledgers, and of an award's: what a resident is found by, and who is told what. */
import { noticeOfEntry } from '../domain/notices/directory-notices.ts';
import type { Notice } from '../domain/notices/notices.ts';
import { type LedgerOf, peopleIn } from '../domain/organisation/directory-ledger.ts';
import { noticesOfAward } from '../mail/award-notices.ts';
import type { ReadDirectory } from '../store/organisation/directory-cache.ts';
import { awardEntered, readLedgerEntry } from '../store/organisation/directory-ledger.ts';
import { keepPersonRows } from '../store/sheets/finding.ts';
import type { EntrySpan } from '../store/table/owed.ts';
import type { Table } from '../store/table/table.ts';

/**
 * Keeps what a resident is found by after entries of their ledger, and gives the notices of these: a person's for the person,
 * an award's for whom it is about. The same again changes nothing.
 * @throws where the rows are being written by somebody else, so that whoever called tries again
 */
export async function followDirectory(
  table: Table,
  directories: ReadDirectory,
  ledger: LedgerOf,
  { from, upTo }: EntrySpan,
  now: string,
): Promise<readonly Notice[]> {
  const seqs = Array.from({ length: upTo - from + 1 }, (_, nth) => from + nth);
  const read = await Promise.all(seqs.map((seq) => readLedgerEntry(table, ledger, seq)));
  const kept = read.flatMap((entry) => entry ?? []);
  if (ledger.of === 'award') {
    const told = kept.map(async (entry) => {
      const award = awardEntered(entry);
      const directory = await directories(award.site, now);
      return directory === undefined ? [] : noticesOfAward(award, directory);
    });
    return (await Promise.all(told)).flat();
  }
  await keepPersonRows(table, ledger.id, kept.flatMap(peopleIn));
  return kept.flatMap((entry) => noticeOfEntry(entry) ?? []);
}
