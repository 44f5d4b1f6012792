/** Cases that escalation's last level proposed, to whom they are shown. */
import { isProposedTo, type ProposedCase, seesProposed } from '../domain/cases/proposed.ts';
import type { Actor, Directory } from '../domain/model/directory.ts';
import { findProposed } from '../store/sheets/proposed.ts';
import { readSheets } from '../store/sheets/sheets.ts';
import type { CommandContext } from './command.ts';
import { directoryFor } from './directory.ts';

/**
 * Cases proposed to any of these: none about themselves, and none over a complaint against them (B5.2.2c).
 */
export async function proposedTo(
  context: Pick<CommandContext, 'table' | 'directory'>,
  actors: readonly Actor[],
  { site: { id: site }, at }: Directory,
): Promise<readonly ProposedCase[]> {
  const asked = actors.filter((actor) => isProposedTo(actor));
  if (asked.length === 0) return [];
  const proposed = await findProposed(context.table, site, () => true);
  const ids = [...new Set(proposed.map(({ sheet }) => sheet))];
  const sheets = await readSheets(context.table, ids);
  const present = await directoryFor(context, site, at, ...sheets.values());
  if (present === undefined) return [];
  return proposed.filter((each) => {
    const sheet = sheets.get(each.sheet);
    return sheet !== undefined && asked.some((actor) => seesProposed(actor, each, sheet, present));
  });
}
