/** Whose it is to award whom (contract section 6): the director's, about a director the overseer's. Pure. */
import { type Complained, isHolder } from '../complaints/recusal.ts';
import type { Awarded } from '../model/award.ts';
import type { Actor, Directory } from '../model/directory.ts';
import type { AuthorityRole } from '../model/roles.ts';

/** Whose it is to award: the director's; about a director the overseer's. */
function granting({ person }: Awarded, { staff }: Directory): AuthorityRole {
  return staff.find(({ id }) => id === person)?.role === 'director' ? 'overseer' : 'director';
}

/**
 * As whom somebody may grant or withdraw an award. Whom it is about has no part in it, neither themselves nor whoever
 * stands in for them, as if it were a complaint against them; "the director" means then who is next in line.
 */
export function granterAmong(
  actors: readonly Actor[],
  about: Awarded,
  directory: Directory,
): Actor | undefined {
  const { person } = about;
  const gate: Complained = person === undefined ? {} : { complaint: { against: { person } } };
  return actors.find((actor) => isHolder(actor, granting(about, directory), gate, directory));
}

/** Whether somebody may award whom it is about, or withdraw what they have. `actors` is everybody as whom they act. */
export const mayAward = (actors: readonly Actor[], about: Awarded, directory: Directory): boolean =>
  granterAmong(actors, about, directory) !== undefined;
