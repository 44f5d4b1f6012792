/** The product's deadlines against the plain count of minutes, over calendars and starts as nobody would choose. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deadline, warnAt } from '../../../shared/domain/calendar/working-time.ts';
import * as plain from '../../support/domain/minute-by-minute.ts';
import { begun } from '../../support/domain/random-calendars.ts';

const DAY = 86_400_000;
const RUNS = { numRuns: 200 };

const at = (instant: number) => new Date(instant).toISOString();
/** The deadline without its warning, which has tests of its own. */
const dueOf = (...asked: Parameters<typeof deadline>) => {
  const { warnAt: _, ...due } = deadline(...asked);
  return due;
};
const days = fc.integer({ min: 1, max: 4 });
/** Often a whole number of half hours, so that a count may fill a period to the end. */
const minutes = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map((half) => half * 30),
  fc.integer({ min: 1, max: 1500 }),
);
const writtenTime = (total: number) =>
  total % 60 === 0
    ? `PT${total / 60}H`
    : total < 60
      ? `PT${total}M`
      : `PT${Math.floor(total / 60)}H${total % 60}M`;

it('hours in working time are the minutes of service, counted', () => {
  fc.assert(
    fc.property(begun, minutes, ({ calendar, start }, total) => {
      const due = plain.passed(start, total * 60_000, calendar);
      const provisional = plain.seesMissingYear(start, due - 1, calendar);
      const expected = { dueAt: at(due), ...(provisional && { provisional }) };
      expect(dueOf(at(start), writtenTime(total), 'working', calendar)).toEqual(expected);
    }),
    RUNS,
  );
});

it('days in working time end with the last minute of service of the nth day', () => {
  fc.assert(
    fc.property(begun, days, ({ calendar, start }, nth) => {
      const due = plain.endOfNthWorkingDay(start, nth, calendar);
      let firstLooked = start;
      while (plain.dateAt(firstLooked, calendar) <= plain.dateAt(start, calendar)) firstLooked += 60_000;
      const provisional = plain.seesMissingYear(firstLooked, due - 1, calendar);
      const expected = { dueAt: at(due), ...(provisional && { provisional }) };
      expect(dueOf(at(start), `P${nth}D`, 'working', calendar)).toEqual(expected);
    }),
    RUNS,
  );
});

it('a warning comes when 80 % of the service until the deadline has passed', () => {
  fc.assert(
    fc.property(
      begun,
      fc.oneof(
        days.map((nth) => `P${nth}D`),
        minutes.map(writtenTime),
      ),
      (made, duration) => {
        const { calendar, start } = made;
        const { dueAt, warnAt: warned } = deadline(at(start), duration, 'working', calendar);
        const own = plain.service(start, Date.parse(dueAt), calendar);
        const expected = plain.passed(start, Math.floor((own * 80) / 100), calendar);
        expect([warned, warnAt(at(start), dueAt, 'working', calendar)]).toEqual([at(expected), at(expected)]);
      },
    ),
    RUNS,
  );
});

it('natural time is a sum, whatever the calendar', () => {
  fc.assert(
    fc.property(begun, days, minutes, ({ calendar, start }, nth, total) => {
      const inDays = dueOf(at(start), `P${nth}D`, 'always', calendar);
      const inTime = deadline(at(start), writtenTime(total), 'always', calendar);
      expect(inDays).toEqual({ dueAt: at(start + nth * DAY) });
      expect(inTime).toEqual({ dueAt: at(start + total * 60_000), warnAt: at(start + total * 48_000) });
      expect(warnAt(at(start), inTime.dueAt, 'always', calendar)).toBe(inTime.warnAt);
    }),
    RUNS,
  );
});
