/** What outcomes bear on (A2.5), as it is read. */
import { consequenceView } from '../../shared/contract/cases/case-view.ts';
import { awardConsequences } from '../../shared/domain/assessment/award-consequences.ts';
import { isHeld, seesConsequences } from '../../shared/domain/cases/consequences.ts';
import { actorsOf } from '../../shared/domain/organisation/acting.ts';
import { readAwardsOf } from '../../shared/store/assessment/awards.ts';
import { casesOf } from '../../shared/store/cases/case-list.ts';
import type { Asker } from '../middleware/case-sight.ts';
import { commandContext } from '../middleware/command-context.ts';
import { Refused } from '../middleware/request.ts';

/** The final cases that are held against a person, and what they were awarded; ends the request for whoever may not know. */
export async function consequencesOf({ caller, now }: Pick<Asker, 'caller' | 'now'>, person: string) {
  const directory = await commandContext.directory.current(caller.site, now);
  const isStaff = directory?.staff.some(({ id }) => id === person);
  if (directory === undefined || isStaff !== true) throw new Refused('not-found', 'unknown-person');
  if (!seesConsequences(actorsOf(caller, directory, now), person))
    throw new Refused('not-found', 'unknown-person');
  const [cases, awards] = await Promise.all([
    casesOf(commandContext.table, person),
    readAwardsOf(commandContext.table, person),
  ]);
  const held = cases.filter((state) => state.about === person && isHeld(state));
  return [...held.flatMap((state) => consequenceView(state) ?? []), ...awardConsequences(awards)];
}
