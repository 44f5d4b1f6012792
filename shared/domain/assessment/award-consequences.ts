/** What awards somebody has that bear on promotion, pay and assignment (A2.5; contract section 5). Pure. */
import type { Award } from '../model/award.ts';

export interface AwardConsequence extends Pick<Award, 'kind' | 'reason' | 'at'> {
  readonly person: string;
  readonly award: string;
}

/** Those of these awards of people that were not withdrawn, in their order. */
export const awardConsequences = (awards: readonly Award[]): readonly AwardConsequence[] =>
  awards.flatMap(({ id, about: { person }, kind, reason, at, withdrawn }) =>
    withdrawn === undefined && person !== undefined ? [{ person, award: id, kind, reason, at }] : [],
  );
