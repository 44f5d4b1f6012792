/** Who sees a sheet (contract section 2), one row a role. */
import { type Actor, type Directory, isCustomerService, type Role } from './organisation.ts';
import type { Sheet } from './sheet.ts';

type Sight = (actor: Actor, sheet: Sheet, directory: Directory) => boolean;

const never: Sight = () => false;
const ofTheSite: Sight = () => true;

/** What is or was the section's, and what one handles or handled. */
const ledSections: Sight = (actor, sheet) =>
  (actor.section !== undefined && sheet.sections.includes(actor.section)) ||
  sheet.handledBy.includes(actor.id) ||
  sheet.firstContact === actor.id;

/** What one handles or handled, and what waits in one's section for a handler. */
const ownWork: Sight = (actor, sheet) =>
  sheet.handledBy.includes(actor.id) ||
  sheet.firstContact === actor.id ||
  (sheet.status === 'handed-over' && sheet.section === actor.section);

const SIGHT: { readonly [R in Role]: Sight } = {
  resident: (actor, sheet) => sheet.resident?.id === actor.id,
  receptionist: ownWork,
  worker: ownWork,
  supervisor: ledSections,
  manager: ledSections,
  director: ofTheSite,
  'deputy-director': ofTheSite,
  administrator: never,
  hr: never,
  overseer: never,
};

/** Whether the actor may see that sheet; `directory` is that of the sheet's site, which must be the actor's. */
export function sees(actor: Actor, sheet: Sheet, directory: Directory): boolean {
  if (actor.role === 'system') return true;
  if (sheet.site !== directory.site.id) return false;
  if (isCustomerService(directory, actor)) return true;
  return sheet.requester?.person === actor.id || SIGHT[actor.role](actor, sheet, directory);
}
