/** What is open at the address of an intake, so that the same trouble is not written down twice (contract section 9). */
import type { OpenCommand } from '../domain/model/sheet.ts';
import { actorsOf } from '../domain/organisation/acting.ts';
import { reaches } from '../domain/organisation/reach.ts';
import { OPEN_STATUSES, searchForHome } from '../domain/sheets/finding.ts';
import { listSheets } from '../store/sheets/list.ts';
import type { CommandContext, CommandRequest } from './command.ts';

const MOST = 100;

/**
 * The numbers of open sheets at that address, the newest first, of which the caller may see at whose address they are. Asked
 * before the intake, which is none of them.
 */
export async function openNearby(
  { table, directory: directories }: CommandContext,
  { caller, now }: CommandRequest,
  { site, channel, resident }: OpenCommand,
): Promise<readonly string[]> {
  // An online intake is of whom the directory has.
  const address = (channel === 'online' ? caller.address : undefined) ?? resident?.address;
  if (address === undefined || !reaches(caller, site)) return [];
  const directory = await directories.directory(site, now);
  if (directory === undefined) return [];
  const filter = { search: searchForHome(address), status: OPEN_STATUSES };
  const actors = actorsOf(caller, directory, now);
  const { sheets } = await listSheets(table, filter, actors, directory, MOST, undefined);
  return sheets.map(({ number }) => number);
}
