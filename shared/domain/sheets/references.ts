/** Whether the people and sections that a body names are in the directory. Pure. */

import { type DomainError, invalid } from '../kernel/errors.ts';
import type { Directory, Person } from '../model/directory.ts';
import { isResident } from '../model/roles.ts';
import type { Complaint, Resident } from '../model/sheet.ts';
import { sectionOf } from '../organisation/organisation.ts';

/** A complaint can only be against staff and sections that exist; `pointer` is that of the complaint. */
export function accusedFault(
  complaint: Complaint | undefined,
  directory: Directory,
  pointer: string,
): DomainError | undefined {
  const against = complaint?.against;
  if (against?.person !== undefined && !directory.staff.some((person) => person.id === against.person)) {
    return invalid(`${pointer}/against/person`, 'unknown-person');
  }
  if (against?.section !== undefined && sectionOf(directory, against.section) === undefined) {
    return invalid(`${pointer}/against/section`, 'unknown-section');
  }
  return undefined;
}

/** A resident named by id must be an active resident of the site; `known` is whom the directory has by that id. */
export function residentFault(
  resident: Resident | undefined,
  known: Person | undefined,
  directory: Directory,
  pointer: string,
): DomainError | undefined {
  if (resident?.id === undefined) return undefined;
  const lives = known !== undefined && isResident(known) && known.active && known.site === directory.site.id;
  return lives ? undefined : invalid(`${pointer}/id`, 'unknown-person');
}
