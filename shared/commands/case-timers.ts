/**
 * Carries out what falls due in a case by time alone, such as a window that ends, as a command like any other: load,
 * decide, commit.
 */

import type { Case } from '../domain/cases/case.ts';
import { moveCase, nextMove } from '../domain/cases/moves.ts';
import { commitCase, readCase } from '../store/cases/cases.ts';
import type { ReadDirectory } from '../store/organisation/directory-cache.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import type { Table } from '../store/table/table.ts';
import { inscribedCase } from './inscribed.ts';

/**
 * Decides and writes everything that is due in a case, one transition after the other. Gives the case as it then is,
 * or undefined where there is none. A call that is late, repeated or out of order finds nothing due and writes
 * nothing; that is normal.
 * @throws when the table stays contended, so that whoever called tries again
 */
export async function moveCaseOn(
  table: Table,
  directories: ReadDirectory,
  id: string,
  now: string,
): Promise<Case | undefined> {
  for (;;) {
    const done = await retryOnConflict(async () => {
      const head = await readCase(table, id);
      const directory = head === undefined ? undefined : await directories(head.case.site, now);
      if (head === undefined || directory === undefined) return { state: undefined };
      const events = moveCase(head.case, directory, now);
      if (events.length === 0) return { state: head.case };
      const { states, entries } = inscribedCase(head, events);
      const after = states.at(-1) ?? head.case;
      const change = { before: head.case, after, bytes: head.bytes, entries };
      return (await commitCase(table, change, undefined)) === 'committed' ? { state: after } : 'conflict';
    });
    if ('code' in done) throw new Error(`case ${id} stays contended`);
    const next = done.state && nextMove(done.state);
    if (next === undefined || now < next.at) return done.state;
  }
}
