/** Awards (奖优, B3c; contract section 6): load, decide, write together; and who reads which. */

import { type Given, type Grant, grantAward, seesAward, withdrawAward } from '../domain/assessment/awards.ts';
import { DomainError, forbidden } from '../domain/kernel/errors.ts';
import type { Award } from '../domain/model/award.ts';
import type { Directory, Person } from '../domain/model/directory.ts';
import { isStaff } from '../domain/model/roles.ts';
import { actorsOf } from '../domain/organisation/acting.ts';
import { standsAt } from '../domain/organisation/reach.ts';
import { listAwards, readAward, writeAward } from '../store/assessment/awards.ts';
import { readLedgerEnd } from '../store/organisation/directory-ledger.ts';
import { readDirectory } from '../store/organisation/organisation.ts';
import type { CommandResponse, Rendered } from '../store/table/idempotency.ts';
import { openedPosition } from '../store/table/keys.ts';
import { type FilledPage, pageOfSeveral } from '../store/table/merged-page.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import {
  type CommandContext,
  type CommandRequest,
  refusal,
  respondOnce,
  type StepRequest,
} from './command.ts';
import type { SitePlace } from './places.ts';

type Context = Pick<CommandContext, 'table' | 'directory' | 'newId'>;
/** Makes the response from the award as it is then, and the directory by which that was decided. */
export type RenderAward = (award: Award, directory: Directory) => Rendered;

/** Grants an award; gives the response that is rendered for it, or why not. */
export async function grantAwardFor(
  { table, directory: remembered, newId }: Context,
  request: CommandRequest,
  grant: Grant,
  render: RenderAward,
): Promise<CommandResponse | DomainError> {
  const { caller, now } = request;
  const { person } = grant.about;
  // Whoever works above the sites grants it where the person works.
  const isAbove = person !== undefined && caller.sites !== undefined;
  const site = standsAt(caller, isAbove ? (await remembered.person(person))?.site : undefined);
  return retryOnConflict(async () => {
    const directory = await readDirectory(table, site, now);
    if (directory === undefined) return refusal(table, request, forbidden('award-granters'));
    const given = grantAward(actorsOf(caller, directory, now), grant, directory, { id: newId(now), now });
    return written(table, request, undefined, given, directory, render);
  });
}

/** Withdraws an award; gives the response that is rendered for it, or why not. */
export function withdrawAwardFor(
  { table }: Context,
  request: StepRequest,
  id: string,
  reason: string,
  render: RenderAward,
): Promise<CommandResponse | DomainError> {
  const { caller, now, expected } = request;
  return retryOnConflict(async () => {
    const before = await readAward(table, id);
    const directory = await readDirectory(table, standsAt(caller, before?.site), now);
    if (directory === undefined || before?.site !== directory.site.id) {
      return refusal(table, request, new DomainError('not-found', 'award-not-visible'));
    }
    const actors = actorsOf(caller, directory, now);
    const given = withdrawAward(actors, before, reason, directory, { now, expected });
    return written(table, request, before, given, directory, render);
  });
}

async function written(
  table: Context['table'],
  request: CommandRequest,
  before: Award | undefined,
  given: Given | DomainError,
  directory: Directory,
  render: RenderAward,
) {
  if (given instanceof DomainError) return refusal(table, request, given);
  const { award: after, actor } = given;
  const end = before && (await readLedgerEnd(table, { of: 'award', id: after.id }));
  const change = { before, after, actor, at: request.now, end };
  return respondOnce(table, request, await render(after, directory), (record) =>
    writeAward(table, change, record),
  );
}

/** A page of the awards of these sites that the caller is shown, the newest first; `about` is a person or a section. */
export async function awardsFor(
  { table }: Context,
  caller: Person,
  places: readonly SitePlace[],
  about: string | undefined,
  limit: number,
  after: string | undefined,
): Promise<FilledPage<Award> | DomainError> {
  if (!isStaff(caller)) return forbidden('awards-of-staff');
  const fits = ({ about: { person, section } }: Award) =>
    about === undefined || [person, section].includes(about);
  const lists = places.map(({ actors, directory }) => (most: number, from: string | undefined) => {
    const sees = (award: Award) => seesAward(actors, award, directory);
    return listAwards(table, directory.site.id, { sees, fits }, most, from);
  });
  return pageOfSeveral(lists, { limit, after }, ({ at, id }) => openedPosition(at, id));
}

/** Why the caller may not read an award's ledger; undefined where they may. */
export async function awardLedgerBarrier(
  table: Context['table'],
  { caller, now }: Pick<CommandRequest, 'caller' | 'now'>,
  id: string,
): Promise<DomainError | undefined> {
  const award = await readAward(table, id);
  const known = await readDirectory(table, standsAt(caller, award?.site), now);
  const isShown =
    known !== undefined &&
    award?.site === known.site.id &&
    seesAward(actorsOf(caller, known, now), award, known);
  return isShown ? undefined : new DomainError('not-found', 'award-not-visible');
}
