/** What is found in a restored table, and how what can be is put right. */
import type { Bucket } from '../../../shared/store/files/bucket.ts';
import type { Key } from '../../../shared/store/table/keys.ts';
import { readItems } from '../../../shared/store/table/read.ts';
import type { Item, Table } from '../../../shared/store/table/table.ts';
import { putNew, transact, type Write } from '../../../shared/store/table/transact.ts';
import { inWords } from '../run-command.ts';

/** Something that does not fit the rest of the table. */
export interface Finding {
  /** The number of a sheet or case, or the partition of what has none. */
  readonly which: string;
  /** What is so, in a sentence. */
  readonly said: string;
  /** Nothing here can put it right. */
  readonly isLeft: boolean;
}

export interface Restored {
  readonly table: Table;
  /** Where archived sheets and cases are sealed. */
  readonly archive: Bucket;
  /** Whether what can be put right is put right, or only told. */
  readonly isApplied: boolean;
}

/** Somebody else writes to the table. */
class BusyTable extends Error {
  constructor() {
    super('The table is being written to: stop what writes to it, and run this again.');
  }
}

/**
 * What is found of one item of many. One that cannot be looked at is named, and keeps nobody from looking at the others
 * (decision 61); not why, since a parser's message quotes what it read.
 * @throws where it is not the item that is to blame: nobody reaches the table, or somebody else writes to it
 */
export async function lookedAt(
  which: string,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof BusyTable || inWords(error) !== undefined) throw error;
    return [{ which, said: `It cannot be looked at (${(error as Error).name}).`, isLeft: true }];
  }
}

/** Makes writes together, where that is asked for. @throws where somebody else writes to the table */
export async function apply({ table, isApplied }: Restored, writes: readonly Write[]): Promise<void> {
  if (!isApplied || writes.length === 0) return;
  if ((await transact(table, writes)) !== 'committed') throw new BusyTable();
}

/** Puts those items that are not there; gives how many those are. */
export async function putMissing(restored: Restored, items: readonly Item[]): Promise<number> {
  const { table } = restored;
  const keyOf = ({ pk, sk }: Item): Key => ({ pk: String(pk), sk: String(sk) });
  const there = await readItems(table, items.map(keyOf), { consistent: true });
  const isThere = (item: Item) => there.some(({ pk, sk }) => pk === item.pk && sk === item.sk);
  const missing = items.filter((item) => !isThere(item));
  for (const item of missing) await apply(restored, [putNew(table.name, item)]);
  return missing.length;
}
