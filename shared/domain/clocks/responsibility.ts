/** What a site's directory says of who owes and by which plan. Pure. */

import { type Calendar, withYears } from '../calendar/calendar.ts';
import { OFFICE_HOURS } from '../calendar/office-hours.ts';
import { planId, planInForce } from '../commitments/commitments.ts';
import { authorityOf } from '../complaints/recusal.ts';
import type { Clock, Owes } from '../model/clock.ts';
import type { Directory } from '../model/directory.ts';
import type { PlanInForce } from '../model/plan.ts';
import type { Sheet } from '../model/sheet.ts';
import { customerServiceOf, managersOf } from '../organisation/organisation.ts';
import type { ClockRow } from './clock-table.ts';
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
  return madeOutPlan(directory, planInForce(directory.plans ?? [], section, at));
}

/** The plan that a clock's deadline was computed from. */
export function planOfClock({ plan }: Pick<Clock, 'plan'>, directory: Directory): Plan {
  return madeOutPlan(
    directory,
    directory.plans?.find((published) => planId(published) === plan),
  );
}

function madeOutPlan(directory: Directory, published: PlanInForce | undefined): Plan {
  const known = madeOut.get(directory) ?? new Map<string, Plan>();
  madeOut.set(directory, known);
  const key = published === undefined ? '' : planId(published);
  const plan = known.get(key) ?? (published ? planOf(published, directory) : defaultPlan(directory));
  known.set(key, plan);
  return plan;
}

/** Who owes what at a site, and by which plan. */
export function responsibilityAt(directory: Directory): Responsibility {
  return {
    plans: (section, openedAt) => planAt(directory, section, openedAt),
    sectionOf: (person) => directory.staff.find((each) => each.id === person)?.section,
    named: (row, sheet) => {
      const { person, section } = namedOwer(row, sheet, directory);
      return person === undefined ? { ...(section === undefined ? {} : { section }) } : { person };
    },
  };
}

/**
 * Whom a clock's row names for a sheet as it stands (contract section 3, "owed by"), a person with the section that owes
 * it in their place; whether they may sign what stops it is another question. Who is to hand over owes `dispatch`: after a dispute customer service's manager (A1.3), of a
 * complaint that is an authority's that authority (B5.2.2c).
 */
export function namedOwer(row: ClockRow, sheet: Sheet, directory: Directory): Owes {
  const desk = customerServiceOf(directory)?.id;
  const firstContact = { person: sheet.firstContact, ...(desk === undefined ? {} : { section: desk }) };
  const customerService = desk === undefined ? firstContact : { section: desk };
  const section = sheet.section === undefined ? undefined : { section: sheet.section };
  const handler = sheet.handler === undefined ? undefined : { person: sheet.handler, ...section };
  if (row.name === 'dispatch') {
    const [authority] = authorityOf(sheet, directory);
    if (authority !== undefined) return { person: authority.id };
    if (sheet.status === 'registered' && sheet.disputed) {
      const [manager] = managersOf(directory, desk);
      return manager === undefined ? customerService : { ...customerService, person: manager.id };
    }
  }
  switch (row.owedBy) {
    case 'first contact':
      return firstContact;
    case 'first contact, customer service where they handled it':
      return sheet.handler === sheet.firstContact ? customerService : firstContact;
    case 'customer service':
      return customerService;
    case 'section':
      return section ?? firstContact;
    case 'handler':
      return handler ?? section ?? firstContact;
    case 'handler, once completed the section':
      return (sheet.status === 'completed' ? section : undefined) ?? handler ?? section ?? firstContact;
    case 'section once handed over, before it first contact':
      return section ?? firstContact;
    default:
      return row.owedBy satisfies never;
  }
}
