/** Suggestions by the month in which they came, so that they can be counted by one query (A1.8). */
import { defined } from '../../domain/kernel/defined.ts';
import type { Sheet } from '../../domain/model/sheet.ts';
import { monthOfNumber } from '../../domain/sheets/number.ts';
import { opinionKey, opinionsPartition } from '../table/keys.ts';
import { queryAll } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { put, type Write } from '../table/transact.ts';

/** What a suggestion's change writes: that it came, and whether it was adopted. */
export function opinionWrites(table: string, before: Sheet | undefined, after: Sheet): readonly Write[] {
  if (after.kind !== 'suggestion') return [];
  const { id, site, number, adopted } = after;
  if (before !== undefined && before.adopted === adopted) return [];
  return [put(table, { ...opinionKey(site, monthOfNumber(number), id), ...defined({ adopted }) })];
}

/** How many suggestions came in a month, and of those how many were adopted or not by now. */
export interface Opinions {
  readonly month: string;
  readonly received: number;
  readonly adopted: number;
  readonly notAdopted: number;
}

/** Counts the suggestions of a site's local month, `2026-11`. */
export async function readOpinions(table: Table, site: string, month: string): Promise<Opinions> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :month',
    ExpressionAttributeValues: { ':month': opinionsPartition(site, month) },
    ProjectionExpression: 'adopted',
  });
  const countOf = (outcome: boolean) => items.filter(({ adopted }) => adopted === outcome).length;
  return { month, received: items.length, adopted: countOf(true), notAdopted: countOf(false) };
}
