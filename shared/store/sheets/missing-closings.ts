/**
 * Sheets that were followed up under version 0.1 have no item by which the system archives them, since that version did
 * not do it by itself. Each gets one here, a page of the site's sheets at a time; where that stopped is kept, so that
 * it may be killed at any moment and goes on, and it is done once.
 */

import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { DomainError } from '../../domain/kernel/errors.ts';
import { closesAt } from '../../domain/sheets/closing.ts';
import { closingsKey, headKey, hintOf, sitePartition } from '../table/keys.ts';
import { firstPage, readItem } from '../table/read.ts';
import { unlessUnreadable } from '../table/readable.ts';
import { retryOnConflict } from '../table/retry.ts';
import type { Table } from '../table/table.ts';
import { put, transact } from '../table/transact.ts';
import { closingItem } from './sheet-items.ts';
import { readHead } from './sheets.ts';

/** So many sheets are looked at in a run. */
const PAGE = 500;

/** Goes on for one page of a site's sheets, oldest first; gives whether it is done. */
export async function addMissingClosings(table: Table, site: string): Promise<boolean> {
  const key = closingsKey(site);
  const { done = false, after = '' } = (await readItem(table, key)) ?? {};
  if (done === true) return true;
  const { items, last } = await firstPage(table, {
    IndexName: 'by-site',
    KeyConditionExpression: 'sitePk = :site AND openedSk > :after',
    FilterExpression: '#status = :followedUp',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':site': sitePartition(site),
      // The sort key of an index is never empty; every instant comes after the first digit.
      ':after': after === '' ? '0' : String(after),
      ':followedUp': 'followed-up',
    },
    ProjectionExpression: 'pk, sk',
    Limit: PAGE,
  });
  for (const { pk, sk } of items) {
    const hint = hintOf(String(pk), String(sk));
    if (hint?.kind === 'head') await addClosing(table, hint.sheet);
  }
  const place = last === undefined ? { done: true } : { after: String(last.openedSk) };
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...key, ...place } }));
  return last === undefined;
}

/** Adds the item as the sheet stands; a sheet that moves in between is looked at again. */
async function addClosing(table: Table, id: string): Promise<void> {
  const done = await retryOnConflict(async () => {
    const head = await unlessUnreadable(readHead(table, id));
    const at = head && closesAt(head.sheet);
    if (head === undefined || at === undefined) return 'committed';
    const isStill = {
      ConditionCheck: {
        TableName: table.name,
        Key: headKey(id),
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': head.sheet.version },
      },
    };
    const written = await transact(table, [isStill, put(table.name, closingItem(head.sheet, at))]);
    return written === 'committed' ? written : 'conflict';
  });
  if (done instanceof DomainError) throw new Error(`${id} is being written all the time`);
}
