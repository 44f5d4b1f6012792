/** The calendar of a section that has published none of its own. */
import { type Calendar, WEEKEND } from './calendar.ts';
import { PUBLISHED_YEARS } from './holidays.ts';

/** Office hours in China, Monday to Friday, with the published holidays; the hours of the demo's site. */
export const OFFICE_HOURS: Calendar = {
  id: 'office-hours',
  version: 'office-hours-1',
  timeZone: 'Asia/Shanghai',
  periods: [
    { from: '08:30', to: '12:00' },
    { from: '13:30', to: '17:30' },
  ],
  restDays: WEEKEND,
  years: PUBLISHED_YEARS,
};
