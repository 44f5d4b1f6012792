/** What outcomes bear on: promotion, pay, assignment (A2.5). Which cases are held against somebody, and who is told. Pure. */

import type { Actor } from '../model/directory.ts';
import { rowOfRole } from '../model/roles.ts';
import type { Case } from './case.ts';

/** Whether a case became final and holds something against its subject: a review that revoked it left nothing. */
export function isHeld(state: Case): boolean {
  const isFinal = (state.status === 'final' || state.status === 'archived') && state.finalAt !== undefined;
  return isFinal && !state.appeals.some(({ outcome }) => outcome === 'revoked');
}

/**
 * Whether somebody is told which final cases a person has: hr, the director, and the person themselves. Standing in
 * for that person is not enough. `actors` is everybody as whom the reader acts, themselves first.
 */
export function seesConsequences(actors: readonly Actor[], person: string): boolean {
  return (
    actors[0]?.id === person ||
    actors.some((actor) => rowOfRole(actor)?.consequences === 'site' && actor.standInFor !== person)
  );
}
