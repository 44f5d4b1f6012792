/** Heads as the table has them, of this version and of those before. */
import { describe, expect, it, vi } from 'vitest';
import { DomainError } from '../../shared/domain/kernel/errors.ts';
import { decide } from '../../shared/domain/sheets/decide.ts';
import { summaryOf } from '../../shared/domain/sheets/summary.ts';
import { caseHeadItem, caseHeadOf } from '../../shared/store/cases/case-items.ts';
import { headItem, headOf, summaryIn } from '../../shared/store/sheets/sheet-items.ts';
import { inflated } from '../../shared/store/table/deflated.ts';
import { opened } from '../support/domain/case-lives.ts';
import { actor, DIRECTORY, until } from '../support/factories.ts';
import { minute, sheetAfter } from '../support/given-when-then.ts';

const sheet = sheetAfter(...until('returned'));
const item = headItem({ sheet, hash: 'h' });
/** As it is written while a version that reads plain text may answer. */
const plainItem = () => {
  vi.stubEnv('TABLE_FORM', 'plain');
  const plain = headItem({ sheet, hash: 'h' });
  vi.unstubAllEnvs();
  return plain;
};

it('a head is read as it was written, and says which shape it has', () => {
  expect(headOf(item)).toEqual({ sheet, hash: 'h' });
  expect(item.shape).toBe(4);
  expect(item.sheet).toBeInstanceOf(Uint8Array);
  expect(summaryIn(item)).toEqual(summaryOf(sheet));
  expect(Object.keys(JSON.parse(inflated(item.sheet, String(item.summary))))).not.toContain('trail');
});

it('a head that version 0.1 wrote is read under today’s names', () => {
  const { askerInformed, history, ...rest } = sheet;
  const { handOvers, ...times } = history;
  const stored = { ...rest, told: askerInformed, trail: { ...times, passings: handOvers } };
  expect(headOf({ ...item, shape: undefined, sheet: JSON.stringify(stored) })).toEqual({ sheet, hash: 'h' });
});

it('what version 0.1 reads of a head is there, for as long as both may answer side by side', () => {
  const plain = plainItem();
  expect([plain.shape, headOf(plain)]).toEqual([3, { sheet, hash: 'h' }]);
  const stored = JSON.parse(String(plain.sheet));
  expect([stored.told, stored.trail.passings]).toEqual([sheet.askerInformed, sheet.history.handOvers]);
  expect(stored.trail.returnedAt).toBe(sheet.history.returnedAt);
  // It writes back what it does not know as it found it, and names no shape: its own names hold.
  const written = JSON.stringify({ ...stored, told: true });
  expect(headOf({ ...item, shape: undefined, sheet: written }).sheet.askerInformed).toBe(true);
});

describe('a head of an earlier shape, as old as its last step', () => {
  const LISTS = [
    ...['opinions', 'replies', 'clocks', 'escalations', 'signatures', 'files', 'signable'],
    ...['handledBy', 'sections', 'stoodIn', 'disputedBy', 'history'],
  ];
  const without = (text: unknown, member: string) => {
    const { [member]: _lacking, trail: _trail, ...stored } = JSON.parse(String(text));
    return JSON.stringify(stored);
  };

  it.each(LISTS)('is read and moved on where it lacks %s', (member) => {
    for (const shape of [undefined, 2]) {
      const old = { ...item, shape, sheet: without(plainItem().sheet, member) };
      const { sheet: read } = headOf(old);
      expect(Object.keys(read)).toEqual(expect.arrayContaining(LISTS));
      const follow = { step: 'follow-up', reached: true, resolved: true, satisfaction: 5 } as const;
      const events = decide(read, follow, actor('receptionist-sun'), DIRECTORY, { now: minute(40) });
      expect(events).not.toBeInstanceOf(DomainError);
    }
  });

  it('and of a case is read so, too', () => {
    const { state } = opened();
    const head = caseHeadItem({ case: state, hash: 'h' });
    expect([head.shape, caseHeadOf(head)]).toEqual([3, { case: state, hash: 'h' }]);
    const { appeals: _appeals, signatures: _signatures, ...stored } = state;
    expect(caseHeadOf({ ...head, shape: undefined, case: JSON.stringify(stored) }).case).toEqual(state);
  });
});
