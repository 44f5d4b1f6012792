/** The effect of a change of somebody in the directory: they are told. */
import { noticeOfEntry } from '../../shared/domain/notices/directory-notices.ts';
import type { Notice } from '../../shared/domain/notices/notices.ts';
import { readPersonEntry } from '../../shared/store/organisation/directory-ledger.ts';
import type { Outbox } from './outbox.ts';

/** What the person is told of an entry of their ledger. */
export async function personNotices(
  { table }: Outbox,
  { person, seq }: { readonly person: string; readonly seq: number },
): Promise<readonly Notice[]> {
  const kept = await readPersonEntry(table, person, seq);
  const notice = kept && noticeOfEntry(kept);
  return notice === undefined ? [] : [notice];
}
