/** Whether a caller may see a case that they want to read. */

import { CASE_FORMS } from '../../shared/contract/cases/case-bodies.ts';
import { allowedCaseSteps } from '../../shared/domain/cases/allowed.ts';
import type { Case } from '../../shared/domain/cases/case.ts';
import { seesCase } from '../../shared/domain/cases/visibility.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import { actorsOf } from '../../shared/domain/organisation/acting.ts';
import { standsAt } from '../../shared/domain/organisation/reach.ts';
import { Refused, type RouteRequest } from './request.ts';

export type Asker = Pick<RouteRequest<unknown, unknown>, 'caller' | 'now' | 'looked' | 'directory'>;

/** A case that somebody may see, and by which directory that was decided. */
export interface CaseSight {
  readonly state: Case;
  readonly directory: Directory;
}

/**
 * The case, if the caller may see it as whomever they act, by the directory as it is now; else the request ends with
 * `not-found`.
 */
export async function mustSee(
  { caller, now, looked, directory: directories }: Asker,
  state: Case | undefined,
): Promise<CaseSight> {
  if (state !== undefined) looked({ number: state.number });
  const directory = await directories.current(standsAt(caller, state?.site), now);
  if (state === undefined || directory === undefined) throw hidden();
  const actors = actorsOf(caller, directory, now);
  if (!actors.some((actor) => seesCase(actor, state, directory.site.id))) throw hidden();
  return { state, directory };
}

/** What a reader may sign on a case, by that directory. */
export const allowedBy = (
  { caller, now }: Pick<Asker, 'caller' | 'now'>,
  state: Case,
  directory: Directory,
) => allowedCaseSteps(CASE_FORMS, state, actorsOf(caller, directory, now), directory);

const hidden = () => new Refused('not-found', 'case-not-visible');
