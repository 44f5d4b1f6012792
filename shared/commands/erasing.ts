/** Erases the values of archived sheets (contract section 12): decided and written like any other command. */
import { replay, replayCase } from '../domain/archive/replay.ts';
import type { Case } from '../domain/cases/case.ts';
import { DomainError, notAllowed } from '../domain/kernel/errors.ts';
import { eventOf } from '../domain/kernel/inscribe.ts';
import type { Actor } from '../domain/model/directory.ts';
import type { Sheet } from '../domain/model/sheet.ts';
import { erasure, erasureBarrier } from '../domain/sheets/erasure.ts';
import { SYSTEM } from '../domain/sheets/watch.ts';
import { commitCase, readCase, readCaseLedger } from '../store/cases/cases.ts';
import { commit } from '../store/sheets/commit.ts';
import { readLedger } from '../store/sheets/sheets.ts';
import { CASE_LINK_PREFIX, sheetPartition } from '../store/table/keys.ts';
import { linkedIds } from '../store/table/links.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import type { Table } from '../store/table/table.ts';
import { carryOverCase, carryOverSheet } from './carry-over.ts';
import { inscribed, inscribedCase } from './inscribed.ts';

/**
 * Erases the values of a sheet, in every answer from then on; what is left of them in storage is taken away by the effects
 * (`takeValuesAway` in `shared/effects/forget.ts`). Gives the sheet as it is without them, or why that may not be.
 */
export async function eraseSheet(
  table: Table,
  id: string,
  actor: Actor,
  now: string,
): Promise<Sheet | DomainError> {
  // Plain values stand in the chain itself; they leave it first.
  await carryOverSheet(table, id, now);
  return retryOnConflict(async () => {
    const found = await readLedger(table, id);
    if (found === undefined) return new DomainError('not-found', 'not-visible');
    const { head, entries } = found;
    const barrier = erasureBarrier(head.sheet, await hasOpenCases(table, id));
    if (barrier !== undefined) return barrier;
    if (head.bytes === undefined) return notAllowed('ledger-broken');
    const { entries: more } = inscribed(head, [erasure(head.sheet, actor, now)]);
    const bare = [...entries, ...more].map(({ entry }) => eventOf({ entry, values: {} }));
    const after = replay(bare);
    const change = { before: head.sheet, after, bytes: head.bytes, entries: more };
    return (await commit(table, change, undefined)) === 'committed' ? after : 'conflict';
  });
}

/** Erases the values of a case, in the same manner: the system does so once its time is over. */
export async function eraseCase(table: Table, id: string, now: string): Promise<Case | DomainError> {
  await carryOverCase(table, id, now);
  return retryOnConflict(async () => {
    const found = await readCaseLedger(table, id);
    if (found === undefined) return new DomainError('not-found', 'case-not-visible');
    const { head, entries } = found;
    const barrier = erasureBarrier(head.case, false);
    if (barrier !== undefined) return barrier;
    if (head.bytes === undefined) return notAllowed('ledger-broken');
    const { entries: more } = inscribedCase(head, [erasure(head.case, SYSTEM, now)]);
    const after = replayCase([...entries, ...more].map(({ entry }) => eventOf({ entry, values: {} })));
    const change = { before: head.case, after, bytes: head.bytes, entries: more };
    return (await commitCase(table, change, undefined)) === 'committed' ? after : 'conflict';
  });
}

/** Whether a case that a sheet gave rise to is open: it needs what the sheet says. */
export async function hasOpenCases(table: Table, id: string): Promise<boolean> {
  const ids = await linkedIds(table, sheetPartition(id), CASE_LINK_PREFIX);
  const cases = await Promise.all(ids.map((each) => readCase(table, each)));
  return cases.some((found) => found !== undefined && found.case.status !== 'archived');
}
