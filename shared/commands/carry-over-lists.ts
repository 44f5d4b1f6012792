/** Finds the ledgers of a site that hold plain values, a page of its sheets or cases at a time, and carries them over. */
import { carriedListKey, caseIn, casesPartition, sheetIn, sitePartition } from '../store/table/keys.ts';
import { readItems } from '../store/table/read.ts';
import type { Item, Table } from '../store/table/table.ts';
import { walkOn } from '../store/table/walk.ts';
import { carryOverCase, carryOverSheet } from './carry-over.ts';

/** What a page came to. */
interface CarriedPage {
  /** Whether the end of the list was reached. */
  readonly isOver: boolean;
  /** Ids of what somebody laid hands on: it stays as it is. */
  readonly broken: readonly string[];
}

/** Goes on for a page of a site's sheets. */
export const carryOverSheets = (table: Table, site: string, now: string): Promise<CarriedPage> =>
  carryOverPage(table, sitePartition(site), now, ({ pk }) => carryOverSheet(table, idIn(sheetIn, pk), now));

/** Goes on for a page of a site's cases. */
export const carryOverCases = (table: Table, site: string, now: string): Promise<CarriedPage> =>
  carryOverPage(table, casesPartition(site), now, ({ pk }) => carryOverCase(table, idIn(caseIn, pk), now));

const idIn = (of: (pk: string) => string | undefined, pk: unknown): string => of(String(pk)) ?? '';

async function carryOverPage(
  table: Table,
  list: string,
  now: string,
  carry: (head: Item) => Promise<'done' | 'broken'>,
): Promise<CarriedPage> {
  const broken: string[] = [];
  const walk = { list, place: carriedListKey(list), attributes: 'pk, sk' };
  const isOver = await walkOn(table, walk, now, async (items) => {
    const heads = await readItems(
      table,
      items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })),
    );
    for (const head of heads) {
      if (head.ledgerBytes !== undefined) continue;
      if ((await carry(head)) === 'broken') broken.push(String(head.pk));
    }
  });
  return { isOver, broken };
}
