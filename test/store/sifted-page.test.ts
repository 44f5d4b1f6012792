/** A page is the same whether the table or the product passes over what does not fit, and whatever is kept from its reader. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { justBefore } from '../../shared/store/table/keys.ts';
import { filledPage, type PageOfSource } from '../../shared/store/table/merged-page.ts';

interface Row {
  readonly position: string;
  readonly fits: boolean;
  /** Kept from the reader; the table never passes over it. */
  readonly isHidden: boolean;
  /** Does not fit, and the table cannot tell. */
  readonly comesThrough: boolean;
}

const MOST = 6;
const LIMIT = 2;
const LEAST_SIFTED = 3;
const HIGHEST = '~';

/** Reads so many rows at or below a position, as a query does. */
function queried(rows: readonly Row[], upTo: string, limit: number) {
  const below = rows.filter(({ position }) => position <= upTo);
  const looked = below.slice(0, limit);
  return { looked, reached: looked.length < below.length ? looked.at(-1)?.position : undefined };
}

const seen = (rows: readonly Row[]) =>
  rows.flatMap(({ position, fits, isHidden }) => (isHidden ? [] : [{ position, value: position, fits }]));

function byTheTable(rows: readonly Row[]) {
  return async (from: string, left: number): Promise<readonly PageOfSource<string>[]> => {
    if (left < LEAST_SIFTED) return byTheProduct(rows)(from);
    const { looked, reached } = queried(rows, justBefore(from), left);
    const through = looked.filter(({ fits, isHidden, comesThrough }) => fits || isHidden || comesThrough);
    return [{ rows: seen(through), reached, passed: looked.length - through.length }];
  };
}

function byTheProduct(rows: readonly Row[]) {
  return async (from: string): Promise<readonly PageOfSource<string>[]> => {
    const { looked, reached } = queried(rows, from, LIMIT + 1);
    return [{ rows: seen(looked), reached }];
  };
}

type Read = ReturnType<typeof byTheTable>;

async function pagesBy(read: Read): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  let after: string | undefined;
  do {
    const asked = { limit: LIMIT, from: after ?? HIGHEST, after, mostPassedOver: MOST };
    const { items, next } = await filledPage(read, asked);
    pages.push(items);
    after = next;
    expect(pages.length).toBeLessThan(200);
  } while (after !== undefined);
  return pages;
}

const rowsOf = (marks: readonly Omit<Row, 'position'>[]): readonly Row[] =>
  marks.map((mark, nth) => ({ ...mark, position: `at#${String(900 - nth)}` }));

const mark = fc.record({ fits: fc.boolean(), isHidden: fc.boolean(), comesThrough: fc.boolean() });
const sparse = fc.record({
  fits: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  isHidden: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  comesThrough: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
});

it('has the same pages, row by row', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(mark, sparse), { maxLength: 60 }), async (marks) => {
      const rows = rowsOf(marks);
      const sifted = await pagesBy(byTheTable(rows));
      const passedOver = await pagesBy(byTheProduct(rows));
      expect(withoutEmptyEnd(sifted)).toEqual(withoutEmptyEnd(passedOver));
    }),
    { numRuns: 2_000 },
  );
});

/** Where exactly as many as may be were passed over, whether anything follows shows only on the next page. */
const withoutEmptyEnd = (pages: readonly (readonly string[])[]) =>
  pages.at(-1)?.length === 0 ? pages.slice(0, -1) : pages;

it('has the same pages as if what is kept from its reader were not there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(mark, sparse), { maxLength: 60 }), async (marks) => {
      const rows = rowsOf(marks);
      const world = rows.filter(({ isHidden }) => !isHidden);
      expect(await pagesBy(byTheTable(rows))).toEqual(await pagesBy(byTheTable(world)));
    }),
    { numRuns: 2_000 },
  );
});
