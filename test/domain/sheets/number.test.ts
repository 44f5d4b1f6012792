import { describe, expect, it } from 'vitest';
import { sheetNumber } from '../../../shared/domain/sheets/number.ts';

describe('the number', () => {
  it('has the day and at least four digits', () => {
    expect(sheetNumber('2026-11-23', 1)).toBe('KF-20261123-0001');
    expect(sheetNumber('2026-11-23', 9999)).toBe('KF-20261123-9999');
    expect(sheetNumber('2026-11-23', 10_000)).toBe('KF-20261123-10000');
  });
});
