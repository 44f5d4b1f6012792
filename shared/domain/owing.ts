/** What a site's directory says of who owes and by which plan. Pure. */
import { type Calendar, withYears } from './calendar.ts';
import type { Owing, Plan } from './clocks.ts';
import { OFFICE_HOURS } from './office-hours.ts';
import { customerServiceOf, type Directory, managersOf } from './organisation.ts';
import { authorityOf, type Complained } from './recusal.ts';

const calendars = new Map<string, Calendar>();

/** Office hours in a time zone: one object each, since what is counted in a calendar is remembered with it. */
function officeHoursIn(timeZone: string): Calendar {
  const known = calendars.get(timeZone) ?? { ...OFFICE_HOURS, timeZone };
  calendars.set(timeZone, known);
  return known;
}

/** The regulations' own targets, in office hours: what holds where a section has published nothing. */
export function defaultPlan({ site, years }: Directory): Plan {
  const calendar = officeHoursIn(site.timeZone);
  const version = years === undefined ? '' : `${calendar.version}+${Object.keys(years).join('+')}`;
  return {
    id: 'default-1',
    targets: {},
    calendar: years === undefined ? calendar : withYears(calendar, years, version),
  };
}

/** Who owes what at a site, and by which plan; of a complaint that is an authority's, that one hands over. */
export function owingAt(directory: Directory, sheet: Complained = {}): Owing {
  const plan = defaultPlan(directory);
  return {
    plans: () => plan,
    sectionOf: (person) => directory.staff.find((each) => each.id === person)?.section,
    manager: (authorityOf(sheet, directory)[0] ?? managersOf(directory, customerServiceOf(directory)?.id)[0])
      ?.id,
  };
}
