/**
 * Sheets of earlier versions stand in the index of deadlines by what runs alone, among all else that falls due, and their
 * summaries do not tell what is unmet. Each is placed anew here, a page of the site's sheets at a time.
 */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { DomainError } from '../../domain/kernel/errors.ts';
import { summaryOf } from '../../domain/sheets/summary.ts';
import {
  duePartition,
  headKey,
  placedKey,
  SHARD_NUMBERS,
  sitePartition,
  unmetPartition,
} from '../table/keys.ts';
import { readItem } from '../table/read.ts';
import { readable, readableOr } from '../table/readable.ts';
import { retryOnConflict } from '../table/retry.ts';
import type { Table } from '../table/table.ts';
import { isWalkedOnce, walkOn } from '../table/walk.ts';
import { conditionHeld } from '../table/write.ts';
import { headOf, summaryIn, unmetKeys } from './sheet-items.ts';

/** Goes on for a page of a site's sheets; gives whether the end was reached. */
export function placeSheets(table: Table, site: string, now: string): Promise<boolean> {
  const walk = { list: sitePartition(site), place: placedKey(site), attributes: 'pk, sk, summary' };
  return walkOn(table, walk, now, async (items) => {
    const older = readable(items, summaryIn).filter(({ unmet }) => unmet === undefined);
    for (const { id } of older) await placeSheet(table, id);
  });
}

/** Writes a sheet's summary and its place anew, as it stands; one that moves in between is looked at again. */
async function placeSheet(table: Table, id: string): Promise<void> {
  const done = await retryOnConflict(async () => {
    const item = await readItem(table, headKey(id));
    if (item === undefined || summaryIn(item).unmet !== undefined) return 'placed';
    const head = readableOr(item, headOf);
    if (head === undefined) return 'placed';
    const summary = summaryOf(head.sheet);
    const { duePk, dueSk } = unmetKeys(summary);
    const isDue = dueSk !== undefined;
    const written = table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: headKey(id),
        UpdateExpression: isDue
          ? 'SET summary = :summary, duePk = :duePk, dueSk = :dueSk'
          : 'SET summary = :summary REMOVE duePk, dueSk',
        ConditionExpression: 'headHash = :hash',
        ExpressionAttributeValues: {
          ...{ ':summary': JSON.stringify(summary), ':hash': item.headHash },
          ...(isDue ? { ':duePk': duePk, ':dueSk': dueSk } : {}),
        },
      }),
    );
    return (await conditionHeld(written)) ? 'placed' : 'conflict';
  });
  if (done instanceof DomainError) throw new Error(`${id} is being written all the time`);
}

/** Whether all sheets of a site are placed anew, so that no list need look where earlier versions had them. */
const arePlaced = isWalkedOnce(placedKey);

/**
 * The partitions of the index of deadlines in which a site's sheets are. Until all are placed anew, what an earlier version
 * wrote last is among what else falls due: escalations and notices, which have no `summary`.
 */
export async function unmetPartitions(table: Table, site: string): Promise<readonly string[]> {
  const among = (await arePlaced(table, site)) ? [unmetPartition] : [unmetPartition, duePartition];
  return among.flatMap((of) => SHARD_NUMBERS.map((shard) => of(site, shard)));
}
