/** Lists by deadline: what falls due first comes first, what has no deadline last (contract section 3). */

import { defined } from '../../domain/kernel/defined.ts';
import type { Actor, Directory } from '../../domain/model/directory.ts';
import type { Summary } from '../../domain/sheets/summary.ts';
import { seesSite, sheetSightOf } from '../../domain/sheets/visibility.ts';
import { due, duePartition, SHARD_NUMBERS } from '../table/keys.ts';
import { filledPage, type PageOfSource, type SeenRow } from '../table/merged-page.ts';
import { firstPage } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { fits, listSheets, type Page, type SheetFilter } from './list.ts';
import { summaryIn } from './sheet-items.ts';
import { type Found, shownRows } from './shown-rows.ts';
import { heads } from './sources.ts';

/** A cursor's position says which half of the list it is in. */
const WITH_DEADLINE = 'due:';
const WITHOUT = 'rest:';
/** Before every position. */
const LOWEST = ' ';

/**
 * One page of the sheets that somebody sees, as whoever they may act, by their earliest running deadline, then those
 * without one.
 */
export async function listByDue(
  table: Table,
  filter: SheetFilter,
  actors: readonly Actor[],
  directory: Directory,
  limit: number,
  after: string | undefined,
): Promise<Page> {
  if (after?.startsWith(WITHOUT)) return rest(table, filter, actors, directory, limit, after);
  const last = after?.slice(WITH_DEADLINE.length);
  const most = limit + 1;
  const alongTheSite = async (from: string) => {
    const pages = await Promise.all(
      SHARD_NUMBERS.map((shard) => dueIn(table, duePartition(directory.site.id, shard), from, most)),
    );
    const positions = new Map(pages.flatMap(({ found }) => found.map(({ position, id }) => [id, position])));
    const summaries = pages.flatMap(({ found }) => found.map(({ summary }) => summary));
    const rows = (await visible(table, summaries, actors, directory)).flatMap((value) => {
      const position = positions.get(value.id);
      return position === undefined ? [] : [{ position, value, fits: fits(value, filter) }];
    });
    return [{ rows }, ...pages.map(({ reached }) => ({ rows: [], reached }))];
  };
  const along = actors.every((actor) => OWN.includes(sheetSightOf(actor, directory)))
    ? alongTheirOwn(table, filter, actors, directory)
    : alongTheSite;
  const { items, next } = await filledPage(along, {
    ...{ limit, from: last ?? LOWEST, after: last },
    order: 'earliest first',
  });
  if (next !== undefined) return { sheets: items, next: `${WITH_DEADLINE}${next}` };
  const left = limit - items.length;
  // Whether any are without a deadline shows only when they are asked for.
  const others = await rest(table, filter, actors, directory, Math.max(left, 1), WITHOUT);
  if (left === 0)
    return { sheets: items, ...defined({ next: others.sheets.length > 0 ? WITHOUT : undefined }) };
  return { ...others, sheets: [...items, ...others.sheets] };
}

/** A resident has few sheets, and everybody else's deadlines are none of theirs: their own are read instead. */
const OWN: readonly ReturnType<typeof sheetSightOf>[] = ['own', 'none'];
const MOST_AT_ONCE = 100;

function alongTheirOwn(
  table: Table,
  filter: SheetFilter,
  actors: readonly Actor[],
  directory: Directory,
): (from: string) => Promise<readonly PageOfSource<Summary>[]> {
  return async (from) => {
    const rows: SeenRow<Summary>[] = [];
    let place: string | undefined;
    do {
      const { sheets, next } = await listSheets(table, {}, actors, directory, MOST_AT_ONCE, place);
      for (const value of sheets) {
        const { nextDue, id } = value;
        if (nextDue === undefined) continue;
        rows.push({ position: due(nextDue, id), value, fits: fits(value, filter) });
      }
      place = next;
    } while (place !== undefined);
    return [{ rows: rows.filter(({ position }) => position >= from) }];
  };
}

/** Sheets of a shard with a running deadline at a position or after it, and where reading stopped if there may be more. */
async function dueIn(table: Table, partition: string, from: string, limit: number) {
  const { items, last } = await firstPage(table, {
    IndexName: 'by-due',
    KeyConditionExpression: 'duePk = :shard AND dueSk >= :from',
    // Escalations and notices fall due as well; only heads are sheets.
    FilterExpression: 'attribute_exists(summary)',
    ExpressionAttributeValues: { ':shard': partition, ':from': from },
    Limit: limit,
  });
  const found = items.map((item) => {
    const summary = summaryIn(item);
    return { position: String(item.dueSk), id: summary.id, summary };
  });
  return { found, ...defined({ reached: last && String(last.dueSk) }) };
}

/**
 * What of these rows is shown. Where the reader does not see the whole site, the sheets themselves are read: the
 * summaries in the index do not say enough to judge by.
 */
async function visible(
  table: Table,
  summaries: readonly Summary[],
  actors: readonly Actor[],
  directory: Directory,
): Promise<readonly Summary[]> {
  const [wide, narrow] = [true, false].map((all) =>
    actors.filter((actor) => seesSite(actor, directory) === all),
  );
  const listed = summaries.map((summary) => ({ summary }));
  const ids = summaries.map(({ id }) => id);
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
  const left: SheetFilter = { ...filter, withoutDeadline: true };
  const page = await listSheets(
    table,
    left,
    actors,
    directory,
    limit,
    position === '' ? undefined : position,
  );
  return { ...page, ...defined({ next: page.next && `${WITHOUT}${page.next}` }) };
}
