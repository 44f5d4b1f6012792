/** Carries out what timers and workflows ask of a sheet, as commands like any other: load, decide, commit. */

import { proposedBy } from '../domain/cases/proposed.ts';
import type { Sheet } from '../domain/model/sheet.ts';
import { type WatchCommand, watch } from '../domain/sheets/watch.ts';
import type { TimerSetting } from '../effects/timers.ts';
import type { ReadDirectory } from '../store/organisation/directory-cache.ts';
import { commit } from '../store/sheets/commit.ts';
import { readHead } from '../store/sheets/sheets.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import type { Table } from '../store/table/table.ts';
import { inscribed } from './inscribed.ts';

/** How timers are set: what is due already is done as if they had rung. */
export const timerSetting = ({
  timers,
  table,
  directories,
  now,
}: Omit<TimerSetting, 'ring'> & {
  readonly table: Table;
  readonly directories: ReadDirectory;
}): TimerSetting => ({
  timers,
  now,
  ring: ({ sheet, command }) => watchClock(table, directories, sheet, command, now),
});

/**
 * Decides and writes the command of a timer or a workflow. Gives the sheet as it then is, or undefined where there is
 * none. A command that is late, repeated or out of order finds nothing to do and writes nothing; that is normal.
 * @throws when the table stays contended, so that whoever called tries again
 */
export async function watchClock(
  table: Table,
  directories: ReadDirectory,
  id: string,
  command: WatchCommand,
  now: string,
): Promise<Sheet | undefined> {
  const done = await retryOnConflict(async () => {
    const head = await readHead(table, id);
    const directory = head === undefined ? undefined : await directories(head.sheet.site, now);
    if (head === undefined || directory === undefined) return { sheet: undefined };
    const events = watch(head.sheet, command, directory, now);
    if (events.length === 0) return { sheet: head.sheet };
    const { after, entries } = inscribed(head, events);
    const proposed = events.flatMap((event) => proposedBy(event, after, directory));
    const change = { before: head.sheet, after, bytes: head.bytes, entries, proposed };
    return (await commit(table, change, undefined)) === 'committed' ? { sheet: after } : 'conflict';
  });
  if ('code' in done) throw new Error(`sheet ${id} stays contended`);
  return done.sheet;
}
