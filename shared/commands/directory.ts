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
  now: string,
  ...sheets: Sheets
): Promise<Directory | undefined> {
  return isAgainstAnybody(sheets) ? readDirectory(table, site, now) : directory.directory(site, now);
}

/**
 * The directory of a site as it is now in any case. Where no complaint is against anybody, a remembered one will do
 * as long as its revision is that of the table.
 */
export function currentDirectoryFor(
  { table, directory }: Source,
  site: string,
  now: string,
  ...sheets: Sheets
): Promise<Directory | undefined> {
  return isAgainstAnybody(sheets) ? readDirectory(table, site, now) : directory.current(site, now);
}
