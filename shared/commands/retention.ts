/** The daily sweep (contract section 12): what was archived long enough ago is erased, by the system. */
import { addDuration, DAY_MS, LAST_INSTANT } from '../domain/kernel/duration.ts';
import { DomainError } from '../domain/kernel/errors.ts';
import { RETENTION_CLASSES, type Retention, type RetentionClass } from '../domain/sheets/erasure.ts';
import { SYSTEM } from '../domain/sheets/watch.ts';
import { caseIn, retentionPartition, sheetIn } from '../store/table/keys.ts';
import { queryAll } from '../store/table/read.ts';
import type { Item, Table } from '../store/table/table.ts';
import { eraseCase, eraseSheet } from './erasing.ts';

/** What a sweep came to. */
export interface Swept {
  readonly erased: number;
  /** Whose time is over and which could not be erased, such as a sheet that an open case needs. */
  readonly kept: readonly string[];
  /** What it failed by, each with whose it was: one that fails keeps none of the others from being erased. */
  readonly failures: readonly Error[];
}

/** Erases what of a site is due by an instant; the same again finds nothing more to do. */
export async function eraseDue(
  table: Table,
  site: string,
  retention: Retention,
  now: string,
): Promise<Swept> {
  const kept: string[] = [];
  const failures: Error[] = [];
  let erased = 0;
  for (const of of RETENTION_CLASSES) {
    for (const item of await dueItems(table, site, of, retention[of], Date.parse(now))) {
      try {
        const done = await erase(table, item, now);
        if (done instanceof DomainError) kept.push(String(item.pk));
        else erased += 1;
      } catch (cause) {
        failures.push(new Error(`${item.pk}: ${cause}`, { cause }));
      }
    }
  }
  return { erased, kept, failures };
}

/** Leap days make calendar years differ; what is found a little too early is looked at again. */
const SLACK_MS = 2 * DAY_MS;

async function dueItems(
  table: Table,
  site: string,
  of: RetentionClass,
  duration: string,
  now: number,
): Promise<readonly Item[]> {
  const length = (addDuration(now, duration) ?? LAST_INSTANT) - now;
  const items = await queryAll(table, {
    IndexName: 'by-due',
    KeyConditionExpression: 'duePk = :class AND dueSk < :until',
    ExpressionAttributeValues: {
      ':class': retentionPartition(site, of),
      ':until': new Date(Math.max(0, now - length + SLACK_MS)).toISOString(),
    },
    ProjectionExpression: 'pk, sk, dueSk',
  });
  return items.filter(({ dueSk }) => {
    const archivedAt = Date.parse(String(dueSk).split('#', 1)[0] ?? '');
    return (addDuration(archivedAt, duration) ?? LAST_INSTANT) <= now;
  });
}

function erase(table: Table, { pk }: Item, now: string) {
  const sheet = sheetIn(String(pk));
  if (sheet !== undefined) return eraseSheet(table, sheet, SYSTEM, now);
  return eraseCase(table, caseIn(String(pk)) ?? '', now);
}
