/** A search: what search rows lead to, along with the words of subjects, as one source, of which the table itself may leave out. */
import { defined } from '../../domain/kernel/defined.ts';
import { justBefore, LINK_PREFIX } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import type { Sieve } from './sieve.ts';
import { linked, linkPage, type Range, type SheetSource, type SourcePage } from './sources.ts';

/** Nearly all that is found is wanted. */
export const FOUND_AT_ONCE = 30;

/**
 * A source that has all sheets of a site, of which only those since an instant are wanted, with the sheets that these partitions link
 * to, however old they are. A sieve need not let those through, and none of them is counted as left out.
 */
export function alongWith(source: SheetSource, partitions: readonly string[], since: string): SheetSource {
  const page = async (table: Table, range: Range, sieve?: Sieve): Promise<SourcePage> => {
    const { upTo, downTo, limit } = range;
    const isOver = upTo <= since;
    // As many as the source looks at, so that they reach as far as it does: what it counts lies before the place where it stopped.
    const behind = { upTo: justBefore(upTo), downTo, limit: isOver ? FOUND_AT_ONCE : limit + 1 };
    const [{ sheets, passed, reached: stopped }, ...pages] = await Promise.all([
      isOver
        ? NOTHING
        : readSince(table, source, { ...range, downTo: downTo > since ? downTo : since }, sieve),
      ...partitions.map((partition) => linkPage(table, partition, LINK_PREFIX, behind)),
    ]);
    const links = new Map(pages.flatMap((each) => each.links).map((link) => [link.id, link]));
    const isOlder = !isOver && [...links.values()].some(({ position }) => position < since);
    const stops = [stopped, ...pages.map(({ reached }) => reached), isOlder ? since : undefined];
    const reached = stops
      .filter((place) => place !== undefined)
      .sort()
      .at(-1);
    for (const { summary } of sheets) links.delete(summary.id);
    const others = await linked(
      table,
      [...links.values()].filter(({ position }) => reached === undefined || position >= reached),
    );
    return {
      sheets: [...sheets, ...others],
      ...defined({ reached, passed: passed && passed - others.length }),
    };
  };
  return { ...source, read: (table, range) => page(table, range), sift: page };
}

const NOTHING: SourcePage = { sheets: [] };

const readSince = (table: Table, { read, sift }: SheetSource, range: Range, sieve: Sieve | undefined) =>
  sieve === undefined || sift === undefined ? read(table, range) : sift(table, range, sieve);
