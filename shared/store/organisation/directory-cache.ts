/**
 * The organisation directory as it is remembered. There are two memories of it and no others:
 *
 * - A process has a `DirectoryCache`. Who has which role may there be a second old, as lists may lag
 *   (contract section 1; design rule 10 allows five). Whoever asks for the current directory of a site makes one small
 *   read, of the site's revision: every change raises that, so the directory is read again only where it has changed.
 * - An invocation that no client waits for has a `ReadDirectory`. It asks that cache for each site's current directory once,
 *   after the invocation began, so that a batch of a thousand records does not ask a thousand times.
 *
 * Recusal is decided by neither where a complaint is against somebody: see `shared/commands/directory.ts`.
 */
import { asOf, type Directory, type Person } from '../../domain/model/directory.ts';
import { remembering } from '../../runtime/remembering.ts';
import type { Table } from '../table/table.ts';
import { isOfRevisions, type Revisions, readDirectory, readPerson, readRevisions } from './organisation.ts';

export interface DirectoryCache {
  /** The person with that id, or undefined. */
  person(id: string): Promise<Person | undefined>;
  /** A site's sections and staff as of an instant, or undefined; maybe as they were written a second ago. */
  directory(site: string, at: string): Promise<Directory | undefined>;
  /** The same, as they are written now. */
  current(site: string, at: string): Promise<Directory | undefined>;
}

/** What a process keeps between requests. */
export interface KeptDirectory extends DirectoryCache {
  /**
   * The same for one request of one of these people, at its beginning: the revision of their site, as far as that is
   * remembered, is asked for at once and not only when somebody asks for the current directory.
   */
  begin(people: readonly string[]): DirectoryCache;
}

interface Held {
  readonly directory: Directory;
  /** Whether it is all of what its revision stands for. */
  readonly isWhole: boolean;
}

/** A process keeps the directories of so many sites, however old: those that it was asked for last. */
const MOST_SITES = 20;
/** It remembers of so many people at which site they were, which is a guess and decides nothing. */
const MOST_PEOPLE = 10_000;

/** The directory as a process remembers it; only what is there is remembered, since it may be written any moment. */
export function cacheDirectory(table: Table): KeptDirectory {
  const people = remembering<Person | undefined>((person) => person?.active === true);
  const lately = remembering<Directory | undefined>((directory) => directory !== undefined);
  const held = new Map<string, Held>();
  const siteOf = new Map<string, string>();

  async function person(id: string): Promise<Person | undefined> {
    const found = await people.get(id, () => readPerson(table, id));
    if (found !== undefined) putLast(siteOf, id, found.site, MOST_PEOPLE);
    return found;
  }

  /**
   * Reads a directory, which takes longer than a change: its parts may be of before and after one. Where the revision that
   * it bears had been seen before the reading began, every part is of that revision or of a later one.
   */
  async function readAnew(
    site: string,
    at: string,
    seen: Revisions | undefined,
  ): Promise<Directory | undefined> {
    const directory = await readDirectory(table, site, at);
    if (directory === undefined) {
      held.delete(site);
      return undefined;
    }
    const isWhole = directory.revision !== undefined && isOfRevisions(directory, seen);
    putLast(held, site, { directory, isWhole }, MOST_SITES);
    return directory;
  }

  async function current(
    site: string,
    at: string,
    asked?: Promise<Revisions>,
  ): Promise<Directory | undefined> {
    const last = held.get(site);
    if (last?.isWhole !== true) return readAnew(site, at, last?.directory);
    const revisions = await (asked ?? readRevisions(table, site));
    if (isOfRevisions(last.directory, revisions)) return asOf(last.directory, at);
    lately.forget(site);
    return readAnew(site, at, revisions);
  }

  /** What a second old is good enough for, else what is asked for now. */
  const orLately =
    (ask: DirectoryCache['current']): DirectoryCache['directory'] =>
    async (site, at) => {
      const known = await lately.get(site, () => ask(site, at));
      return known && asOf(known, at);
    };
  const now: DirectoryCache['current'] = (site, at) => current(site, at);

  return {
    person,
    directory: orLately(now),
    current: now,
    begin(ids) {
      const home = ids.map((id) => siteOf.get(id)).find((site) => site !== undefined);
      let asked = home !== undefined && held.get(home)?.isWhole ? readRevisions(table, home) : undefined;
      // The request may end before anybody waits for it.
      asked?.catch(() => {});
      const first: DirectoryCache['current'] = (site, at) => {
        const begun = site === home ? asked : undefined;
        // Whoever asks again, after a conflict, asks how it is then.
        if (begun !== undefined) asked = undefined;
        return current(site, at, begun);
      };
      return { person, directory: orLately(first), current: first };
    },
  };
}

/** Puts an entry last, and takes the first ones away where there are too many. */
function putLast<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.delete(key);
  map.set(key, value);
  for (const eldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(eldest);
  }
}

/** Gives the directory of a site as of an instant, or undefined where there is no such site. */
export type ReadDirectory = (site: string, at: string) => Promise<Directory | undefined>;

/** Asks for each site's directory once, for as long as the reader is kept: for one invocation. */
export function directoryReader({ current }: Pick<DirectoryCache, 'current'>): ReadDirectory {
  const read = new Map<string, ReturnType<ReadDirectory>>();
  return async (site, at) => {
    const found = read.get(site) ?? current(site, at);
    read.set(site, found);
    const known = await found;
    return known && asOf(known, at);
  };
}
