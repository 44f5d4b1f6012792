/** Lists by deadline: what falls due first comes first, what has no deadline last (contract section 3). */

import { defined } from '../../domain/kernel/defined.ts';
import type { Actor, Directory } from '../../domain/model/directory.ts';
import type { Summary } from '../../domain/sheets/summary.ts';
import { seesSite } from '../../domain/sheets/visibility.ts';
import { duePartition, SHARD_NUMBERS } from '../table/keys.ts';
import { firstPage } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { fits, listSheets, type Page, type SheetFilter } from './list.ts';
import { summaryIn } from './sheet-items.ts';
import { type Found, shownRows } from './shown-rows.ts';
import { heads } from './sources.ts';

/** A cursor's position says which half of the list it is in. */
const WITH_DEADLINE = 'due:';
const WITHOUT = 'rest:';

interface Due {
  readonly position: string;
  readonly summary: Summary;
}

/** One page of the sheets that somebody sees, as whoever they may act, by their earliest running deadline; a page may be short. */
export async function listByDue(
  table: Table,
  filter: SheetFilter,
  actors: readonly Actor[],
  directory: Directory,
  limit: number,
  after: string | undefined,
): Promise<Page> {
  if (after?.startsWith(WITHOUT)) return rest(table, filter, actors, directory, limit, after);
  const from = after?.slice(WITH_DEADLINE.length) ?? '';
  const pages = await Promise.all(
    SHARD_NUMBERS.map((shard) => dueIn(table, duePartition(directory.site.id, shard), from, limit + 1)),
  );
  // Where a shard stopped reading it may still have earlier deadlines, so later ones of other shards wait.
  const top = pages.flatMap(({ reached }) => reached ?? []).sort()[0];
  const found = pages
    .flatMap(({ items }) => items)
    .filter(({ position }) => top === undefined || position <= top)
    .sort((a, b) => (a.position < b.position ? -1 : 1));
  const page = found.slice(0, limit);
  const shown = (await visible(table, page, actors, directory)).filter((summary) => fits(summary, filter));
  const last = found.length > limit ? page.at(-1)?.position : top;
  if (last !== undefined) return { sheets: shown, next: `${WITH_DEADLINE}${last}` };
  const left = limit - shown.length;
  if (left === 0) return { sheets: shown, next: WITHOUT };
  const others = await rest(table, filter, actors, directory, left, WITHOUT);
  return { ...others, sheets: [...shown, ...others.sheets] };
}

/** Sheets of a shard with a running deadline after a position, and where reading stopped if there may be more. */
async function dueIn(table: Table, partition: string, after: string, limit: number) {
  const { items: found, last } = await firstPage(table, {
    IndexName: 'by-due',
    KeyConditionExpression: 'duePk = :shard AND dueSk > :after',
    // Escalations and notices fall due as well; only heads are sheets.
    FilterExpression: 'attribute_exists(summary)',
    ExpressionAttributeValues: { ':shard': partition, ':after': after === '' ? ' ' : after },
    Limit: limit,
  });
  const items: Due[] = found.map((item) => ({ position: String(item.dueSk), summary: summaryIn(item) }));
  return { items, ...defined({ reached: last && String(last.dueSk) }) };
}

/**
 * What of these rows is shown. Where the reader does not see the whole site, the sheets themselves are read: the
 * summaries in the index do not say enough to judge by.
 */
async function visible(
  table: Table,
  page: readonly Due[],
  actors: readonly Actor[],
  directory: Directory,
): Promise<readonly Summary[]> {
  const [wide, narrow] = [true, false].map((all) =>
    actors.filter((actor) => seesSite(actor, directory) === all),
  );
  const listed = page.map(({ summary }) => ({ summary }));
  const ids = page.map(({ summary }) => summary.id);
  const whole = narrow?.length === 0 ? [] : await heads(table, ids);
  const rows: Found[] = [
    ...(wide ?? []).flatMap((actor) => listed.map((row) => ({ ...row, actor }))),
    ...(narrow ?? []).flatMap((actor) => whole.map((row) => ({ ...row, actor }))),
  ];
  const shown = new Map((await shownRows(table, rows, directory)).map((summary) => [summary.id, summary]));
  return ids.flatMap((id) => shown.get(id) ?? []);
}

async function rest(
  table: Table,
  filter: SheetFilter,
  actors: readonly Actor[],
  directory: Directory,
  limit: number,
  after: string,
): Promise<Page> {
  const position = after.slice(WITHOUT.length);
  const page = await listSheets(
    table,
    filter,
    actors,
    directory,
    limit,
    position === '' ? undefined : position,
  );
  return {
    sheets: page.sheets.filter(({ nextDue }) => nextDue === undefined),
    ...defined({ next: page.next && `${WITHOUT}${page.next}` }),
  };
}
