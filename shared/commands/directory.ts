/** The directory by which recusal is decided: never a remembered one (design rule 10). */

import type { Complained } from '../domain/complaints/recusal.ts';
import type { Actor, Directory, Person } from '../domain/model/directory.ts';
import type { Sheet } from '../domain/model/sheet.ts';
import { actorsOf } from '../domain/organisation/acting.ts';
import { standsAt } from '../domain/organisation/reach.ts';
import { readerOf } from '../domain/sheets/anonymity.ts';
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

/** Somebody before a sheet: as whom they may act, as whom they are shown it, and by which directory that was decided. */
interface Stance {
  /** Undefined where they may not see it. */
  readonly reader: Actor | undefined;
  readonly actors: readonly Actor[];
  readonly directory: Directory;
}

/** Of somebody who may see a sheet. */
export type Sight = Stance & { readonly reader: Actor };

/**
 * How somebody stands before a sheet; undefined where there is none. Nobody is refused by a remembered directory, and
 * what is not there costs as many requests as what is hidden, so that nobody can tell the two apart by the time.
 * `amended` is what an amendment makes of it.
 */
export async function stanceOf(
  { table, directory: remembered }: Source,
  caller: Person,
  now: string,
  asked: Promise<Sheet | undefined> | Sheet | undefined,
  amended?: Complained,
): Promise<Stance | undefined> {
  // Only of whoever works above the sites does it turn on the sheet by which site's directory they stand before it.
  const place = caller.sites === undefined ? caller.site : standsAt(caller, (await asked)?.site);
  const [sheet, known] = await Promise.all([asked, remembered.current(place, now)]);
  const by = (directory: Directory | undefined): Stance | undefined => {
    if (sheet === undefined || directory === undefined) return undefined;
    const actors = actorsOf(caller, directory, now);
    return { reader: readerOf(actors, sheet, directory), actors, directory };
  };
  const remembering = isAgainstAnybody([sheet, amended]) ? undefined : by(known);
  return remembering?.reader === undefined ? by(await readDirectory(table, place, now)) : remembering;
}

/** As whom somebody may see a sheet; undefined where they may not, or there is none. */
export async function sightOf(
  source: Source,
  caller: Person,
  now: string,
  asked: Promise<Sheet | undefined> | Sheet | undefined,
): Promise<Sight | undefined> {
  const stance = await stanceOf(source, caller, now, asked);
  return stance?.reader && { ...stance, reader: stance.reader };
}
