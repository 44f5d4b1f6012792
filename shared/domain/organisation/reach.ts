/** Of which sites somebody reads and changes the directory (contract section 2; B2). Pure. */
import type { Actor, Directory, Person } from '../model/directory.ts';

/** Says that somebody works for all sites. */
export const EVERY_SITE = '*';

/** Whether somebody counts as staff of a site: it is their own, or one of those that they work for above its sites. */
export function reaches({ site, sites = [] }: Pick<Person, 'site' | 'sites'>, other: string): boolean {
  return site === other || sites.includes(EVERY_SITE) || sites.includes(other);
}

/**
 * By which site's directory somebody stands before what belongs to a site: that site's where they count as its staff, else
 * their own, which has nothing of it.
 */
export const standsAt = (person: Pick<Person, 'site' | 'sites'>, site: string | undefined): string =>
  site !== undefined && reaches(person, site) ? site : person.site;

/** Who asks, with everybody as whom they act and the directory of their own site, where there is one. */
export interface OrganisationReader {
  readonly person: Pick<Person, 'id' | 'site' | 'sites'>;
  readonly actors: readonly Actor[];
  readonly directory: Directory | undefined;
}

/** Everybody as whom the reader acts at a site: whoever stands in has the reach of the absent. */
export function actorsAt({ person, actors, directory }: OrganisationReader, site: string): readonly Actor[] {
  return actors.filter(({ standInFor }) => {
    const absent = directory?.staff.find(({ id }) => id === standInFor);
    return reaches(standInFor === undefined ? person : (absent ?? person), site);
  });
}

/** A site's directory with the company's people above its sites, who count as staff of each of theirs. */
export function withAbove<D extends Directory | undefined>(directory: D, above: readonly Person[]): D {
  if (directory === undefined) return directory;
  const { site, staff } = directory;
  const others = above.filter((each) => each.site !== site.id && reaches(each, site.id));
  return others.length === 0 ? directory : { ...directory, staff: [...staff, ...others] };
}
