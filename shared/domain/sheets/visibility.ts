/** Who sees a sheet (contract section 2), one row a role; whom it is against sees nothing of it (B5.2.2c). Pure. */

import { type Complained, isAuthority, isRecused } from '../complaints/recusal.ts';
import type { Actor, Directory, Role } from '../model/directory.ts';
import type { Sheet } from '../model/sheet.ts';
import { partOf } from '../organisation/acting.ts';
import { isCustomerService } from '../organisation/organisation.ts';

type Sight = (actor: Actor, sheet: Sheet, directory: Directory) => boolean;

const never: Sight = () => false;
const ofTheSite: Sight = () => true;

/** What is or was the section's, and what one handles or handled. */
const ledSections: Sight = (actor, sheet) =>
  (actor.section !== undefined && sheet.sections.includes(actor.section)) || tookPart(actor, sheet);

/** What one handles or handled, and what waits in one's section for a handler. */
const ownWork: Sight = (actor, sheet) =>
  tookPart(actor, sheet) || (sheet.status === 'handed-over' && sheet.section === actor.section);

/** Complaints that are the overseer's, and what fell to them because nobody else was there to be asked. */
const routed: Sight = (actor, sheet, directory) =>
  isAuthority(actor, sheet, directory) || tookPart(actor, sheet);

const tookPart = (actor: Actor, { handledBy, firstContact }: Sheet) =>
  handledBy.includes(partOf(actor)) || firstContact === partOf(actor);

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
  overseer: routed,
};

/** Whether the actor may see that sheet; `directory` is that of the sheet's site, which must be the actor's. */
export function sees(actor: Actor, sheet: Sheet, directory: Directory): boolean {
  if (actor.role === 'system') return true;
  if (sheet.site !== directory.site.id || isRecused(actor, sheet, directory)) return false;
  if (isCustomerService(directory, actor)) return true;
  return sheet.requester?.person === partOf(actor) || SIGHT[actor.role](actor, sheet, directory);
}

/**
 * The same of a summary that was found where the actor may look: among all of the site, or in their section's
 * queue. What a summary does not tell, that place does.
 */
export function seesListed(
  actor: Actor,
  summary: Complained & Pick<Sheet, 'firstContact'>,
  directory: Directory,
): boolean {
  if (isRecused(actor, summary, directory)) return false;
  if (actor.role !== 'overseer') return true;
  return isAuthority(actor, summary, directory) || summary.firstContact === partOf(actor);
}
