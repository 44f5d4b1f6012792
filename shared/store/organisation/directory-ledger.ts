/** Ledgers of the directory and of awards in the table: entries that nothing writes over, their values beside them, and where each ends. */
import type { Inclusion } from '../../domain/anchors/checkpoint.ts';
import { canonical } from '../../domain/kernel/ledger.ts';
import { reveal } from '../../domain/kernel/values.ts';
import type { Award } from '../../domain/model/award.ts';
import { noticeOfEntry } from '../../domain/notices/directory-notices.ts';
import {
  checkedLedger,
  type DirectoryEvent,
  type KeptEntry,
  type LedgerEnd,
  type LedgerOf,
  nextEntry,
  personIn,
  type ReadLedger,
} from '../../domain/organisation/directory-ledger.ts';
import { isFoundAnew } from '../../domain/sheets/finding.ts';
import { newSalt } from '../../runtime/salt.ts';
import { anchorIn } from '../anchors/ledgers.ts';
import {
  directoryEndKey,
  directoryEntryKey,
  directoryLedgerPartition,
  directoryValuesKey,
  ENTRY_PREFIX,
  ENTRY_VALUES_PREFIX,
  writtenAt,
} from '../table/keys.ts';
import { owedWrites } from '../table/owed.ts';
import { readItem, readPartition } from '../table/read.ts';
import type { Item, Table } from '../table/table.ts';
import { putNew, putWhere, type Write } from '../table/transact.ts';
import { removeItem } from '../table/write.ts';
import { writtenIn } from '../table/written.ts';

const endIn = (item: Item | undefined): LedgerEnd | undefined =>
  item && { last: Number(item.last), hash: String(item.hash) };

/** Where a ledger ends; undefined where nobody wrote into it yet. Read afresh. */
export async function readLedgerEnd(table: Table, { of, id }: LedgerOf): Promise<LedgerEnd | undefined> {
  return endIn(await readItem(table, directoryEndKey(of, id)));
}

/** The writes of a ledger's next entry, on the condition that it still ends where it did when it was read. */
export function entryWrites(
  table: string,
  { of, id }: LedgerOf,
  event: DirectoryEvent,
  end: LedgerEnd | undefined,
): readonly Write[] {
  const kept = nextEntry(event, end, newSalt);
  const { entry, values } = kept;
  const { seq, hash } = entry;
  const key = directoryEntryKey(of, id, seq);
  // What was erased leaves no values behind with the entry that says so.
  const isErased = 'erased' in event.after && event.after.erased === true;
  const owedAt = siteOwed(of, kept);
  const hasValues = Object.keys(values).length > 0 && !isErased;
  return [
    putWhere(table, { ...directoryEndKey(of, id), last: seq, hash }, 'last', end?.last ?? null),
    putNew(table, { ...key, ...writtenAt(key, entry.at), entry: canonical(entry) }),
    ...(hasValues
      ? [putNew(table, { ...directoryValuesKey(of, id, seq), values: JSON.stringify(values) })]
      : []),
    ...(owedAt === undefined ? [] : owedWrites(table, directoryLedgerPartition(of, id), owedAt, [entry])),
  ];
}

/**
 * At which site something is owed of an entry: somebody is told of it, or a resident is found otherwise than before. Of a
 * site's own ledger nothing is.
 */
function siteOwed(of: LedgerOf['of'], kept: KeptEntry): string | undefined {
  switch (of) {
    case 'person': {
      const { before, after } = personIn(kept);
      return noticeOfEntry(kept) !== undefined || isFoundAnew(before, after) ? after.site : undefined;
    }
    case 'award':
      return awardEntered(kept).site;
    case 'site':
      return undefined;
    default:
      return of satisfies never;
  }
}

/** The award as an entry of its ledger made it. */
export const awardEntered = ({ entry, values }: KeptEntry): Award => reveal(entry, values).after as Award;

/** An entry with its values, which lie in an item of their own. */
const keptIn = ({ entry }: Item, beside: Item | undefined): KeptEntry =>
  writtenIn({ entry, values: beside?.values });

/** The entries among the items of a ledger's partition, in their order, each with its values. */
export function keptEntriesIn(items: readonly Item[]): readonly KeptEntry[] {
  const under = (prefix: string) => items.filter(({ sk }) => String(sk).startsWith(prefix));
  const values = new Map(
    under(ENTRY_VALUES_PREFIX).map((item) => [String(item.sk).slice(ENTRY_VALUES_PREFIX.length), item]),
  );
  return under(ENTRY_PREFIX).map((item) =>
    keptIn(item, values.get(String(item.sk).slice(ENTRY_PREFIX.length))),
  );
}

/** A ledger with the values beside it, its chain recomputed, and how far it is anchored; read afresh. */
export async function readDirectoryLedger(
  table: Table,
  { of, id }: LedgerOf,
): Promise<{ readonly ledger: ReadLedger; readonly anchor: Inclusion | undefined }> {
  const items = await readPartition(table, directoryLedgerPartition(of, id));
  const kept = keptEntriesIn(items);
  const end = endIn(items.find(({ sk }) => sk === directoryEndKey(of, id).sk));
  return { ledger: checkedLedger(kept, end), anchor: anchorIn(items) };
}

/** One entry of a ledger, or undefined; read afresh. */
export async function readLedgerEntry(
  table: Table,
  { of, id }: LedgerOf,
  seq: number,
): Promise<KeptEntry | undefined> {
  const [entry, values] = await Promise.all([
    readItem(table, directoryEntryKey(of, id, seq)),
    readItem(table, directoryValuesKey(of, id, seq)),
  ]);
  return entry && keptIn(entry, values);
}

/** Takes away the values beside a person's ledger; the same again changes nothing. */
export async function forgetDirectoryValues(table: Table, id: string): Promise<void> {
  const items = await readPartition(table, directoryLedgerPartition('person', id));
  const values = items.filter(({ sk }) => String(sk).startsWith(ENTRY_VALUES_PREFIX));
  for (const { pk, sk } of values) await removeItem(table, { pk: String(pk), sk: String(sk) });
}
