import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDay, sheetNumber } from '../../../shared/domain/sheets/number.ts';

describe('the local day', () => {
  // biome-ignore format: a table reads best with one row a line
  const cases: readonly (readonly [at: string, zone: string, day: string])[] = [
    ['2026-11-23T15:59:59.999Z', 'Asia/Shanghai', '2026-11-23'],
    ['2026-11-23T16:00:00.000Z', 'Asia/Shanghai', '2026-11-24'],
    ['2026-12-31T16:00:00.000Z', 'Asia/Shanghai', '2027-01-01'],
    ['2026-11-23T18:29:59.999Z', 'Asia/Kolkata', '2026-11-23'],
    ['2026-11-23T18:30:00.000Z', 'Asia/Kolkata', '2026-11-24'],
    ['2026-11-24T04:59:59.999Z', 'America/New_York', '2026-11-23'],
    ['2026-11-24T05:00:00.000Z', 'America/New_York', '2026-11-24'],
    ['2026-07-24T03:59:59.999Z', 'America/New_York', '2026-07-23'],
    ['2026-11-23T09:59:59.999Z', 'Pacific/Kiritimati', '2026-11-23'],
    ['2026-11-23T10:00:00.000Z', 'Pacific/Kiritimati', '2026-11-24'],
    ['2028-02-28T16:00:00.000Z', 'Asia/Shanghai', '2028-02-29'],
    ['2026-03-29T22:30:00.000Z', 'Europe/Berlin', '2026-03-30'],
    ['2026-11-23T00:00:00.000Z', 'UTC', '2026-11-23'],
  ];

  it.each(cases)('of %s in %s is %s', (at, zone, day) => {
    expect(localDay(at, zone)).toBe(day);
  });

  it('is that of the offset, for any instant where the zone has but one', () => {
    const instants = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (at) => {
        const shifted = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
        expect(localDay(at.toISOString(), 'Asia/Shanghai')).toBe(shifted);
      }),
    );
  });
});

describe('the number', () => {
  it('has the day and at least four digits', () => {
    expect(sheetNumber('2026-11-23', 1)).toBe('KF-20261123-0001');
    expect(sheetNumber('2026-11-23', 9999)).toBe('KF-20261123-9999');
    expect(sheetNumber('2026-11-23', 10_000)).toBe('KF-20261123-10000');
  });
});
