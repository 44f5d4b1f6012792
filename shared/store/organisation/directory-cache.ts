/** The directory as a process remembers it: who has which role may be a second old, as lists may lag (contract section 1; design rule 10 allows five). */
import type { Directory, Person } from '../../domain/model/directory.ts';
import type { Table } from '../table/table.ts';
import { readDirectory, readPerson, readRevision } from './organisation.ts';

const FRESH_MS = 1_000;
/** Forgets the longest known beyond this, so that a warm process with many residents stays small. */
const MOST = 2_000;

interface Remembered<T> {
  readonly value: Promise<T>;
  readonly until: number;
}

/** Remembers what is worth it: whoever is not there now may be a moment later. */
function remembering<T>(
  read: (id: string) => Promise<T>,
  isWorthIt: (value: T) => boolean,
): { get(id: string): Promise<T>; forget(id: string): void } {
  const known = new Map<string, Remembered<T>>();
  const get = (id: string) => {
    // Ages by the process's own clock: it says how old the memory is, not what time a request came in.
    const now = performance.now();
    const found = known.get(id);
    if (found !== undefined && found.until > now) return found.value;
    const value = read(id);
    known.delete(id);
    known.set(id, { value, until: now + FRESH_MS });
    const forget = () => {
      if (known.get(id)?.value === value) known.delete(id);
    };
    value.then((read) => isWorthIt(read) || forget(), forget);
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    return value;
  };
  return { get, forget: (id) => known.delete(id) };
}

export interface DirectoryCache {
  /** The person with that id, or undefined. */
  person(id: string): Promise<Person | undefined>;
  /**
   * A site's sections and staff, or undefined. `current`: as they are now, at the price of asking the table for
   * their revision.
   */
  directory(site: string, age?: 'current'): Promise<Directory | undefined>;
}

/** Remembers what the directory says for a second. */
export function cacheDirectory(table: Table): DirectoryCache {
  const people = remembering(
    (id) => readPerson(table, id),
    (person) => person?.active === true,
  );
  const sites = remembering(
    (site) => readDirectory(table, site),
    (directory) => directory !== undefined,
  );
  const current = async (site: string) => {
    const [known, revision] = await Promise.all([sites.get(site), readRevision(table, site)]);
    if (known?.revision === revision) return known;
    sites.forget(site);
    return sites.get(site);
  };
  return {
    person: people.get,
    directory: (site, age) => (age === 'current' ? current(site) : sites.get(site)),
  };
}
