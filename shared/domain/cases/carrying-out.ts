/**
 * What is left of a case once its outcome is final (A2.2, A2.3, A2.6): sanctions to be carried out, by when and owed by whom,
 * and when it is over. Pure.
 */
import { defaultPlan } from '../clocks/responsibility.ts';
import type { Directory } from '../model/directory.ts';
import { managersOf } from '../organisation/organisation.ts';
import type { Case, CaseTarget, JudgedCase } from './case.ts';
import { outstanding } from './evolve.ts';
import type { Sanction } from './sanctions.ts';
import { later, runningTarget, targetOf } from './terms.ts';

/** The sanctions in force that were not carried out yet, in the order in which they were imposed. */
export function toCarryOut(state: Case): readonly Sanction[] {
  const { sanctions = [] } = ('outcome' in state && state.outcome) || {};
  const { carriedOut = [] } = state;
  return sanctions.filter((sanction) => !carriedOut.some((done) => done.sanction === sanction));
}

/** Whether nothing is left to carry out once that sanction is. */
export const isLast = (state: Case, sanction: Sanction): boolean =>
  toCarryOut(state).every((left) => left === sanction);

/** Who has decided; of whoever stood in for somebody, that person. */
const decidersOf = ({ parts }: Case): readonly string[] =>
  parts.filter(({ part }) => part === 'decided').map(({ person }) => person);

/**
 * Who owes it that sanctions are carried out: the section's manager or, where there is none but the subject, who decided.
 */
function owesCarryingOut(state: Case, directory: Directory): CaseTarget['owes'] {
  const isSubject = ({ id }: { readonly id: string }) => id === state.about;
  const manager = managersOf(directory, state.section, isSubject).find((person) => !isSubject(person));
  const person = manager?.id ?? decidersOf(state).at(-1);
  return person === undefined ? {} : { person };
}

/**
 * The target that begins when a case becomes final: by when its sanctions are carried out. None where it has no sanction.
 * A case that became final before there were such targets has none, and waits for nobody's sanction.
 */
export function startOfCarryingOut(
  state: JudgedCase,
  finalAt: string,
  directory: Directory,
): { readonly starts?: CaseTarget } {
  if (toCarryOut(state).length === 0) return {};
  const owes = owesCarryingOut(state, directory);
  const { calendar } = defaultPlan(directory);
  return { starts: targetOf('carry-out', 0, finalAt, owes, state.terms, calendar) };
}

/** From when on what was not carried out no longer keeps a final case open; undefined where nothing does. */
export function givenUpAt(state: Case): string | undefined {
  return state.status === 'final' && runningTarget(state) !== undefined
    ? later(state.finalAt, state.terms.lapse)
    : undefined;
}

/**
 * Whether a case is over at an instant: dismissed, or final with nothing to pay, and each sanction carried out or given up.
 * The system archives it at once (A2.6).
 */
export function isOver(state: Case, at: string): boolean {
  if (state.status === 'dismissed') return true;
  if (state.status !== 'final' || outstanding(state) !== undefined) return false;
  return at >= (givenUpAt(state) ?? at);
}

/** The sanctions that a case is archived without; nothing is said of one that never waited for them. */
export function leftUndone(state: Case): { readonly notCarriedOut?: readonly Sanction[] } {
  return givenUpAt(state) === undefined ? {} : { notCarriedOut: toCarryOut(state) };
}
