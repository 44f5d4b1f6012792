/** Who sees a sheet (contract section 2), as each role's row has it; whom it is against sees nothing of it (B5.2.2c). Pure. */

import { type Complained, isAuthority, isHolder, isRecused } from '../complaints/recusal.ts';
import type { Actor, Directory } from '../model/directory.ts';
import { isAuthorityRole, isResident, rowOfRole, type SheetSight } from '../model/roles.ts';
import type { Sheet } from '../model/sheet.ts';
import { partOf } from '../organisation/acting.ts';
import { isCustomerService } from '../organisation/organisation.ts';
import { isAsker, isConsulted } from './parts.ts';

/** How much of a site's sheets the actor sees, recusal apart: as customer service all of them, else as their role. */
export function sheetSightOf(actor: Actor, directory: Directory): SheetSight {
  return isCustomerService(directory, actor) ? 'site' : (rowOfRole(actor)?.sheets ?? 'none');
}

type Sees = (actor: Actor, sheet: Sheet, directory: Directory) => boolean;

const tookPart = (actor: Actor, { handledBy, firstContact }: Sheet) =>
  handledBy.includes(partOf(actor)) || firstContact === partOf(actor);

const SEES: { readonly [S in SheetSight]: Sees } = {
  none: () => false,
  own: isAsker,
  work: (actor, sheet) =>
    tookPart(actor, sheet) || (sheet.status === 'handed-over' && sheet.section === actor.section),
  section: (actor, sheet) =>
    tookPart(actor, sheet) || (actor.section !== undefined && sheet.sections.includes(actor.section)),
  // Beside their complaints, what fell to them as first contact because nobody else was there to be asked.
  complaints: (actor, sheet, directory) => tookPart(actor, sheet) || isAuthority(actor, sheet, directory),
  site: () => true,
};

/** Whether the actor may see that sheet; `directory` is that of the sheet's site, which must be the actor's. */
export function sees(actor: Actor, sheet: Sheet, directory: Directory): boolean {
  if (actor.role === 'system') return true;
  if (sheet.site !== directory.site.id || isRecused(actor, sheet, directory)) return false;
  const isRequester = sheet.requester?.person === partOf(actor);
  // Whoever takes the director's place sees what the director does.
  if (isRequester || isConsulted(actor, sheet) || isHolder(actor, 'director', sheet, directory)) return true;
  return SEES[sheetSightOf(actor, directory)](actor, sheet, directory);
}

/**
 * Whether what the actor sees of a sheet depends on where somebody stands at present: on who leads a section that is
 * complained of, or on whether the complaint is the actor's as its authority. Whether it is against them in person
 * does not depend on that.
 */
export function turnsOnStanding(actor: Actor, { complaint }: Complained): boolean {
  if (complaint?.against === undefined || isResident(actor)) return false;
  return complaint.against.person === undefined || isAuthorityRole(actor);
}
