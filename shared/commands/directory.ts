/** The directory by which recusal is decided: never a remembered one (design rule 10). */

import type { Complained } from '../domain/complaints/recusal.ts';
import type { Directory } from '../domain/model/directory.ts';
import type { DirectoryCache } from '../store/organisation/directory-cache.ts';
import { readDirectory } from '../store/organisation/organisation.ts';
import type { Table } from '../store/table/table.ts';

interface Source {
  readonly table: Table;
  readonly directory: DirectoryCache;
}
type Sheets = readonly (Complained | undefined)[];

const isAgainstAnybody = (sheets: Sheets) => sheets.some((sheet) => sheet?.complaint?.against !== undefined);

/**
 * The directory of a site, as it is now where a complaint is against somebody, else as it is remembered; undefined
 * where there is no such site. `sheets` are whatever the decision is about: before and after an amendment.
 */
export function directoryFor(
  { table, directory }: Source,
  site: string,
  ...sheets: Sheets
): Promise<Directory | undefined> {
  return isAgainstAnybody(sheets) ? readDirectory(table, site) : directory.directory(site);
}

/** The same, but as it is now in any case; what is remembered is asked for its revision first. */
export function currentDirectoryFor(
  { table, directory }: Source,
  site: string,
  ...sheets: Sheets
): Promise<Directory | undefined> {
  return isAgainstAnybody(sheets) ? readDirectory(table, site) : directory.directory(site, 'current');
}

/** Directories that one invocation has read; a batch of a thousand breaches need not read one a thousand times. */
export type ReadDirectory = (site: string) => Promise<Directory | undefined>;

/** Reads each site's directory once, for as long as the reader is kept. */
export function directoryReader(table: Table): ReadDirectory {
  const read = new Map<string, Promise<Directory | undefined>>();
  return (site) => {
    const found = read.get(site) ?? readDirectory(table, site);
    read.set(site, found);
    return found;
  };
}

/**
 * Reads directories for invocations that run side by side in one process: whoever asks gets a read that began after
 * they asked, shared with all who asked meanwhile. As fresh as one of their own, and one read for many.
 */
export function sharedDirectoryReader(table: Table): ReadDirectory {
  const running = new Map<string, Promise<unknown>>();
  const next = new Map<string, ReturnType<ReadDirectory>>();
  const begin = (site: string) => {
    next.delete(site);
    const read = readDirectory(table, site);
    const over = read.then(
      () => {},
      () => {},
    );
    running.set(site, over);
    void over.then(() => running.get(site) === over && running.delete(site));
    return read;
  };
  return (site) => {
    const before = running.get(site);
    if (before === undefined) return begin(site);
    const waiting = next.get(site) ?? before.then(() => begin(site));
    next.set(site, waiting);
    return waiting;
  };
}
