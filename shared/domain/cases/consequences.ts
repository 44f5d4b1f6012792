/** What outcomes bear on: promotion, pay, assignment (A2.5). Which cases are held against somebody, and who is told. Pure. */

import { type AwardConsequence, awardConsequences } from '../assessment/award-consequences.ts';
import { defined } from '../kernel/defined.ts';
import { laterOnCalendar } from '../kernel/local-time.ts';
import type { Money } from '../kernel/money.ts';
import type { Award } from '../model/award.ts';
import type { Actor } from '../model/directory.ts';
import { rowOfRole } from '../model/roles.ts';
import type { CarriedOut, Case, Influence, JudgedCase } from './case.ts';
import { outstanding } from './evolve.ts';
import { type Outcome, type Sanction, SECTION_SANCTIONS } from './sanctions.ts';
import { influenceTerm } from './terms.ts';

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

/** Whether somebody reads what bears on everybody of a site: hr and the director. */
export const readsEverybodysConsequences = (actor: Actor): boolean =>
  rowOfRole(actor)?.consequences === 'site';

/** What outcomes bear on (A2.5: 晋级、调资、工作安排). */
export const BEARS_ON = ['promotion', 'pay', 'assignment'] as const;

/** A final case as it bears on its subject (A2.5). */
export interface CaseConsequence extends Outcome {
  readonly person: string;
  readonly case: string;
  readonly number: string;
  readonly rule: string;
  /** When what holds was decided: by the decision, or by the review that varied it. */
  readonly decidedAt: string;
  readonly outstanding?: Money;
  readonly bearsOn: typeof BEARS_ON;
  /** Until when it bears on the subject; undefined where there is no sanction. */
  readonly until?: string;
  readonly carriedOut: readonly Pick<CarriedOut, 'sanction' | 'at' | 'refused'>[];
}

/** What bears on somebody. */
export type Consequence = CaseConsequence | AwardConsequence;

/** What is known of somebody, or of everybody. */
export interface Bearing {
  readonly cases: readonly Case[];
  readonly awards: readonly Award[];
}

/**
 * What of it bears on them: final cases that are held against them and awards that stand, the newest first. `zoneOf` gives the
 * time zone of a case's site, by whose calendar it is counted for how long a case bears on its subject.
 */
export function consequencesOf(
  { cases, awards }: Bearing,
  zoneOf: (site: string) => string,
): readonly Consequence[] {
  const found = [
    ...cases.flatMap((state) => consequenceOf(state, zoneOf(state.site)) ?? []),
    ...awardConsequences(awards),
  ];
  return found.toSorted((a, b) => (sinceOf(a) < sinceOf(b) ? 1 : -1));
}

/** Since when: a case since it was decided, an award since it was granted. */
export const sinceOf = (item: Consequence): string => ('award' in item ? item.at : item.decidedAt);

function consequenceOf(state: Case, timeZone: string): CaseConsequence | undefined {
  if (!isHeld(state) || !('outcome' in state) || state.outcome === undefined) return undefined;
  const { about, id, number, rule, appeals, decision, outcome, carriedOut = [] } = state as JudgedCase;
  const { sanctions, compensation } = outcome;
  return {
    ...{ person: about, case: id, number, rule },
    decidedAt: appeals.findLast((appeal) => appeal.outcome === 'varied')?.decidedAt ?? decision.at,
    ...{ sanctions, ...defined({ compensation, outstanding: outstanding(state) }) },
    bearsOn: BEARS_ON,
    ...defined({ until: untilOf(state, sanctions, timeZone) }),
    carriedOut: carriedOut.map(({ sanction, at, refused }) => ({ sanction, at, ...defined({ refused }) })),
  };
}

const influenceOf = (sanction: Sanction): Influence => {
  if (sanction === 'transfer') return 'transfer';
  return (SECTION_SANCTIONS as readonly Sanction[]).includes(sanction) ? 'section' : 'administrative';
};

/** The latest of what each sanction comes to, counted from when the case became final. */
function untilOf(state: Case, sanctions: readonly Sanction[], timeZone: string): string | undefined {
  const { finalAt } = state as { readonly finalAt?: string };
  if (finalAt === undefined) return undefined;
  const ends = sanctions.map((sanction) =>
    laterOnCalendar(finalAt, influenceTerm(state.terms, influenceOf(sanction)), timeZone),
  );
  return ends.toSorted().at(-1);
}
