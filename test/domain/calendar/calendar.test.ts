import { readFile } from 'node:fs/promises';
import * as published from 'chinese-days';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { FIRST_YEAR, HOLIDAYS_FILE, holidaysSource } from '../../../infra/holidays.ts';
import { check } from '../../../shared/contract/check.ts';
import { periods as periodsForm, restDays, years } from '../../../shared/contract/forms/calendar.ts';
import {
  type Calendar,
  isWorkingDay,
  missingYear,
  WEEKEND,
  withYears,
} from '../../../shared/domain/calendar/calendar.ts';
import { PUBLISHED_YEARS } from '../../../shared/domain/calendar/holidays.ts';
import { OFFICE_HOURS } from '../../../shared/domain/calendar/office-hours.ts';
import { isTimeZone, localDayOf, writtenDay } from '../../../shared/domain/kernel/local-time.ts';

const DAY_MS = 86_400_000;
const dayOf = (date: string) => Date.parse(date) / DAY_MS;
const works = (date: string, calendar: Calendar) => isWorkingDay(dayOf(date), calendar);

describe('the published years', () => {
  it('begin where they should and go on without a gap to 2026 at least', () => {
    const years = Object.keys(PUBLISHED_YEARS).map(Number);
    expect(years).toEqual(years.map((_, index) => FIRST_YEAR + index));
    expect(years).toContain(2026);
  });

  it('say of every day what the package says', () => {
    const [first, last] = [Object.keys(PUBLISHED_YEARS).at(0), Object.keys(PUBLISHED_YEARS).at(-1)];
    const wrong: string[] = [];
    for (let day = dayOf(`${first}-01-01`); day <= dayOf(`${last}-12-31`); day += 1) {
      const date = writtenDay(day);
      if (isWorkingDay(day, OFFICE_HOURS) !== published.isWorkday(date)) wrong.push(date);
    }
    expect(wrong).toEqual([]);
  });

  it('are what the installed version would be written as', async () => {
    expect(await readFile(HOLIDAYS_FILE, 'utf8')).toBe(await holidaysSource());
  });

  it('are data that could have been entered', () => {
    expect(years.parse(PUBLISHED_YEARS)).toEqual(PUBLISHED_YEARS);
  });
});

describe('a working day', () => {
  // biome-ignore format: a table reads best with one row a line
  const cases: readonly (readonly [date: string, is: boolean, why: string])[] = [
    ['2026-11-23', true, 'a Monday'],
    ['2026-11-22', false, 'a Sunday'],
    ['2026-02-17', false, 'a holiday on a Tuesday'],
    ['2026-02-14', true, 'a make-up Saturday'],
    ['2027-01-01', true, 'a Friday of a year without data'],
    ['2027-01-02', false, 'a Saturday of a year without data'],
    ['1969-12-31', true, 'a Wednesday before 1970'],
  ];
  it.each(cases)('%s: %s, %s', (date, is) => expect(works(date, OFFICE_HOURS)).toBe(is));

  it('follows the override of its year, and others what is published', () => {
    const other = withYears(OFFICE_HOURS, { '2026': { holidays: ['2026-11-23'], workdays: [] } }, '2');
    expect(works('2026-11-23', other)).toBe(false);
    expect(works('2026-02-14', other)).toBe(false);
    expect(works('2026-02-17', other)).toBe(true);
    expect(works('2025-01-26', other)).toBe(true);
    expect(works('2026-02-14', OFFICE_HOURS)).toBe(true);
    expect([other.version, OFFICE_HOURS.version]).toEqual(['2', 'office-hours-1']);
  });
});

describe('the year whose data is missing', () => {
  const with2027 = withYears(OFFICE_HOURS, { '2027': { holidays: [], workdays: [] } }, '2');
  // biome-ignore format: a table reads best with one row a line
  const cases: readonly (readonly [now: string, calendar: Calendar, year: string | undefined])[] = [
    ['2026-11-30T15:59:59.999Z', OFFICE_HOURS, undefined],
    ['2026-11-30T16:00:00.000Z', OFFICE_HOURS, '2027'],
    ['2026-11-30T16:00:00.000Z', { ...OFFICE_HOURS, timeZone: 'Europe/Berlin' }, undefined],
    ['2026-12-31T15:59:59.999Z', OFFICE_HOURS, '2027'],
    ['2027-05-01T00:00:00.000Z', OFFICE_HOURS, '2027'],
    ['2027-12-24T00:00:00.000Z', OFFICE_HOURS, '2027'],
    ['2026-12-24T00:00:00.000Z', with2027, undefined],
    ['2027-12-24T00:00:00.000Z', with2027, '2028'],
  ];
  it.each(cases)('at %s', (now, calendar, year) => expect(missingYear(now, calendar)).toBe(year));
});

describe('a calendar as it is sent', () => {
  const calendarForm = z.strictObject({
    id: z.string(),
    version: z.string(),
    timeZone: z.string().refine(isTimeZone),
    periods: periodsForm,
    restDays: restDays.default([...WEEKEND]),
    years,
  });
  const sent = {
    ...OFFICE_HOURS,
    years: { '2026': { holidays: ['2026-01-01'], workdays: ['2026-01-04'] } },
  };
  const pointers = (input: unknown) => {
    const checked = check(calendarForm, input, 'en');
    return 'faults' in checked ? checked.faults.map(({ pointer }) => pointer) : [];
  };
  const periods = (...list: readonly (readonly [string, string])[]) => ({
    ...sent,
    periods: list.map(([from, to]) => ({ from, to })),
  });
  const year = (holidays: readonly string[], workdays: readonly string[]) => ({
    ...sent,
    years: { '2026': { holidays, workdays } },
  });

  it('is taken as it is, with the weekend as its rest days', () => {
    const { restDays: _, ...usual } = sent;
    expect(calendarForm.parse(usual)).toEqual(sent);
    expect(calendarForm.parse(OFFICE_HOURS)).toEqual(OFFICE_HOURS);
    expect(pointers(periods(['00:00', '06:00'], ['06:00', '24:00']))).toEqual([]);
  });

  // biome-ignore format: a table reads best with one row a line
  const cases: readonly (readonly [says: string, input: unknown, pointer: string])[] = [
    ['no period', periods(), '/periods'],
    ['an empty period', periods(['08:00', '08:00']), '/periods/0/to'],
    ['a period that ends before it begins', periods(['22:00', '06:00']), '/periods/0/to'],
    ['overlapping periods', periods(['08:00', '12:00'], ['11:59', '17:00']), '/periods/1/from'],
    ['periods out of order', periods(['13:00', '17:00'], ['08:00', '12:00']), '/periods/1/from'],
    ['a time that no clock shows', periods(['08:00', '24:01']), '/periods/0/to'],
    ['a minute that no clock shows', periods(['07:60', '12:00']), '/periods/0/from'],
    ['a day both holiday and workday', year(['2026-01-01'], ['2026-01-01']), '/years/2026/workdays/0'],
    ['a day named twice', year(['2026-01-01', '2026-01-01'], []), '/years/2026/holidays'],
    ['a day of another year', year([], ['2026-01-04', '2027-01-04']), '/years/2026/workdays/1'],
    ['a day that does not exist', year(['2026-02-29'], []), '/years/2026/holidays/0'],
    ['a year that is none', { ...sent, years: { '26': { holidays: [], workdays: [] } } }, '/years/26'],
    ['an unknown time zone', { ...sent, timeZone: 'Asia/Atlantis' }, '/timeZone'],
    ['an offset for a time zone', { ...sent, timeZone: '+08:00' }, '/timeZone'],
    ['a week of rest days', { ...sent, restDays: [1, 2, 3, 4, 5, 6, 7] }, '/restDays'],
    ['a weekday 0', { ...sent, restDays: [0] }, '/restDays/0'],
    ['an unknown member', { ...sent, holidays: [] }, '/holidays'],
  ];
  it.each(cases)('is refused with %s', (_says, input, pointer) => {
    expect(pointers(input)).toEqual([pointer]);
  });
});

describe('the local day', () => {
  it('is that of the zone, on either side of a change of its clocks', () => {
    const local = (at: string, zone: string) => writtenDay(localDayOf(Date.parse(at), zone));
    expect(local('2026-11-22T15:59:59.999Z', 'Asia/Shanghai')).toBe('2026-11-22');
    expect(local('2026-11-22T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026-11-23');
    // Samoa went from 29 to 31 December 2011.
    expect(local('2011-12-30T09:59:59.999Z', 'Pacific/Apia')).toBe('2011-12-29');
    expect(local('2011-12-30T10:00:00.000Z', 'Pacific/Apia')).toBe('2011-12-31');
    // At midnight clocks went back to 23:00 of the day before.
    expect(local('2018-02-18T01:59:59.999Z', 'America/Sao_Paulo')).toBe('2018-02-17');
    expect(local('2018-02-18T02:30:00.000Z', 'America/Sao_Paulo')).toBe('2018-02-17');
    expect(local('2018-02-18T03:00:00.000Z', 'America/Sao_Paulo')).toBe('2018-02-18');
  });

  it('needs a zone that exists', () => {
    expect(['Asia/Shanghai', 'UTC', 'Europe/Berlin'].map(isTimeZone)).toEqual([true, true, true]);
    expect(['', '+08:00', 'Asia/Atlantis', 'Shanghai'].map(isTimeZone)).toEqual([false, false, false, false]);
    expect(() => localDayOf(0, 'Asia/Atlantis')).toThrow(RangeError);
  });
});
