/** The effects of one case's changes: workflow, notices, seal, and what it counts in the assessment. Each is idempotent by its name. */

import type { CaseEntry } from '../../shared/domain/cases/case.ts';
import { startAppeal } from '../../shared/effects/executions.ts';
import { keepCaseFacts } from '../../shared/effects/facts.ts';
import { takeCaseValuesAway } from '../../shared/effects/forget.ts';
import { sealCase } from '../../shared/effects/seal.ts';
import { noticesOfEntries } from '../../shared/effects/told.ts';
import { mayBeSealed } from '../../shared/store/anchors/comparing.ts';
import { pendingTransitionOf } from '../../shared/store/cases/case-items.ts';
import { readCase } from '../../shared/store/cases/cases.ts';
import { casePartition } from '../../shared/store/table/keys.ts';
import { readSaid } from '../../shared/store/table/owed.ts';
import { countBreach } from './breaches.ts';
import { NOTHING, type Outbox, type Telling } from './outbox.ts';
import { type CaseHint, entriesBetween } from './records.ts';

/**
 * Makes the workflows and seals of what happened to a case, in order, and gives the notices that are to be kept. The
 * hints say where to look; what is so is read from the table.
 */
export async function applyCaseEffects(
  outbox: Outbox,
  id: string,
  hints: readonly CaseHint[],
): Promise<Telling> {
  const state = (await readCase(outbox.table, id))?.case;
  const directory = state && (await outbox.directories(state.site, outbox.now));
  if (state === undefined || directory === undefined) return NOTHING;
  const ledger = casePartition(id);
  const now = pendingTransitionOf(state);
  for (const hint of hints) {
    if (hint.kind === 'pending-transition') {
      // A chain that somebody's step has ended needs no workflow any more.
      if (hint.transition.chain === now?.chain) await startAppeal(outbox.executions, hint.transition);
    }
    if (hint.kind === 'seal' && (await mayBeSealed(outbox, ledger))) {
      await sealCase(outbox.table, outbox, id);
    }
    if (hint.kind === 'erasing') await takeCaseValuesAway(outbox.table, outbox.files, id);
  }
  const done = entriesBetween(hints);
  if (done === undefined) return NOTHING;
  await keepCaseFacts(outbox.table, state, directory, outbox.now);
  const entries = await readSaid<CaseEntry>(outbox.table, ledger, done);
  for (const entry of entries) countBreach(outbox.note, entry, directory);
  return { notices: noticesOfEntries(state, entries, directory), settled: { ledger, done } };
}
