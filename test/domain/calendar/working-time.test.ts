/** Deadlines in the words of contract section 3, each worked out by hand. */
import { describe, expect, it } from 'vitest';
import { type Calendar, withYears } from '../../../shared/domain/calendar/calendar.ts';
import { OFFICE_HOURS } from '../../../shared/domain/calendar/office-hours.ts';
import { deadline, warnAt } from '../../../shared/domain/calendar/working-time.ts';

/** An instant by the wall clock of Shanghai, `2026-11-20 17:00`. */
const shanghai = (text: string) => new Date(`${text.replace(' ', 'T')}+08:00`).toISOString();
/** The deadline without its warning, which has tests of its own. */
const dueOf = (...asked: Parameters<typeof deadline>) => {
  const { warnAt: _, ...due } = deadline(...asked);
  return due;
};
const working = (start: string, duration: string) =>
  dueOf(shanghai(start), duration, 'working', OFFICE_HOURS);

const daily = (timeZone: string, ...periods: readonly (readonly [string, string])[]): Calendar => ({
  id: 'daily',
  version: '1',
  timeZone,
  periods: periods.map(([from, to]) => ({ from, to })),
  restDays: [],
  years: { '2011': { holidays: [], workdays: [] }, '2026': { holidays: [], workdays: [] } },
});

// biome-ignore format: a table reads best with one row a line
const OFFICE: readonly (readonly [says: string, start: string, duration: string, due: string])[] = [
  ['goes on after the weekend', '2026-11-20 17:00', 'PT2H', '2026-11-23 10:00'],
  ['goes on after the midday break', '2026-11-23 11:00', 'PT2H', '2026-11-23 14:30'],
  ['ends with the period that it fills', '2026-11-23 10:00', 'PT2H', '2026-11-23 12:00'],
  ['ends with the day that it fills', '2026-11-23 15:30', 'PT2H', '2026-11-23 17:30'],
  ['has begun the next period a millisecond later', '2026-11-23 10:00:00.001', 'PT2H', '2026-11-23 13:30:00.001'],
  ['begins at once with the period', '2026-11-23 08:30', 'PT2H', '2026-11-23 10:30'],
  ['begins after the break when it starts at its beginning', '2026-11-23 12:00', 'PT2H', '2026-11-23 15:30'],
  ['begins after the break when it starts within', '2026-11-23 12:40', 'PT2H', '2026-11-23 15:30'],
  ['begins the next day when it starts at closing', '2026-11-23 17:30', 'PT2H', '2026-11-24 10:30'],
  ['begins that day when it starts before opening', '2026-11-23 00:10', 'PT30M', '2026-11-23 09:00'],
  ['begins on Monday when it starts on Saturday', '2026-11-21 10:00', 'PT2H', '2026-11-23 10:30'],
  ['counts service hours, not days, to 48', '2026-11-23 08:30', 'PT48H', '2026-12-01 11:30'],
  ['in days leaves out the day of the start', '2026-11-23 08:30', 'P1D', '2026-11-24 17:30'],
  ['in days begins the local day after, late as it is', '2026-11-23 23:59', 'P1D', '2026-11-24 17:30'],
  ['in days leaves out the weekend', '2026-11-23 09:00', 'P5D', '2026-11-30 17:30'],
  ['in days counts all of the week after a Saturday', '2026-11-21 09:00', 'P5D', '2026-11-27 17:30'],
  ['in days counts make-up days around the Spring Festival', '2026-02-12 09:00', 'P5D', '2026-02-26 17:30'],
  ['in hours runs on a make-up Saturday', '2026-02-14 16:30', 'PT2H', '2026-02-24 09:30'],
  ['in hours runs on a make-up Sunday', '2025-12-31 17:00', 'PT2H', '2026-01-04 10:00'],
  ['in days counts the Saturday after National Day', '2026-09-30 17:00', 'P5D', '2026-10-13 17:30'],
];

describe('a deadline in working time', () => {
  it.each(OFFICE)('%s', (_says, start, duration, due) => {
    expect(working(start, duration)).toEqual({ dueAt: shanghai(due) });
  });

  it('in days ends with the local day, which may be the next of UTC', () => {
    const { dueAt } = dueOf('2026-11-23T20:00:00.000Z', 'P1D', 'working', {
      ...OFFICE_HOURS,
      timeZone: 'America/Los_Angeles',
    });
    expect(dueAt).toBe('2026-11-25T01:30:00.000Z');
  });

  it('takes any offset that RFC 3339 can write', () => {
    expect(deadline('2026-11-20T10:00:00+01:00', 'PT2H', 'working', OFFICE_HOURS).dueAt).toBe(
      '2026-11-23T02:00:00.000Z',
    );
  });

  it('of all-day service lies at midnight', () => {
    const always = daily('Asia/Shanghai', ['00:00', '24:00']);
    expect(dueOf(shanghai('2026-11-23 09:00'), 'P1D', 'working', always)).toEqual({
      dueAt: shanghai('2026-11-25 00:00'),
    });
  });
});

describe('a year without data', () => {
  // biome-ignore format: a table reads best with one row a line
  const cases: readonly (readonly [start: string, duration: string, due: string, provisional: boolean])[] = [
    ['2026-12-31 15:30', 'PT2H', '2026-12-31 17:30', false],
    ['2026-12-31 17:00', 'PT2H', '2027-01-01 10:00', true],
    ['2026-12-30 09:00', 'P1D', '2026-12-31 17:30', false],
    ['2026-12-30 09:00', 'P5D', '2027-01-06 17:30', true],
    ['2027-03-01 09:00', 'PT2H', '2027-03-01 11:00', true],
  ];
  it.each(cases)('%s and %s: due %s, provisional: %s', (start, duration, due, provisional) => {
    expect(working(start, duration)).toEqual({ dueAt: shanghai(due), ...(provisional && { provisional }) });
  });

  it('is none of the deadline when that is the last midnight of the year before', () => {
    const always = daily('Asia/Shanghai', ['00:00', '24:00']);
    expect(dueOf(shanghai('2026-12-30 09:00'), 'P1D', 'working', always)).toEqual({
      dueAt: shanghai('2027-01-01 00:00'),
    });
  });

  it('makes nothing provisional once its data is there', () => {
    const days = { holidays: ['2027-01-01'], workdays: ['2027-01-02'] };
    const entered = withYears(OFFICE_HOURS, { '2027': days }, '2');
    expect(dueOf(shanghai('2026-12-31 17:00'), 'PT2H', 'working', entered)).toEqual({
      dueAt: shanghai('2027-01-02 10:00'),
    });
  });

  it('is no matter for natural time', () => {
    expect(dueOf(shanghai('2026-12-31 17:00'), 'PT24H', 'always', OFFICE_HOURS)).toEqual({
      dueAt: shanghai('2027-01-01 17:00'),
    });
  });
});

describe('where clocks change', () => {
  const night = daily('Europe/Berlin', ['01:00', '04:00']);
  const hour = daily('Europe/Berlin', ['02:10', '02:50']);

  // biome-ignore format: a table reads best with one row a line
  const cases: readonly (readonly [says: string, calendar: Calendar, start: string, duration: string, due: string])[] = [
    ['a period shrinks by the gap', night, '2026-03-28T23:00:00Z', 'PT3H', '2026-03-30T00:00:00.000Z'],
    ['a period grows by the hour that comes twice', night, '2026-10-24T22:00:00Z', 'PT4H', '2026-10-25T03:00:00.000Z'],
    ['what the clock shows twice is in service twice', hour, '2026-10-24T22:00:00Z', 'PT1H', '2026-10-25T01:30:00.000Z'],
    ['a day whose service falls into the gap is no working day', hour, '2026-03-28T12:00:00Z', 'P1D', '2026-03-30T00:50:00.000Z'],
    ['a date that a zone left out is no working day', daily('Pacific/Apia', ['09:00', '17:00']), '2011-12-29T20:00:00Z', 'P1D', '2011-12-31T03:00:00.000Z'],
    ['half an hour is enough', daily('Australia/Lord_Howe', ['01:00', '03:00']), '2026-10-03T12:00:00Z', 'PT2H', '2026-10-04T14:30:00.000Z'],
  ];
  it.each(cases)('%s', (_says, calendar, start, duration, due) => {
    expect(deadline(start, duration, 'working', calendar).dueAt).toBe(due);
  });

  it('natural days keep their 24 hours', () => {
    expect(deadline('2026-03-28T12:00:00.000Z', 'P1D', 'always', night).dueAt).toBe(
      '2026-03-29T12:00:00.000Z',
    );
  });
});

describe('a warning', () => {
  // biome-ignore format: a table reads best with one row a line
  const cases: readonly (readonly [says: string, counted: 'always' | 'working', start: string, due: string, warn: string])[] = [
    ['comes after 8 of 10 minutes', 'always', '2026-11-23 09:00', '2026-11-23 09:10', '2026-11-23 09:08'],
    ['does not care for nights in natural time', 'always', '2026-11-23 09:00', '2026-11-24 09:00', '2026-11-24 04:12'],
    ['counts service only, over a weekend', 'working', '2026-11-20 17:00', '2026-11-23 10:00', '2026-11-23 09:36'],
    ['comes with the end of the period that it fills', 'working', '2026-11-23 10:00', '2026-11-23 14:00', '2026-11-23 12:00'],
    ['comes after four of five days that begin at closing', 'working', '2026-11-23 17:30', '2026-11-30 17:30', '2026-11-27 17:30'],
    ['counts what is left of the day of the start', 'working', '2026-11-23 15:00', '2026-11-24 17:30', '2026-11-24 15:30'],
    ['falls back on natural time where there is no service', 'working', '2026-11-21 08:00', '2026-11-21 18:00', '2026-11-21 16:00'],
    ['falls back on natural time over ten years', 'working', '2026-01-01 00:00', '2046-01-01 00:00', '2042-01-01 00:00'],
  ];
  it.each(cases)('%s', (_says, counted, start, due, warn) => {
    expect(warnAt(shanghai(start), shanghai(due), counted, OFFICE_HOURS)).toBe(shanghai(warn));
  });
});

describe('no deadline', () => {
  const never = { ...OFFICE_HOURS, restDays: [1, 2, 3, 4, 5, 6, 7] };
  const servedOn = (...dates: readonly string[]): Calendar => ({
    ...never,
    years: Object.fromEntries(dates.map((date) => [date.slice(0, 4), { holidays: [], workdays: [date] }])),
  });
  const blink = daily('UTC', ['00:00', '00:01']);
  const start = '2026-11-23T01:00:00.000Z';

  it('without service', () => {
    expect(() => deadline(start, 'PT1M', 'working', { ...never, years: {} })).toThrow(/too little service/);
    expect(() => deadline(start, 'P1D', 'working', { ...never, years: {} })).toThrow(/too little service/);
  });

  it('with too little service within ten years', () => {
    expect(() => deadline(start, 'PT8784H', 'working', blink)).toThrow(/too little service/);
    expect(() => deadline(start, 'P1D', 'working', servedOn('2037-01-01'))).toThrow(/too little service/);
  });

  it('is missing, nor a warning, however rare the service is', () => {
    const rare = servedOn('2029-12-03', '2036-11-28');
    expect(deadline(start, 'P2D', 'working', rare)).toEqual({
      dueAt: '2036-11-28T09:30:00.000Z',
      warnAt: '2036-11-28T06:30:00.000Z',
      provisional: true,
    });
    expect(dueOf(start, 'PT8H', 'working', rare).dueAt).toBe('2036-11-28T01:00:00.000Z');
  });

  it.each(['5D', 'PT', 'P0D', 'P1DT1H', ''])('of the duration %j', (duration) => {
    expect(() => deadline(start, duration, 'always', OFFICE_HOURS)).toThrow(/no duration/);
  });

  it('from what is no instant, beyond what can be written, or in no zone', () => {
    expect(() => deadline('yesterday', 'P1D', 'always', OFFICE_HOURS)).toThrow(/no instant/);
    expect(() => deadline('9999-12-31T12:00:00Z', 'P1D', 'always', OFFICE_HOURS)).toThrow(/year 9999/);
    const nowhere = { ...OFFICE_HOURS, timeZone: 'Asia/Atlantis' };
    expect(() => deadline(start, 'P1D', 'working', nowhere)).toThrow(RangeError);
  });
});
