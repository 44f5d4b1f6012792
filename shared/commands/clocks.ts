/** What timers and workflows ask of a sheet, as commands like any other: load, decide, commit. */

import { LAST_LEVEL, sectionOwing } from '../domain/clocks/escalation.ts';
import { type WatchCommand, watch } from '../domain/clocks/watch.ts';
import { chain } from '../domain/kernel/ledger.ts';
import type { Sheet, SheetEvent } from '../domain/model/sheet.ts';
import { type Directory, managersOf } from '../domain/organisation/organisation.ts';
import { evolve } from '../domain/sheets/evolve.ts';
import { readDirectory } from '../store/organisation/organisation.ts';
import { commit } from '../store/sheets/commit.ts';
import type { ProposedCase } from '../store/sheets/sheet-items.ts';
import { readHead } from '../store/sheets/sheets.ts';
import { untilCommitted } from '../store/table/retry.ts';
import type { Table } from '../store/table/table.ts';

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

/**
 * Has a timer's or a workflow's command decided and written; gives the sheet as it then is, or undefined where
 * there is none. Nothing is written where there is nothing to do: late, twice and out of order are normal.
 * @throws when the table stays contended, so that whoever called tries again
 */
export async function watchClock(
  table: Table,
  directories: ReadDirectory,
  id: string,
  command: WatchCommand,
  now: string,
): Promise<Sheet | undefined> {
  const done = await untilCommitted(async () => {
    const head = await readHead(table, id);
    const directory = head === undefined ? undefined : await directories(head.sheet.site);
    if (head === undefined || directory === undefined) return { sheet: undefined };
    const events = watch(head.sheet, command, directory, now);
    if (events.length === 0) return { sheet: head.sheet };
    const after = events.reduce<Sheet>(evolve, head.sheet);
    const proposed = events.flatMap((event) => proposedBy(event, after, directory));
    const change = { before: head.sheet, after, entries: chain(events, head.hash), proposed };
    return (await commit(table, change, undefined)) === 'committed' ? { sheet: after } : 'conflict';
  });
  if ('code' in done) throw new Error(`sheet ${id} stays contended`);
  return done.sheet;
}

/** The last level also proposes a case, about who owes or, where that is a section, who leads it. */
function proposedBy(event: SheetEvent, sheet: Sheet, directory: Directory): readonly ProposedCase[] {
  if (event.step !== 'escalate' || event.level !== LAST_LEVEL) return [];
  const clock = sheet.clocks.find((each) => each.id === event.clock);
  if (clock === undefined) return [];
  const about = clock.owes.person ?? managersOf(directory, sectionOwing(clock.owes, directory))[0]?.id;
  if (about === undefined) return [];
  return [
    {
      id: `${sheet.id}-${clock.id}`,
      sheet: sheet.id,
      clock: clock.id,
      about,
      rule: clock.clause,
      at: event.at,
    },
  ];
}
