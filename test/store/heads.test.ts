/** Heads as the table has them, of this version and of those before. */
import { expect, it } from 'vitest';
import { headItem, headOf } from '../../shared/store/sheets/sheet-items.ts';
import { until } from '../support/factories.ts';
import { sheetAfter } from '../support/given-when-then.ts';

const sheet = sheetAfter(...until('returned'));
const item = headItem({ sheet, hash: 'h' });

it('a head is read as it was written, and says which shape it has', () => {
  expect(headOf(item)).toEqual({ sheet, hash: 'h' });
  expect(item.shape).toBe(2);
});

it('a head that version 0.1 wrote is read under today’s names', () => {
  const { askerInformed, history, ...rest } = sheet;
  const { handOvers, ...times } = history;
  const stored = { ...rest, told: askerInformed, trail: { ...times, passings: handOvers } };
  expect(headOf({ ...item, shape: undefined, sheet: JSON.stringify(stored) })).toEqual({ sheet, hash: 'h' });
});

it('what version 0.1 reads of a head is there, for as long as both may answer side by side', () => {
  const stored = JSON.parse(String(item.sheet));
  expect([stored.told, stored.trail.passings]).toEqual([sheet.askerInformed, sheet.history.handOvers]);
  expect(stored.trail.returnedAt).toBe(sheet.history.returnedAt);
  // It writes back what it does not know as it found it, and names no shape: its own names hold.
  const written = JSON.stringify({ ...stored, told: true });
  expect(headOf({ ...item, shape: undefined, sheet: written }).sheet.askerInformed).toBe(true);
});
