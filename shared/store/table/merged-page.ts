/** One page of a list, newest first, out of the pages of several sources. */
import { defined } from '../../domain/kernel/defined.ts';

export interface PageOfSource<T> {
  /** In any order; the same row may come from several sources. */
  readonly rows: readonly { readonly position: string; readonly value: T }[];
  /** The last position that was looked at, if there may be more below it. */
  readonly reached?: string | undefined;
}

/**
 * The rows below `after`, at most so many, and where the next page goes on, if there may be one. A page may be short,
 * even empty, with more behind it.
 */
export function mergedPage<T>(
  pages: readonly PageOfSource<T>[],
  limit: number,
  after: string | undefined,
): { readonly items: readonly T[]; readonly next?: string } {
  const bottom = bottomOf(pages);
  const rows = new Map<string, T>();
  for (const { position, value } of pages.flatMap((page) => page.rows)) {
    if (position !== after && position >= bottom) rows.set(position, value);
  }
  return pageOf(rows, limit, bottom);
}

/**
 * The position down to which every source was read. Rows below it wait for the next page: the source that stopped
 * highest may still have newer ones.
 */
export function bottomOf(pages: readonly { readonly reached?: string | undefined }[]): string {
  return pages.reduce(
    (highest, { reached }) => (reached !== undefined && reached > highest ? reached : highest),
    '',
  );
}

/** The newest of the rows by position, at most so many, and where the next page goes on, if there may be one. */
export function pageOf<T>(
  rows: ReadonlyMap<string, T>,
  limit: number,
  bottom: string,
): { readonly items: readonly T[]; readonly next?: string } {
  const found = [...rows.entries()].sort(([a], [b]) => (a < b ? 1 : -1));
  const page = found.slice(0, limit);
  const next = found.length > limit ? page.at(-1)?.[0] : bottom || undefined;
  return { items: page.map(([, value]) => value), ...defined({ next }) };
}
