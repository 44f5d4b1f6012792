/** A page of several lists is a page of one (contract section 6, "the company"). */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { duePosition, isDueBefore } from '../../shared/store/sheets/list-due.ts';
import { pageOfSeveral, type ReadList } from '../../shared/store/table/merged-page.ts';

/**
 * A list of positions, the first in order first; now and then a page ends before it is full, as one does that has passed over
 * enough, and names the place up to which it looked.
 */
function listOf(
  rows: readonly string[],
  stops: readonly string[],
  isBefore: (a: string, b: string) => boolean,
): ReadList<string> {
  const sorted = [...rows].sort((a, b) => (isBefore(a, b) ? -1 : 1));
  return async (limit, after) => {
    const left = sorted.filter((row) => after === undefined || isBefore(after, row));
    const stop = [...stops]
      .sort((a, b) => (isBefore(a, b) ? -1 : 1))
      .find((each) => after === undefined || isBefore(after, each));
    const upTo = stop === undefined ? left : left.filter((row) => !isBefore(stop, row));
    const items = upTo.slice(0, limit);
    const last = items.at(-1);
    if (upTo.length > limit && last !== undefined) return { items, next: last };
    if (upTo.length < left.length && stop !== undefined) return { items, next: stop };
    return { items };
  };
}

async function all(
  lists: readonly ReadList<string>[],
  limit: number,
  isBefore: (a: string, b: string) => boolean,
) {
  const found: string[] = [];
  let after: string | undefined;
  for (let page = 0; page < 500; page += 1) {
    const read = await pageOfSeveral(lists, { limit, after }, (row) => row, isBefore);
    expect(read.items.length).toBeLessThanOrEqual(limit);
    found.push(...read.items);
    if (read.next === undefined) return found;
    after = read.next;
  }
  throw new Error('a list without an end');
}

const place = fc.integer({ min: 0, max: 99 }).map((nth) => `p${String(nth).padStart(2, '0')}`);
const places = fc.uniqueArray(place, { maxLength: 30 });

it('has the same rows as one by one, in their order, whatever the pages and wherever one stops', async () => {
  const newest = (a: string, b: string) => a > b;
  await fc.assert(
    fc.asyncProperty(
      places,
      places,
      fc.uniqueArray(place, { maxLength: 3 }),
      fc.integer({ min: 1, max: 7 }),
      async (one, other, stops, limit) => {
        const lists = [
          listOf(one, stops, newest),
          listOf(
            other.filter((row) => !one.includes(row)),
            [],
            newest,
          ),
        ];
        const expected = [...new Set([...one, ...other])].sort().reverse();
        expect(await all(lists, limit, newest)).toEqual(expected);
      },
    ),
  );
});

it('in a list by deadline comes what falls due first, then the rest, the newest first', async () => {
  const positions = [
    'due:2026-11-24#b',
    'due:2026-11-23#a',
    'rest:2026-11-01#c',
    'rest:2026-11-02#d',
    'rest:',
  ];
  expect(positions.sort((a, b) => (isDueBefore(a, b) ? -1 : 1))).toEqual([
    ...['due:2026-11-23#a', 'due:2026-11-24#b', 'rest:', 'rest:2026-11-02#d', 'rest:2026-11-01#c'],
  ]);
  const summary = { id: 's', openedAt: '2026-11-23T08:00:00.000Z', unmet: [] } as unknown as Parameters<
    typeof duePosition
  >[0];
  expect(duePosition(summary)).toBe('rest:2026-11-23T08:00:00.000Z#s');
  const lists = [
    listOf(positions.slice(0, 2), [], isDueBefore),
    listOf(positions.slice(3), ['rest:'], isDueBefore),
  ];
  expect(await all(lists, 1, isDueBefore)).toEqual([
    ...['due:2026-11-23#a', 'due:2026-11-24#b', 'rest:2026-11-02#d', 'rest:2026-11-01#c'],
  ]);
});
