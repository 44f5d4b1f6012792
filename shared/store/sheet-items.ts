/** Sheets as items: the head with its index keys, the entries of its ledger, the links that lists follow. */
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Sheet } from '../domain/sheet.ts';
import {
  entryKey,
  headKey,
  linkKey,
  numberPartition,
  opened,
  personPartition,
  queuePartition,
  sectionPartition,
  sitePartition,
} from './keys.ts';

/** A sheet as it is kept: with the hash that its ledger must end in. */
export interface Head {
  readonly sheet: Sheet;
  readonly hash: string;
}

type Item = Readonly<Record<string, unknown>>;

/** The head's item. `breached` is kept beside the state because lists filter by it. */
export function headItem({ sheet, hash }: Head): Item {
  return {
    ...headKey(sheet.id),
    ...sheet,
    breached: false,
    headHash: hash,
    sitePk: sitePartition(sheet.site),
    numberPk: numberPartition(sheet.site, sheet.number),
    openedSk: opened(sheet.openedAt, sheet.id),
    ...(sheet.section === undefined
      ? {}
      : { queuePk: queuePartition(sheet.site, sheet.section, sheet.status) }),
  };
}

/** The head that an item is. */
export function headOf(item: Item): Head {
  const { pk, sk, breached, headHash, sitePk, numberPk, openedSk, queuePk, ...sheet } = item;
  return { sheet: sheet as unknown as Sheet, hash: String(headHash) };
}

/** A ledger entry's item: its key and the entry, nothing else, so that every byte of it is under the hash. */
export function entryItem(id: string, entry: LedgerEntry): Item {
  return { ...entryKey(id, entry.seq), ...entry };
}

/** The entry that an item is. */
export function entryOf({ pk: _pk, sk: _sk, ...entry }: Item): LedgerEntry {
  return entry as unknown as LedgerEntry;
}

/** The links that a sheet has and the one before it had not: each new part that a person or section took. */
export function newLinks(before: Sheet | undefined, after: Sheet): readonly Item[] {
  const known = before === undefined ? [] : partitions(before);
  return partitions(after)
    .filter((partition) => !known.includes(partition))
    .map((partition) => ({ ...linkKey(partition, after.openedAt, after.id), id: after.id }));
}

function partitions(sheet: Sheet): readonly string[] {
  const people = [sheet.firstContact, sheet.resident?.id, sheet.requester?.person, ...sheet.handledBy];
  const named = people.filter((person) => person !== undefined);
  return [
    ...new Set(named.map(personPartition)),
    ...sheet.sections.map((section) => sectionPartition(sheet.site, section)),
  ];
}
