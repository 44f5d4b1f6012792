/** When a case is over. Pure. */
import type { Case } from './cases/case.ts';
import { outstanding } from './cases/evolve.ts';

/** Dismissed, or final with nothing to pay: the system archives it at once (A2.6). */
export function isOver(state: Case): boolean {
  return state.status === 'dismissed' || (state.status === 'final' && outstanding(state) === undefined);
}
