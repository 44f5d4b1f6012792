/** The sites that a list is asked of, with how the caller stands at each (contract section 6, "the company"). */
import type { Actor, Directory, Person } from '../domain/model/directory.ts';
import { actorsOf } from '../domain/organisation/acting.ts';
import { reaches } from '../domain/organisation/reach.ts';
import type { CommandContext, CommandRequest } from './command.ts';

/** A site as the caller stands at it: as whom they act there, by its directory. */
export interface SitePlace {
  readonly actors: readonly Actor[];
  readonly directory: Directory;
}

/** Those of these sites at which the caller counts as staff, or lives; of any other a list has nothing for them. */
export async function placesFor(
  { directory }: Pick<CommandContext, 'directory'>,
  { caller, now }: Pick<CommandRequest, 'caller' | 'now'>,
  sites: readonly string[] = [caller.site],
): Promise<readonly SitePlace[]> {
  const theirs = sites.filter((site) => reaches(caller, site));
  const known = await Promise.all(theirs.map((site) => directory.current(site, now)));
  return known.flatMap((each) =>
    each === undefined ? [] : [{ directory: each, actors: actorsOf(caller, each, now) }],
  );
}

/** What the texts of an answer about several sites are taken from: the directory of the first with the people and sections of all. */
export function together(places: readonly SitePlace[]): Directory | undefined {
  const [first, ...others] = places.map(({ directory }) => directory);
  if (first === undefined || others.length === 0) return first;
  const all = [first, ...others];
  const staff = new Map<string, Person>(
    all.flatMap((each) => each.staff.map((one) => [one.id, one] as const)),
  );
  return { ...first, staff: [...staff.values()], sections: all.flatMap(({ sections }) => sections) };
}
