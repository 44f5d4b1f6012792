/** Anonymity of a complaint: who is shown who complains (contract section 3, "Recusal"). Pure. */
import { type Directory, isCustomerService, type Person } from './organisation.ts';
import type { Sheet } from './sheet.ts';

/** Whether that reader is kept from learning who the resident is. */
export function isResidentHidden(
  reader: Pick<Person, 'id' | 'role' | 'section'>,
  sheet: Pick<Sheet, 'complaint'>,
  directory: Directory,
): boolean {
  const isStaff = reader.role !== 'resident';
  return sheet.complaint?.anonymous === true && isStaff && !isCustomerService(directory, reader);
}
