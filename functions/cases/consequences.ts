/** What outcomes bear on: promotion, pay, assignment (A2.5); for hr, the director and the person themselves. */
import { consequenceView } from '../../shared/contract/cases/case-view.ts';
import { actorsOf } from '../../shared/domain/organisation/acting.ts';
import { casesOf } from '../../shared/store/cases/case-list.ts';
import { isHeld } from '../../shared/store/cases/cases.ts';
import type { Asker } from '../middleware/case-sight.ts';
import { commandContext } from '../middleware/command-context.ts';
import { Refused } from '../middleware/request.ts';

const READERS: readonly string[] = ['hr', 'director'];

/** The final cases that are held against a person; ends the request for whoever may not know. */
export async function consequencesOf({ caller, now }: Asker, person: string) {
  const directory = await commandContext.directory.directory(caller.site, 'current');
  const isStaff = directory?.staff.some(({ id }) => id === person);
  if (directory === undefined || isStaff !== true) throw new Refused('not-found', 'unknown-person');
  const mayKnow =
    caller.id === person ||
    actorsOf(caller, directory, now).some(
      ({ role, standInFor }) => READERS.includes(role) && standInFor !== person,
    );
  if (!mayKnow) throw new Refused('not-found', 'unknown-person');
  const cases = await casesOf(commandContext.table, person);
  return cases
    .filter((state) => state.about === person && isHeld(state))
    .flatMap((state) => consequenceView(state) ?? []);
}
