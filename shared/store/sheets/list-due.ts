/** Lists by deadline: what is unmet, overdue first, then what has nothing unmet (contract section 3). */

import { defined } from '../../domain/kernel/defined.ts';
import type { Actor, Directory } from '../../domain/model/directory.ts';
import { nextDueOf, type Summary } from '../../domain/sheets/summary.ts';
import { sheetSightOf } from '../../domain/sheets/visibility.ts';
import { AFTER_DEADLINES, due, openedPosition, sheetIn } from '../table/keys.ts';
import { filledPage, type PageOfSource, type SeenRow } from '../table/merged-page.ts';
import { firstPage } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { fits, isNarrowed, type SheetFilter } from './filter.ts';
import { listSheets, type Page } from './list.ts';
import { unmetPartitions } from './placing.ts';
import { shownRows } from './shown-rows.ts';
import { listedIn } from './sources.ts';

/** A cursor's position says which half of the list it is in. */
const WITH_DEADLINE = 'due:';
const WITHOUT = 'rest:';
/** Before every position. */
const LOWEST = ' ';
/** Where a question narrows the list, so many sheets of each shard are read at once to choose from. */
const TO_CHOOSE_FROM = 100;

/**
 * One page of the sheets that somebody sees, as whoever they may act, by the earliest deadline that is unmet, then those
 * with none.
 */
export async function listByDue(
  table: Table,
  filter: SheetFilter,
  actors: readonly Actor[],
  directory: Directory,
  limit: number,
  after: string | undefined,
): Promise<Page> {
  const { from = '', to } = filter;
  // Deadlines have no place by when sheets were opened: every one would be looked at in vain.
  if (to !== undefined && from >= to) return { sheets: [] };
  const isTheirOwn = actors.every((actor) => OWN.includes(sheetSightOf(actor, directory)));
  const left: SheetFilter = { ...filter, withoutDeadline: isTheirOwn ? 'at all' : 'in the index' };
  if (after?.startsWith(WITHOUT)) return rest(table, left, actors, directory, limit, after);
  const last = after?.slice(WITH_DEADLINE.length);
  const most = Math.max(limit + 1, isNarrowed(filter, []) ? TO_CHOOSE_FROM : 0);
  const { id: site } = directory.site;
  const alongTheSite = async (from: string) => {
    const partitions = await unmetPartitions(table, site);
    const pages = await Promise.all(partitions.map((partition) => dueIn(table, partition, from, most)));
    const found = pages.flatMap((page) => page.found);
    const positions = new Map(found.map(({ position, summary }) => [summary.id, position]));
    const asked = actors.flatMap((actor) => found.map((row) => ({ ...row, actor })));
    const rows = (await shownRows(table, asked, directory)).flatMap(({ summary, withOwes: value }) => {
      const position = positions.get(summary.id);
      return position === undefined ? [] : [{ position, value, fits: fits(summary, filter) }];
    });
    return [{ rows }, ...pages.map(({ reached }) => ({ rows: [], reached }))];
  };
  const along = isTheirOwn ? alongTheirOwn(table, filter, actors, directory) : alongTheSite;
  const { items: found, next } = await filledPage(along, {
    ...{ limit, from: last ?? LOWEST, after: last },
    order: 'earliest first',
  });
  const items = found.map((withOwes) => withOwes());
  if (next !== undefined) return { sheets: items, next: `${WITH_DEADLINE}${next}` };
  const missing = limit - items.length;
  // Whether any are without a deadline shows only when they are asked for.
  const others = await rest(table, left, actors, directory, Math.max(missing, 1), WITHOUT);
  if (missing === 0)
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
): (from: string) => Promise<readonly PageOfSource<() => Summary>[]> {
  return async (from) => {
    const rows: SeenRow<() => Summary>[] = [];
    let place: string | undefined;
    do {
      const { sheets, next } = await listSheets(table, {}, actors, directory, MOST_AT_ONCE, place);
      for (const value of sheets) {
        const at = nextDueOf(value);
        if (at === undefined) continue;
        rows.push({ position: due(at, value.id), value: () => value, fits: fits(value, filter) });
      }
      place = next;
    } while (place !== undefined);
    return [{ rows: rows.filter(({ position }) => position >= from) }];
  };
}

/** Sheets of a shard with a deadline at a position or after it, and where reading stopped if there may be more. */
async function dueIn(table: Table, partition: string, from: string, limit: number) {
  const { items, last } = await firstPage(table, {
    IndexName: 'by-due',
    KeyConditionExpression: 'duePk = :shard AND dueSk BETWEEN :from AND :last',
    // Where sheets of an earlier version are, escalations and notices fall due as well.
    FilterExpression: 'attribute_exists(summary)',
    ExpressionAttributeValues: { ':shard': partition, ':from': from, ':last': AFTER_DEADLINES },
    Limit: limit,
  });
  const positions = new Map(items.map(({ pk, dueSk }) => [sheetIn(String(pk)), String(dueSk)]));
  const found = (await listedIn(table, items)).flatMap((row) => {
    const position = positions.get(row.summary.id);
    return position === undefined ? [] : { ...row, position };
  });
  return { found, ...defined({ reached: last && String(last.dueSk) }) };
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
  return { ...page, ...defined({ next: page.next && `${WITHOUT}${page.next}` }) };
}

/** The place of a sheet in a list by deadline. */
export function duePosition(summary: Summary): string {
  const at = nextDueOf(summary);
  return at === undefined
    ? `${WITHOUT}${openedPosition(summary.openedAt, summary.id)}`
    : `${WITH_DEADLINE}${due(at, summary.id)}`;
}

/** Whether one place comes before another in such a list: deadlines as they fall due, then the rest, the newest first. */
export function isDueBefore(a: string, b: string): boolean {
  const [aIsLate, bIsLate] = [a, b].map((place) => place.startsWith(WITHOUT));
  if (aIsLate !== bIsLate) return bIsLate === true;
  if (aIsLate !== true) return a < b;
  // Where the rest begins.
  if (a === WITHOUT || b === WITHOUT) return a === WITHOUT && b !== WITHOUT;
  return a > b;
}
