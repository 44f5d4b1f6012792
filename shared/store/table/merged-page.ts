/** One page of a list, out of the pages of several sources, filled from what its reader is shown. */

/** A row that the reader may see. Rows that they may not see are left out by their source. */
export interface SeenRow<T> {
  readonly position: string;
  readonly value: T;
  /** Whether it meets the question; one that does not is passed over. */
  readonly fits: boolean;
}

export interface PageOfSource<T> {
  /** In any order; the same row may come from several sources. */
  readonly rows: readonly SeenRow<T>[];
  /** The last position that was looked at, if there may be more behind it. */
  readonly reached?: string | undefined;
  /** How many rows before that position the source passed over by itself; only where it is the only one. */
  readonly passed?: number | undefined;
}

export interface FilledPage<T> {
  readonly items: readonly T[];
  /** Where the next page goes on, if there may be one. */
  readonly next?: string;
}

/** So many rows of those that the reader may see are passed over, and no more, before a page ends (contract section 1). */
export const MOST_PASSED_OVER = 2_000;

/** Behind every position of a list that is sifted, which has the newest first. */
const END = '0';

/** Which of two positions comes first in the list. */
export type Order = 'newest first' | 'earliest first';

interface Asked {
  readonly limit: number;
  /** Where reading begins. */
  readonly from: string;
  /** The row that the page before ended with, which is not given again. */
  readonly after: string | undefined;
  readonly order?: Order;
  /** So many rows are passed over at the most, where it is not what a page may pass over. */
  readonly mostPassedOver?: number;
}

/**
 * The rows behind `after`, at most so many. Sources are read on until the page is full or ended as the reader sees it,
 * however many rows lie between that are kept from them: neither its rows nor whether it goes on tells of those.
 */
export async function filledPage<T>(
  read: (from: string, leftToPass: number) => Promise<readonly PageOfSource<T>[]>,
  { limit, from, after, order = 'newest first', mostPassedOver = MOST_PASSED_OVER }: Asked,
): Promise<FilledPage<T>> {
  const isBefore = (a: string, b: string) => (order === 'newest first' ? a > b : a < b);
  const seen = new Map<string, SeenRow<T>>();
  let place = from;
  let leftToPass = mostPassedOver;
  // Where a source that passes over rows by itself has stopped: what is there it has looked at.
  let counted: string | undefined;
  for (;;) {
    const rowsPassed = [...seen.values()].filter(({ fits }) => !fits).length;
    const pages = await read(place, leftToPass - rowsPassed);
    leftToPass -= pages.reduce((sum, { passed = 0 }) => sum + passed, 0);
    // Rows behind the place where a source stopped wait: that source may still have some that come before them.
    const bottom = firstOf(
      pages.flatMap(({ reached }) => reached ?? []),
      isBefore,
    );
    for (const row of pages.flatMap(({ rows }) => rows)) {
      const isKnown = bottom === undefined || !isBefore(bottom, row.position);
      if (row.position !== after && row.position !== counted && isKnown) seen.set(row.position, row);
    }
    const rows = [...seen.values()].sort((a, b) => (isBefore(a.position, b.position) ? -1 : 1));
    const isSifted = pages.some(({ passed }) => passed !== undefined);
    const page = ended(rows, limit, leftToPass, isSifted ? (bottom ?? END) : undefined);
    if (page !== undefined) return page;
    counted = isSifted ? bottom : counted;
    if (bottom === undefined || bottom === place) {
      return { items: rows.filter(({ fits }) => fits).map(({ value }) => value) };
    }
    place = bottom;
  }
}

/**
 * The page where it is full, or has passed over as much as it may; undefined where it is neither. Rows that a source passed over
 * by itself lie anywhere before the place where it stopped.
 */
function ended<T>(
  rows: readonly SeenRow<T>[],
  limit: number,
  most: number,
  stopped: string | undefined,
): FilledPage<T> | undefined {
  const items: SeenRow<T>[] = [];
  let passed = 0;
  const upTo = (next: string) => ({ items: items.map(({ value }) => value), next });
  for (const row of rows) {
    if (row.fits && items.length === limit)
      return { items: items.map(({ value }) => value), ...goingOn(items) };
    if (row.fits) items.push(row);
    else passed += 1;
    if (stopped === undefined && passed === most) return upTo(row.position);
  }
  return stopped !== undefined && passed >= most ? upTo(stopped) : undefined;
}

const firstOf = (positions: readonly string[], isBefore: (a: string, b: string) => boolean) =>
  positions.reduce<string | undefined>(
    (first, each) => (first === undefined || isBefore(each, first) ? each : first),
    undefined,
  );

function goingOn(items: readonly SeenRow<unknown>[]): { readonly next?: string } {
  const last = items.at(-1);
  return last === undefined ? {} : { next: last.position };
}

/** A list: gives its rows behind a position, at most so many. */
export type ReadList<T> = (limit: number, after: string | undefined) => Promise<FilledPage<T>>;

/** So many rows are read at once where all of a list are wanted: about as many as a query answers. */
const ROWS_AT_ONCE = 1_000;

/** Every row of a list, in its order. */
export async function everyRow<T>(list: ReadList<T>): Promise<readonly T[]> {
  const rows: T[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await list(ROWS_AT_ONCE, after);
    rows.push(...items);
    after = next;
  } while (after !== undefined);
  return rows;
}

/**
 * One page of several lists as if they were one: the same rows as one by one, in their order. What lies behind the place where
 * one of them stopped waits, since that one may still have rows that come before it.
 */
export async function pageOfSeveral<T>(
  lists: readonly ReadList<T>[],
  { limit, after }: Pick<Asked, 'limit' | 'after'>,
  positionOf: (row: T) => string,
  isBefore: (a: string, b: string) => boolean = (a, b) => a > b,
): Promise<FilledPage<T>> {
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) return only(limit, after);
  const pages = await Promise.all(lists.map((list) => list(limit, after)));
  const bottom = firstOf(
    pages.flatMap(({ next }) => next ?? []),
    isBefore,
  );
  const rows = pages
    .flatMap(({ items }) => items)
    .map((value) => ({ position: positionOf(value), value }))
    .filter(({ position }) => bottom === undefined || !isBefore(bottom, position))
    .sort((a, b) => (isBefore(a.position, b.position) ? -1 : 1));
  const page = rows.slice(0, limit);
  const next = rows.length > limit ? page.at(-1)?.position : bottom;
  return { items: page.map(({ value }) => value), ...(next === undefined ? {} : { next }) };
}
