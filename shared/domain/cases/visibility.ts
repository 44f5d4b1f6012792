/** Who sees a case (contract section 2). Pure. */

import type { Actor } from '../model/directory.ts';
import { type CaseSight, rowOfRole } from '../model/roles.ts';
import { leads } from '../organisation/organisation.ts';
import type { Case } from './case.ts';
import type { CaseSummary } from './summary.ts';

const caseSightOf = (actor: Pick<Actor, 'role'>): CaseSight => rowOfRole(actor)?.cases ?? 'none';

/** Who sees every case of their site but one about themselves that is not concluded. */
export const seesAllCases = (actor: Pick<Actor, 'role'>): boolean => caseSightOf(actor) === 'site';

/** Whether the case is about the actor, or about whom they stand in for. */
export function isAbout(state: Pick<Case, 'about'>, actor: Actor): boolean {
  return actor.id === state.about || actor.standInFor === state.about;
}

/** Everybody by name who opened, investigated, decides or reviews. */
function partners(state: Case): readonly string[] {
  const parts = state.parts.filter(({ part }) => part !== 'witnessed').map(({ person }) => person);
  return [...state.openedBy, ...parts, ...state.appeals.flatMap(({ reviewer }) => reviewer ?? [])];
}

/**
 * Whether the actor may see the case; `site` is that of the actor. The subject sees it from `concluded` on, whatever
 * else they are; nobody sees it by standing in for the subject.
 */
export function seesCase(actor: Actor, state: Case, site: string): boolean {
  if (state.site !== site) return false;
  if (isAbout(state, actor)) {
    return actor.id === state.about && 'conclusion' in state && state.conclusion !== undefined;
  }
  if (caseSightOf(actor) === 'none') return false;
  if (seesAllCases(actor) || leads(actor, state.section)) return true;
  const known = partners(state);
  return known.includes(actor.id) || (actor.standInFor !== undefined && known.includes(actor.standInFor));
}

/**
 * Whether the actor may see a case of their site of which its summary alone was read: such lists are for those who see
 * every case. One about themselves they see once it is concluded, one about whom they stand in for never.
 */
export function seesListedCase(actor: Actor, { about, concluded }: CaseSummary): boolean {
  return seesAllCases(actor) && actor.standInFor !== about && (actor.id !== about || concluded);
}
