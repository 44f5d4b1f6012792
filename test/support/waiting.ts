/** What waits to be told somebody, in whichever form it was written. */
import { noticesPartition } from '../../shared/store/table/keys.ts';
import { readPartition } from '../../shared/store/table/read.ts';
import type { Item, Table } from '../../shared/store/table/table.ts';

/** Whether an item waits for its letter. */
export const waits = ({ pk, notice }: Item): boolean =>
  String(pk).startsWith(noticesPartition('')) && notice !== undefined;

/** The notices that no letter has told somebody yet; read afresh. */
export const waitingFor = async (table: Table, person: string): Promise<readonly Item[]> =>
  (await readPartition(table, noticesPartition(person))).filter(waits);
