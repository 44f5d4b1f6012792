/** Accountability cases that the last level of an escalation proposes: about whom, and who is shown them. Pure. */

import { LAST_LEVEL, sectionOwing } from '../clocks/escalation.ts';
import { type Complained, isRecused } from '../complaints/recusal.ts';
import type { Actor, Directory } from '../model/directory.ts';
import { isAuthorityRole } from '../model/roles.ts';
import type { Sheet, SheetEvent } from '../model/sheet.ts';
import { managersOf } from '../organisation/organisation.ts';

export interface ProposedCase {
  readonly id: string;
  readonly sheet: string;
  readonly clock: string;
  /** The person whom the case would be about. */
  readonly about: string;
  /** The clause of the promise that was broken. */
  readonly rule: string;
  readonly at: string;
}

/**
 * The case that an entry of a sheet's ledger proposes: an escalation's last level one about whoever owes the clock or,
 * where a section owes it, about its manager. None where the entry is another, or where nobody is there to answer for
 * it. `sheet` is as the entry left it.
 */
export function proposedBy(event: SheetEvent, sheet: Sheet, directory: Directory): readonly ProposedCase[] {
  if (event.step !== 'escalate' || event.level !== LAST_LEVEL) return [];
  const clock = sheet.clocks.find((each) => each.id === event.clock);
  if (clock === undefined) return [];
  const about =
    clock.answerable ??
    clock.owes.person ??
    managersOf(directory, sectionOwing(clock.owes, directory))[0]?.id;
  if (about === undefined) return [];
  return [
    {
      id: `${sheet.id}-${clock.id}`,
      sheet: sheet.id,
      clock: clock.id,
      about,
      rule: clock.clause,
      at: event.at,
    },
  ];
}

/** Whether cases are proposed to somebody: to the director and the overseer, but none about themselves. */
export function isProposedTo(actor: Pick<Actor, 'id' | 'role'>, about?: string): boolean {
  return isAuthorityRole(actor) && actor.id !== about;
}

/**
 * Whether somebody is shown a proposed case. Nobody is who is complained of by the sheet that gave rise to it
 * (B5.2.2c); `complained` is what is known of that sheet.
 */
export function seesProposed(
  actor: Actor,
  { about }: Pick<ProposedCase, 'about'>,
  complained: Complained,
  directory: Directory,
): boolean {
  return isProposedTo(actor, about) && !isRecused(actor, complained, directory);
}
