/** A usual sheet is one A4 page (B4a), printed by a real browser where there is one. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { copiesPage } from '../../../functions/records/copies/page.ts';
import type { Opening } from '../../../shared/domain/model/sheet.ts';
import { COPIES, type Copy } from '../../../shared/domain/sheets/copies.ts';
import { copyFor, copyOf, keptOf, ON_PAPER, usual, verified } from '../../support/copy-of.ts';
import { actor, COMPLAINT } from '../../support/factories.ts';
import { BROWSER, sheetsOf } from '../../support/printed.ts';

const LONG = '厨房水管接头漏水，地面积水，担心渗到楼下。'.repeat(15);
const crowded: Partial<Opening> = { details: LONG.repeat(3) };
const long: Partial<Opening> = { details: LONG.repeat(12) };
const complaint: Partial<Opening> = {
  kind: 'complaint',
  details: '北门夜间施工，影响休息。',
  complaint: { ...COMPLAINT, course: LONG, against: { section: 'security' } },
};

const typeOf = (page: string) => /<body class="([\w ]+)">/.exec(page)?.[1];

test('type grows with the room that is left, and gets smaller only as far as that saves a page', () => {
  expect(typeOf(copyOf('resident', usual()))).toBe('ample fills');
  expect(typeOf(copyOf('archive', usual()))).toBe('medium fills');
  expect(typeOf(copyOf('archive', usual(crowded)))).toBe('small fills');
  expect(typeOf(copyOf('archive', usual(long)))).toBe('large');
});

describe.skipIf(!existsSync(BROWSER))(`printed by ${BROWSER}`, () => {
  const printed = { timeout: 60_000 };

  test.each(COPIES)('the copy %s of a usual sheet is one page', printed, async (copy) => {
    expect(await pagesOf(copy, {})).toBe(1);
  });

  test('all of them are as many pages as copies', printed, async () => {
    const found = verified(keptOf(...usual()));
    const of = copyFor(actor('cs-manager-li'));
    const together = copiesPage(
      COPIES.map((copy) => ({ copy, found, ...of })),
      ON_PAPER,
    );
    expect(await sheetsOf(together)).toBe(COPIES.length);
  });

  test('so is the fullest copy of a complaint, and of a sheet with much to say', printed, async () => {
    expect(await pagesOf('archive', complaint)).toBe(1);
    expect(await pagesOf('archive', crowded)).toBe(1);
  });

  test('a sheet far longer than usual goes on to a second page', printed, async () => {
    expect(await pagesOf('archive', long)).toBeGreaterThan(1);
  });
});

const pagesOf = (copy: Copy, opening: Partial<Opening>) => sheetsOf(copyOf(copy, usual(opening)));
