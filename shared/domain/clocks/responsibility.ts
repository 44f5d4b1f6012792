/** What a site's directory says of who owes and by which plan. Pure. */

import { type Calendar, withYears } from '../calendar/calendar.ts';
import { OFFICE_HOURS } from '../calendar/office-hours.ts';
import { planId, planInForce } from '../commitments/commitments.ts';
import { authorityOf, type Complained } from '../complaints/recusal.ts';
import type { Directory } from '../model/directory.ts';
import type { PlanInForce } from '../model/plan.ts';
import { customerServiceOf, managersOf } from '../organisation/organisation.ts';
import type { Plan, Responsibility } from './clocks.ts';

/** Calendars by what they say: one object each, since what is counted in a calendar is remembered with it. */
const calendars = new Map<string, Calendar>();
const MOST_CALENDARS = 1_000;

function oneOfAKind(calendar: Calendar): Calendar {
  const { years, ...rest } = calendar;
  const overrides = Object.entries(years).filter(([year, days]) => OFFICE_HOURS.years[year] !== days);
  const key = JSON.stringify([rest, overrides]);
  const known = calendars.get(key);
  if (known !== undefined) return known;
  if (calendars.size >= MOST_CALENDARS) calendars.clear();
  calendars.set(key, calendar);
  return calendar;
}

/** A calendar with the years that the site's table has in the place of the published ones. */
function withSiteYears(calendar: Calendar, { years, yearsVersion }: Directory): Calendar {
  if (years === undefined) return calendar;
  return withYears(calendar, years, `${calendar.version}+${yearsVersion ?? Object.keys(years).join('+')}`);
}

/** The regulations' own targets, in office hours: what holds where a section has published nothing. */
export function defaultPlan(directory: Directory): Plan {
  const { timeZone } = directory.site;
  const calendar = oneOfAKind(withSiteYears({ ...OFFICE_HOURS, timeZone }, directory));
  return { id: 'default-1', targets: {}, calendar };
}

/** A published plan as clocks follow it; its own years go before the site's, those before the published ones. */
function planOf(published: PlanInForce, directory: Directory): Plan {
  const { targets, calendar: own, escalation } = published;
  const id = planId(published);
  const waits = escalation === undefined ? {} : { waits: escalation };
  const { calendar } = defaultPlan(directory);
  if (own === undefined) return { id, targets, calendar, ...waits };
  const version = `${id}${directory.yearsVersion === undefined ? '' : `+${directory.yearsVersion}`}`;
  const { years = {}, ...hours } = own;
  return {
    ...{ id, targets, ...waits },
    calendar: oneOfAKind(withYears({ ...calendar, ...hours, id }, years, version)),
  };
}

/** Plans as they were made out for a directory, so that a command's clocks share them. */
const madeOut = new WeakMap<Directory, Map<string, Plan>>();

/** The plan of a section that was in force at an instant, or the default. */
export function planAt(directory: Directory, section: string | undefined, at: string): Plan {
  const published = planInForce(directory.plans ?? [], section, at);
  const known = madeOut.get(directory) ?? new Map<string, Plan>();
  madeOut.set(directory, known);
  const key = published === undefined ? '' : planId(published);
  const plan = known.get(key) ?? (published ? planOf(published, directory) : defaultPlan(directory));
  known.set(key, plan);
  return plan;
}

/** Who owes what at a site, and by which plan; of a complaint that is an authority's, that one hands over. */
export function responsibilityAt(directory: Directory, sheet: Complained = {}): Responsibility {
  return {
    plans: (section, openedAt) => planAt(directory, section, openedAt),
    sectionOf: (person) => directory.staff.find((each) => each.id === person)?.section,
    manager: (authorityOf(sheet, directory)[0] ?? managersOf(directory, customerServiceOf(directory)?.id)[0])
      ?.id,
  };
}
