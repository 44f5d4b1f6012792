/**
 * The organisation directory as it is remembered. There are two memories of it and no others:
 *
 * - A process of the API has a `DirectoryCache`. Who has which role may there be a second old, as lists may lag
 *   (contract section 1; design rule 10 allows five). Whoever asks for the current directory of a site makes one small
 *   read, of the site's revision: every change raises that, so the directory is read again only where it has changed.
 * - An invocation that no client waits for has a `ReadDirectory`. It reads each site once, after the invocation began,
 *   so that a batch of a thousand records does not read one directory a thousand times.
 *
 * Recusal is decided by neither where a complaint is against somebody: see `shared/commands/directory.ts`.
 */
import { asOf, type Directory, type Person } from '../../domain/model/directory.ts';
import { remembering } from '../../runtime/remembering.ts';
import type { Table } from '../table/table.ts';
import { readDirectory, readPerson, readRevision } from './organisation.ts';

export interface DirectoryCache {
  /** The person with that id, or undefined. */
  person(id: string): Promise<Person | undefined>;
  /** A site's sections and staff as of an instant, or undefined; maybe as they were written a second ago. */
  directory(site: string, at: string): Promise<Directory | undefined>;
  /** The same, as they are written now. */
  current(site: string, at: string): Promise<Directory | undefined>;
}

/** The directory as a process remembers it; only what is there is remembered, since it may be written any moment. */
export function cacheDirectory(table: Table): DirectoryCache {
  const people = remembering<Person | undefined>((person) => person?.active === true);
  const sites = remembering<Directory | undefined>((directory) => directory !== undefined);
  const remembered = async (site: string, at: string) => {
    const known = await sites.get(site, () => readDirectory(table, site, at));
    return known && asOf(known, at);
  };
  const current = async (site: string, at: string) => {
    const [known, revision] = await Promise.all([remembered(site, at), readRevision(table, site)]);
    if (known?.revision === revision) return known;
    sites.forget(site);
    return remembered(site, at);
  };
  return {
    person: (id) => people.get(id, () => readPerson(table, id)),
    directory: remembered,
    current,
  };
}

/** Gives the directory of a site as of an instant, or undefined where there is no such site. */
export type ReadDirectory = (site: string, at: string) => Promise<Directory | undefined>;

/** Reads each site's directory once, for as long as the reader is kept: for one invocation. */
export function directoryReader(table: Table): ReadDirectory {
  const read = new Map<string, ReturnType<ReadDirectory>>();
  return async (site, at) => {
    const found = read.get(site) ?? readDirectory(table, site, at);
    read.set(site, found);
    const known = await found;
    return known && asOf(known, at);
  };
}
