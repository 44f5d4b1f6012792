import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  laterOnCalendar,
  localDay,
  localTime,
  startOfLocalDay,
  writtenDay,
} from '../../../shared/domain/kernel/local-time.ts';

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

describe('the local time', () => {
  it.each([
    ['2026-11-23T15:59:59.999Z', 'Asia/Shanghai', '2026-11-23 23:59'],
    ['2026-11-23T16:00:00.000Z', 'Asia/Shanghai', '2026-11-24 00:00'],
    ['2026-11-23T18:30:00.000Z', 'Asia/Kolkata', '2026-11-24 00:00'],
    // Clocks go forward from 02:00 to 03:00, and back from 03:00 to 02:00.
    ['2026-03-29T00:59:00.000Z', 'Europe/Berlin', '2026-03-29 01:59'],
    ['2026-03-29T01:00:00.000Z', 'Europe/Berlin', '2026-03-29 03:00'],
    ['2026-10-25T00:59:00.000Z', 'Europe/Berlin', '2026-10-25 02:59'],
    ['2026-10-25T01:00:00.000Z', 'Europe/Berlin', '2026-10-25 02:00'],
  ])('of %s in %s is %s', (at, zone, shown) => {
    expect(localTime(at, zone)).toBe(shown);
  });

  it('is what the runtime’s own clock of the zone shows', () => {
    const zones = ['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'];
    const instants = fc.date({
      min: new Date('1950-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (at, timeZone) => {
        const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
        expect(localTime(at.toISOString(), timeZone)).toBe(format.format(at));
      }),
    );
  });
});

describe('the start of a local day', () => {
  it.each([
    ['2026-11-24', 'Asia/Shanghai', '2026-11-23T16:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    // Clocks skip midnight: the day begins at 01:00.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  ])('%s in %s is %s', (date, zone, start) => {
    const day = Date.parse(date) / 86_400_000;
    expect(writtenDay(day)).toBe(date);
    expect(new Date(startOfLocalDay(day, zone)).toISOString()).toBe(start);
    expect(localDay(start, zone)).toBe(date);
  });
});

describe('so much later on a zone’s calendar', () => {
  // biome-ignore format: a table reads best with one row a line
  it.each([
    ['2026-09-30T16:00:00.000Z', 'P1M', 'Asia/Shanghai', '2026-10-31T16:00:00.000Z'],
    ['2026-10-30T16:00:00.000Z', 'P4M', 'Asia/Shanghai', '2027-02-27T16:00:00.000Z'],
    ['2026-03-28T01:30:00.000Z', 'P1D', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-11-23T08:00:00.000Z', 'PT1H', 'Asia/Shanghai', '2026-11-23T09:00:00.000Z'],
    ['2028-02-29T04:00:00.000Z', 'P1Y', 'America/New_York', '2029-03-01T04:00:00.000Z'],
  ] as const)('than %s by %s in %s is %s', (at, duration, zone, later) => {
    expect(laterOnCalendar(at, duration, zone)).toBe(later);
  });

  it('refuses what is no duration', () => {
    expect(() => laterOnCalendar('2026-09-30T16:00:00.000Z', '6 months', 'Asia/Shanghai')).toThrow(
      RangeError,
    );
  });
});
