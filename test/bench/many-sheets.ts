/** As many sheets as one likes, each an item as the product stores it. */

import { ulid } from 'ulid';
import { localDay } from '../../shared/domain/kernel/local-time.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { sheetNumber } from '../../shared/domain/sheets/number.ts';
import { headItem, headOf } from '../../shared/store/sheets/sheet-items.ts';
import { recorder } from './recorded-calls.ts';
import { SITE } from './requests.ts';

/** Makes the nth oldest of the sheets. */
export type SheetMaker = (nth: number) => { readonly id: string; readonly item: object };

const FIRST = Date.parse('2024-01-01T00:00:00.000Z');
const APART_MS = 60_000;
const A_DAY = (24 * 3_600_000) / APART_MS;

async function handedOver(directory: Directory): Promise<Sheet> {
  const own = recorder('', directory, SITE);
  const { id } = await own.intake(0);
  const calls = await own.signOff(id);
  for (const call of calls) {
    if (call.kind !== 'transact') continue;
    const puts = (call.input.TransactItems ?? []).flatMap(({ Put }) => (Put?.Item ? [Put.Item] : []));
    const head = puts.find((item) => 'headHash' in item);
    if (head !== undefined) return headOf(head).sheet;
  }
  throw new Error('a hand-over that writes no head');
}

/** A maker of sheets of the demo site, a minute apart, each opened and handed over by the product's own rules. */
export async function sheetMaker(directory: Directory): Promise<SheetMaker> {
  const sheet = await handedOver(directory);
  return (nth) => {
    const opened = FIRST + nth * APART_MS;
    const openedAt = new Date(opened).toISOString();
    const id = ulid(opened);
    const number = sheetNumber(localDay(openedAt, directory.site.timeZone), (nth % A_DAY) + 1);
    const own = { ...sheet, id, number, openedAt, updatedAt: openedAt };
    return { id, item: headItem({ sheet: own, hash: '0'.repeat(64) }) };
  };
}
