/** As many sheets as one likes, each an item as the product stores it. */

import { ulid } from 'ulid';
import { localDay } from '../../shared/domain/kernel/local-time.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { sheetNumber } from '../../shared/domain/sheets/number.ts';
import type { Digest } from '../../shared/runtime/digest.ts';
import { findWrites } from '../../shared/store/sheets/finding.ts';
import { headItem } from '../../shared/store/sheets/sheet-items.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { repairUntil } from '../support/domain/timeline.ts';
import { intakeBody, SITE } from './requests.ts';

interface Made {
  readonly id: string;
  readonly item: object;
  /** Rows of its own beside it. */
  readonly beside?: readonly object[];
}

/** Makes the nth oldest of the sheets. */
export type SheetMaker = (nth: number) => Made | Promise<Made>;

const FIRST = Date.parse('2024-01-01T00:00:00.000Z');
const APART_MS = 60_000;
const A_DAY = (24 * 3_600_000) / APART_MS;

/** So many sheets have a telephone number in common. */
const CALLS_OF_ONE = 60;

/** The telephone number of the nth of so many sheets, by turns. */
export const phoneOf = (nth: number, sheets: number): string =>
  String(13_800_000_000 + (nth % Math.ceil(sheets / CALLS_OF_ONE)));

/**
 * A maker of that many sheets of the demo site, a minute apart, each opened and handed over by the product's own rules, with
 * the rows that they are found by.
 */
export function sheetMaker({ site }: Directory, sheets: number, digest: Digest): SheetMaker {
  const { sheet } = repairUntil('handed-over');
  const { subject, details, resident } = intakeBody(SITE, 0);
  const table = { name: SITE, digest } as Table;
  return async (nth) => {
    const opened = FIRST + nth * APART_MS;
    const openedAt = new Date(opened).toISOString();
    const id = ulid(opened);
    const number = sheetNumber(localDay(openedAt, site.timeZone), (nth % A_DAY) + 1);
    const own: Sheet = {
      ...{ ...sheet, id, number, openedAt, updatedAt: openedAt, subject, details },
      resident: { ...resident, phone: phoneOf(nth, sheets) },
    };
    const rows = await findWrites(table, undefined, own);
    const beside = rows.flatMap(({ Put }) => (Put?.Item === undefined ? [] : [Put.Item]));
    return { id, item: headItem({ sheet: own, hash: '0'.repeat(64) }), beside };
  };
}
