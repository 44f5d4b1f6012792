/** Calendars as nobody would set them up, in zones that do strange things, and starts around those days. */
import fc from 'fast-check';
import type { Calendar, ServicePeriod, YearDays } from '../../../shared/domain/calendar/calendar.ts';

/** Days on which something happens, in UTC: clocks go forward or back, a date is left out, a year begins. */
// biome-ignore format: one line a zone
const DAYS: Readonly<Record<string, readonly string[]>> = {
  'Asia/Shanghai': ['2026-02-12', '2026-12-30', '2026-09-30'],
  'Europe/Berlin': ['2026-03-29', '2026-10-25', '2026-12-31'],
  'America/New_York': ['2026-03-08', '2026-11-01', '2026-12-31'],
  'Australia/Lord_Howe': ['2026-04-04', '2026-10-03', '2026-12-31'],
  'Pacific/Apia': ['2011-12-29', '2011-09-24', '2012-03-31'],
  'America/Sao_Paulo': ['2018-02-18', '2018-11-04'],
  // Until 2011 the clock went back at 00:01, and for a minute the next day had begun.
  'America/St_Johns': ['2010-11-07', '2011-03-13'],
  'Asia/Kathmandu': ['2026-06-01'],
};

const DAY = 86_400_000;

const written = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Minutes of the day; many on the hour or half hour, where clocks change and periods meet. */
const minutes = fc.oneof(
  fc.integer({ min: 0, max: 48 }).map((half) => half * 30),
  fc.integer({ min: 0, max: 1440 }),
  // The small hours, in which most zones change their clocks.
  fc.integer({ min: 0, max: 16 }).map((quarter) => quarter * 15),
);

/** Periods in order; some meet, some reach midnight, one or more have at least an hour between them. */
const periods: fc.Arbitrary<readonly ServicePeriod[]> = fc
  .tuple(fc.uniqueArray(minutes, { minLength: 2, maxLength: 8 }), fc.boolean())
  .map(([edges, meeting]) => {
    const sorted = edges.toSorted((a, b) => a - b);
    const pairs = sorted
      .slice(1)
      .map((to, index) => ({ from: written(sorted[index] ?? 0), to: written(to) }));
    return meeting ? pairs : pairs.filter((_, index) => index % 2 === 0);
  })
  .filter((list) => list.some(({ from, to }) => Number(to.slice(0, 2)) - Number(from.slice(0, 2)) > 1));

const near = (day: string, from: number, to: number) =>
  fc
    .integer({ min: from, max: to })
    .map((off) => new Date(Date.parse(day) + off * DAY).toISOString().slice(0, 10));

/** Data for the year of a day: some days around it are holidays, others make-up working days. */
const yearDays = (day: string, year: string): fc.Arbitrary<YearDays> =>
  fc
    .tuple(
      fc.uniqueArray(near(day, -2, 12), { maxLength: 5 }),
      fc.uniqueArray(near(day, -2, 12), { maxLength: 4 }),
    )
    .map(([holidays, workdays]) => ({
      holidays: holidays.filter((date) => date.startsWith(year)),
      workdays: workdays.filter((date) => date.startsWith(year) && !holidays.includes(date)),
    }));

/** The year of the day and the one after it; now and then without data. */
function yearsAround(day: string): fc.Arbitrary<Record<string, YearDays>> {
  const own = Number(day.slice(0, 4));
  const both = [own, own + 1].map(String);
  return fc.tuple(fc.subarray(both), ...both.map((year) => yearDays(day, year))).map(([known, ...data]) =>
    Object.fromEntries(
      both.flatMap((year, index) => {
        const of = data[index];
        return of !== undefined && known.includes(year) ? [[year, of] as const] : [];
      }),
    ),
  );
}

export interface Begun {
  readonly calendar: Calendar;
  /** Milliseconds since 1970. */
  readonly start: number;
}

/** A calendar, and an instant within two days of one of its zone's special days. */
export const begun: fc.Arbitrary<Begun> = fc
  .constantFrom(...Object.entries(DAYS).flatMap(([zone, days]) => days.map((day) => [zone, day] as const)))
  .chain(([timeZone, day]) =>
    fc.record({
      calendar: fc.record({
        id: fc.constant('random'),
        version: fc.constant('1'),
        timeZone: fc.constant(timeZone),
        periods,
        restDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 4 }),
        years: yearsAround(day),
      }),
      start: fc
        .oneof(
          // Half of the starts lie on the edge of an hour or half hour, as periods do.
          fc.integer({ min: -96, max: 144 }).map((half) => half * 30 * 60_000),
          fc.integer({ min: -2 * DAY, max: 3 * DAY }),
        )
        .map((off) => Date.parse(day) + off),
    }),
  );
