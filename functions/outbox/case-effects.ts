/** The effects of one case's changes: workflow, notices, seal, and what it counts in the assessment. Each is idempotent by its name. */

import { factsOfFinalCase } from '../../shared/domain/assessment/facts.ts';
import type { Case } from '../../shared/domain/cases/case.ts';
import { isHeld } from '../../shared/domain/cases/consequences.ts';
import { noticesOfCase } from '../../shared/domain/cases/notices.ts';
import { defined } from '../../shared/domain/kernel/defined.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import type { Notice } from '../../shared/domain/notices/notices.ts';
import { startAppeal } from '../../shared/effects/executions.ts';
import { takeCaseValuesAway } from '../../shared/effects/forget.ts';
import { sealCase } from '../../shared/effects/seal.ts';
import { mayBeSealed } from '../../shared/store/anchors/comparing.ts';
import { keepFacts } from '../../shared/store/assessment/facts.ts';
import { pendingTransitionOf } from '../../shared/store/cases/case-items.ts';
import { readCase } from '../../shared/store/cases/cases.ts';
import { casePartition } from '../../shared/store/table/keys.ts';
import { countBreach } from './breaches.ts';
import type { Outbox } from './outbox.ts';
import type { CaseHint } from './records.ts';

/**
 * Makes the workflows and seals of what happened to a case, in order, and gives the notices that are to be kept. The
 * hints say where to look; what is so is read from the table.
 */
export async function applyCaseEffects(
  outbox: Outbox,
  id: string,
  hints: readonly CaseHint[],
): Promise<readonly Notice[]> {
  const state = (await readCase(outbox.table, id))?.case;
  const directory = state && (await outbox.directories(state.site, outbox.now));
  if (state === undefined || directory === undefined) return [];
  const now = pendingTransitionOf(state);
  if (hints.some(({ kind }) => kind === 'entry')) await keepFinalCase(outbox, state, directory);
  const notices: Notice[] = [];
  for (const hint of hints) {
    if (hint.kind === 'pending-transition') {
      // A chain that somebody's step has ended needs no workflow any more.
      if (hint.transition.chain === now?.chain) await startAppeal(outbox.executions, hint.transition);
    }
    if (hint.kind === 'seal' && (await mayBeSealed(outbox, casePartition(id)))) {
      await sealCase(outbox.table, outbox, id);
    }
    if (hint.kind === 'erasing') await takeCaseValuesAway(outbox.table, outbox.files, id);
    if (hint.kind !== 'entry') continue;
    countBreach(outbox.note, hint.entry, directory);
    notices.push(...noticesOfCase(hint.entry, state, directory));
  }
  return notices;
}

/**
 * Keeps that a case is final, for the month in which it became so (B3c). Nothing but its payments changes in a final
 * case, so every later entry keeps the same again. A case that was revoked, dismissed or lapsed never counts.
 */
async function keepFinalCase({ table, now }: Outbox, state: Case, { site }: Directory): Promise<void> {
  const at = 'finalAt' in state ? state.finalAt : undefined;
  if (at === undefined || !isHeld(state)) return;
  const { id, about: person, section, entries } = state;
  const final = { case: id, person, ...defined({ section }), at };
  const facts = factsOfFinalCase(final, site.timeZone);
  await keepFacts(table, { site: site.id, source: { case: id }, facts, left: [], entries, now });
}
