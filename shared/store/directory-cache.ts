/** The directory as a process remembers it: who has which role may be up to five seconds old (design rule 10). */
import type { Directory, Person } from '../domain/organisation.ts';
import { readDirectory, readPerson } from './organisation.ts';
import type { Table } from './table.ts';

const FRESH_MS = 5_000;
/** Forgets the longest known beyond this, so that a warm process with many residents stays small. */
const MOST = 2_000;

interface Remembered<T> {
  readonly value: Promise<T>;
  readonly until: number;
}

function remembering<T>(read: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const known = new Map<string, Remembered<T>>();
  return (id) => {
    // Ages by the process's own clock: it says how old the memory is, not what time a request came in.
    const now = performance.now();
    const found = known.get(id);
    if (found !== undefined && found.until > now) return found.value;
    const value = read(id);
    known.delete(id);
    known.set(id, { value, until: now + FRESH_MS });
    value.catch(() => known.delete(id));
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    return value;
  };
}

export interface DirectoryCache {
  /** The person with that id, or undefined. */
  person(id: string): Promise<Person | undefined>;
  /** A site's sections and staff, or undefined. */
  directory(site: string): Promise<Directory | undefined>;
}

/** Remembers what the directory says for five seconds. */
export function cacheDirectory(table: Table): DirectoryCache {
  return {
    person: remembering((id) => readPerson(table, id)),
    directory: remembering((site) => readDirectory(table, site)),
  };
}
