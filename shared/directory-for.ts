/** The directory by which recusal is decided: never a remembered one (design rule 10). */
import type { Directory } from './domain/organisation.ts';
import type { Complained } from './domain/recusal.ts';
import type { DirectoryCache } from './store/directory-cache.ts';
import { readDirectory } from './store/organisation.ts';
import type { Table } from './store/table.ts';

/**
 * The directory of a site, as it is now where a complaint is against somebody, else as it is remembered; undefined
 * where there is no such site. `sheets` are whatever the decision is about: before and after an amendment.
 */
export function directoryFor(
  { table, directory }: { readonly table: Table; readonly directory: DirectoryCache },
  site: string,
  ...sheets: readonly (Complained | undefined)[]
): Promise<Directory | undefined> {
  const isAgainst = sheets.some((sheet) => sheet?.complaint?.against !== undefined);
  return isAgainst ? readDirectory(table, site) : directory.directory(site);
}
