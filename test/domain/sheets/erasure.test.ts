/** When the values of a sheet or case may be erased (contract section 12): once it is archived, once, and while no open case needs them. */
import { describe, expect, it } from 'vitest';
import type { DomainError } from '../../../shared/domain/kernel/errors.ts';
import { STATUSES } from '../../../shared/domain/model/sheet.ts';
import { DEFAULT_RETENTION, erasure, erasureBarrier } from '../../../shared/domain/sheets/erasure.ts';
import { actor } from '../../support/factories.ts';

const why = (barrier: DomainError | undefined) => barrier && `${barrier.code} ${barrier.reason}`;

describe('values are erased', () => {
  it.each(STATUSES)('of what is %s', (status) => {
    const expected = status === 'archived' ? undefined : 'step-not-allowed erase-when-archived';
    expect(why(erasureBarrier({ status }, false))).toBe(expected);
  });

  it('once', () => {
    const again = erasureBarrier({ status: 'archived', erased: true }, false);
    expect(why(again)).toBe('step-not-allowed erased-already');
  });

  it('not while a case that the sheet gave rise to is open', () => {
    expect(why(erasureBarrier({ status: 'archived' }, true))).toBe('step-not-allowed case-needs-it');
  });

  it('three, five and ten years after it was archived', () => {
    expect(DEFAULT_RETENTION).toEqual({ sheets: 'P3Y', complaints: 'P5Y', cases: 'P10Y' });
  });

  it('by an entry at the end of the ledger, which never goes back in time', () => {
    const ended = { entries: 9, version: 8, updatedAt: '2026-11-23T08:00:00.000Z' };
    const entryAt = (now: string) => erasure(ended, actor('overseer-han'), now);
    const later = '2029-11-23T16:00:00.000Z';
    expect(entryAt(later)).toMatchObject({ step: 'erase', seq: 10, version: 9, at: later, result: {} });
    expect(entryAt('2026-11-23T07:59:59.000Z').at).toBe(ended.updatedAt);
  });
});
