import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OFFICE_HOURS } from '../../../shared/domain/calendar/office-hours.ts';
import { DEFAULT_TERMS, targetOf, windowOf } from '../../../shared/domain/cases/terms.ts';
import { DAY_MS } from '../../../shared/domain/kernel/duration.ts';
import { localDayOf, startOfLocalDay } from '../../../shared/domain/kernel/local-time.ts';

const window = (at: string, zone = 'Asia/Shanghai') => windowOf(at, 1, DEFAULT_TERMS, zone);

describe('the appeal window', () => {
  // biome-ignore format: a table reads best with one row a line
  it.each([
    // The day after is day 1; the 30th has ended at midnight, local time.
    ['2026-11-23T08:00:00.000Z', 'Asia/Shanghai', '2026-12-23T16:00:00.000Z'],
    // Before and after midnight at the site.
    ['2026-11-23T15:59:59.999Z', 'Asia/Shanghai', '2026-12-23T16:00:00.000Z'],
    ['2026-11-23T16:00:00.000Z', 'Asia/Shanghai', '2026-12-24T16:00:00.000Z'],
    // Across the end of a year, and February of an ordinary and of a leap year.
    ['2026-12-15T03:00:00.000Z', 'Asia/Shanghai', '2027-01-14T16:00:00.000Z'],
    ['2027-01-31T03:00:00.000Z', 'Asia/Shanghai', '2027-03-02T16:00:00.000Z'],
    ['2028-01-31T03:00:00.000Z', 'Asia/Shanghai', '2028-03-01T16:00:00.000Z'],
    // Where clocks change on the way, and where they skip midnight itself.
    ['2026-10-10T10:00:00.000Z', 'Europe/Berlin', '2026-11-09T23:00:00.000Z'],
    ['2026-08-06T12:00:00.000Z', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
  ])('delivered %s in %s closes %s', (at, zone, closesAt) => {
    expect(window(at, zone)).toMatchObject({ opensAt: at, closesAt });
  });

  it('reminds five days before it closes', () => {
    expect(window('2026-11-23T08:00:00.000Z').remindAt).toBe('2026-12-18T16:00:00.000Z');
  });

  it('of some minutes counts from the delivery, and reminds nobody', () => {
    const short = { ...DEFAULT_TERMS, window: 'PT2M' };
    expect(windowOf('2026-11-23T08:00:00.000Z', 2, short, 'Asia/Shanghai')).toEqual({
      level: 2,
      opensAt: '2026-11-23T08:00:00.000Z',
      closesAt: '2026-11-23T08:02:00.000Z',
    });
  });

  it('has thirty whole local days behind the day of the delivery, in any zone', () => {
    const zone = fc.constantFrom(
      'Asia/Shanghai',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'UTC',
    );
    const at = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) });
    fc.assert(
      fc.property(at, zone, (instant, timeZone) => {
        const closes = Date.parse(window(new Date(instant).toISOString(), timeZone).closesAt);
        const day = localDayOf(instant, timeZone);
        expect(localDayOf(closes - 1, timeZone)).toBe(day + 30);
        expect(localDayOf(closes, timeZone)).toBe(day + 31);
        expect(startOfLocalDay(day, timeZone)).toBeLessThanOrEqual(instant);
        expect(instant - startOfLocalDay(day, timeZone)).toBeLessThan(DAY_MS + 3 * 3_600_000);
      }),
    );
  });
});

describe('targets', () => {
  const due = (name: 'review' | 'delivery', of: 0 | 1 | 2, at: string, terms = DEFAULT_TERMS) =>
    targetOf(name, of, at, {}, terms, OFFICE_HOURS).dueAt;

  it('count working days, over weekends and holidays', () => {
    // Monday 16:00: the third working day after is Thursday, until 17:30.
    expect(due('delivery', 0, '2026-11-23T08:00:00.000Z')).toBe('2026-11-26T09:30:00.000Z');
    expect(due('review', 1, '2026-11-23T08:00:00.000Z')).toBe('2026-12-07T09:30:00.000Z');
    expect(due('review', 2, '2026-11-23T08:00:00.000Z')).toBe('2026-12-21T09:30:00.000Z');
  });

  it('say so where they reach into a year without data, like the clocks of sheets', () => {
    const of = (at: string) => targetOf('review', 1, at, {}, DEFAULT_TERMS, OFFICE_HOURS).provisional;
    expect(of('2026-11-23T08:00:00.000Z')).toBeUndefined();
    expect(of('2026-12-28T08:00:00.000Z')).toBe(true);
  });

  it('in minutes count every one, so that a trial need not wait for the morning', () => {
    const terms = { ...DEFAULT_TERMS, delivery: 'PT2M' };
    expect(due('delivery', 2, '2026-11-21T20:00:00.000Z', terms)).toBe('2026-11-21T20:02:00.000Z');
  });
});
