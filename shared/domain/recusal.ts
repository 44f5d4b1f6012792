/** Recusal (B5.2.2c): who has nothing to do with a complaint because it is against them. Pure. */
import { type Directory, isCustomerServiceSection, leads, type Person } from './organisation.ts';
import type { Sheet } from './sheet.ts';

/** Whether the sheet is a complaint against that person, or against the section that they answer for. */
export function isRecused(
  person: Pick<Person, 'id' | 'role' | 'section'>,
  { complaint }: Pick<Sheet, 'complaint'>,
  directory: Directory,
): boolean {
  const against = complaint?.against;
  if (against === undefined) return false;
  if (against.person !== undefined) return against.person === person.id;
  if (against.section === undefined || against.section !== person.section) return false;
  return leads(person, against.section) || isCustomerServiceSection(directory, against.section);
}
