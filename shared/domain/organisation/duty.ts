/** A section's duty shifts (contract section 2): who sets them, and whom they name. Pure. */

import { DomainError, forbidden, invalid } from '../kernel/errors.ts';
import type { Directory, Duty, Shift } from '../model/directory.ts';
import { versionBarrier } from './directory-rules.ts';
import { leads, staffOf } from './organisation.ts';
import type { OrganisationReader } from './reach.ts';
import { seesDuty } from './visibility.ts';

export interface DutyContext {
  readonly reader: OrganisationReader;
  /** The section's shifts so far. */
  readonly before: Duty;
  /** Of the section's site; undefined where there is no such site. */
  readonly directory: Directory | undefined;
}

/** The shifts of a section, or `not-found`. */
export function readableDuty({ reader, before, directory }: DutyContext): Duty | DomainError {
  const { site, section } = before;
  const isThere = directory?.sections.some(({ id }) => id === section) === true;
  return isThere && seesDuty(reader, site, section)
    ? before
    : new DomainError('not-found', 'duty-not-visible');
}

/**
 * A section's duty with other shifts, or why not. In the contract's order: `not-found`, `forbidden`, `version-conflict`,
 * `validation-failed`.
 * @param expected versions that the duty must be in (`If-Match`); none: any
 */
export function withShifts(
  shifts: readonly Shift[],
  context: DutyContext,
  expected: readonly number[] | undefined,
): Duty | DomainError {
  const before = readableDuty(context);
  if (before instanceof DomainError) return before;
  const { section, version } = before;
  if (!context.reader.actors.some((actor) => leads(actor, section))) return forbidden('leads-set-duty');
  return (
    versionBarrier(version, expected) ??
    strangerFault(shifts, section, context.directory) ?? { ...before, shifts }
  );
}

/** The first place at which shifts name somebody who is not active staff of the section. */
function strangerFault(
  shifts: readonly Shift[],
  section: string,
  directory: Directory | undefined,
): DomainError | undefined {
  const staff = new Set(directory === undefined ? [] : staffOf(directory, section).map(({ id }) => id));
  for (const [nth, { people }] of shifts.entries()) {
    const stranger = people.findIndex((id) => !staff.has(id));
    if (stranger !== -1) return invalid(`/shifts/${nth}/people/${stranger}`, 'not-staff-of-section');
  }
  return undefined;
}

/** Shifts that are not over at an instant, in the order of their beginnings: nothing else bears on who is present. */
export function shiftsToCome(shifts: readonly Shift[], at: string): readonly Shift[] {
  return shifts.filter(({ to }) => at < to).toSorted((a, b) => (a.from < b.from ? -1 : 1));
}
