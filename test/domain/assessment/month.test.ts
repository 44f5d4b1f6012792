/** When a month is to be frozen (contract section 6): at 02:00 local on the first of the next, with some grace. */
import { describe, expect, it } from 'vitest';
import { dueToFreeze, monthBefore } from '../../../shared/domain/assessment/month.ts';

const TEN_MINUTES = 600_000;

describe('the last month that should be frozen', () => {
  // 02:00 of 1 November in China is 18:00 of the day before in UTC.
  // biome-ignore format: a table reads best with one row a line
  it.each([
    ['2026-10-31T17:59:59.999Z', 'Asia/Shanghai', 0, '2026-09'],
    ['2026-10-31T18:00:00.000Z', 'Asia/Shanghai', 0, '2026-10'],
    ['2026-10-31T18:09:59.999Z', 'Asia/Shanghai', TEN_MINUTES, '2026-09'],
    ['2026-10-31T18:10:00.000Z', 'Asia/Shanghai', TEN_MINUTES, '2026-10'],
    ['2027-01-01T02:00:00.000Z', 'UTC', 0, '2026-12'],
    ['2027-01-01T01:59:59.999Z', 'UTC', 0, '2026-11'],
  ])('at %s in %s with %d ms of grace is %s', (now, zone, grace, month) => {
    expect(dueToFreeze(now, zone, grace)).toBe(month);
  });

  it('is the one before the local month', () => {
    expect(monthBefore('2026-10-31T15:59:59.999Z', 'Asia/Shanghai')).toBe('2026-09');
    expect(monthBefore('2026-10-31T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026-10');
  });
});
