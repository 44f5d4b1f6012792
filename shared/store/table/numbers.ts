/**
 * Numbers of a site's sheets or cases: the nth of a local day, from a counter in the transaction that gives it (decision 7).
 * Each is an item too, so that none is given twice, even where the counter went back
 * (docs/decisions/0062-a-restored-table-is-put-right-from-its-ledgers.md).
 */
import { counterKey, numberKey, numbersPartition } from './keys.ts';
import { firstPage, readItem } from './read.ts';
import type { Item, Table } from './table.ts';
import { putNew, putWhere, type Write } from './transact.ts';

/** A number to be given; `counted` is where the counter stood when it was chosen. */
export interface Numbered {
  readonly day: string;
  readonly nth: number;
  readonly counted: number;
}

/** How many numbers of a series a day has by its counter; 0 where there is none, or one that cannot be read. */
export const countedBy = (counter: Item | undefined): number =>
  typeof counter?.last === 'number' ? counter.last : 0;

export const readCounter = async (table: Table, series: string, day: string): Promise<number> =>
  countedBy(await readItem(table, counterKey(series, day)));

/** The highest number of a day that was given by its items; 0 where none was, or only by versions that kept none. */
async function highestNumber(table: Table, series: string, day: string): Promise<number> {
  const { items } = await firstPage(table, {
    KeyConditionExpression: 'pk = :numbers',
    ExpressionAttributeValues: { ':numbers': numbersPartition(series, day) },
    ConsistentRead: true,
    ScanIndexForward: false,
    Limit: 1,
  });
  return Number(items[0]?.sk ?? 0);
}

/**
 * The next number of a day.
 * @param isRefused whether one was chosen and refused already: then the counter may have gone back, and the numbers that
 *   were given are looked at
 */
export async function nextNumber(
  table: Table,
  series: string,
  day: string,
  isRefused: boolean,
): Promise<Numbered> {
  const [counted, highest] = await Promise.all([
    readCounter(table, series, day),
    isRefused ? highestNumber(table, series, day) : 0,
  ]);
  return { day, counted, nth: Math.max(counted, highest) + 1 };
}

/** Gives a number to a sheet or case: the transaction fails where somebody else counted, or has it already. */
export const numberWrites = (
  table: string,
  series: string,
  { day, nth, counted }: Numbered,
  holder: string,
): readonly Write[] => [
  putWhere(table, { ...counterKey(series, day), last: nth }, 'last', counted === 0 ? null : counted),
  putNew(table, { ...numberKey(series, day, nth), holder }),
];
