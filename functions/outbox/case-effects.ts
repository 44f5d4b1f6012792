/** The echoes of one case's changes: its workflow and its letters. Each is idempotent by its name. */
import { noticesOfCase } from '../../shared/domain/case-notices.ts';
import type { Notice } from '../../shared/domain/notices.ts';
import { startAppeal } from '../../shared/echo/executions.ts';
import { movingOf } from '../../shared/store/case-items.ts';
import { readCase } from '../../shared/store/cases.ts';
import type { Outbox } from './effects.ts';
import type { CaseHint } from './records.ts';

/**
 * Makes the workflows of what happened to a case, in order, and gives the notices that are to be kept. The hints say
 * where to look, the table what is so.
 */
export async function echoCase(
  outbox: Outbox,
  id: string,
  hints: readonly CaseHint[],
): Promise<readonly Notice[]> {
  const state = (await readCase(outbox.table, id))?.case;
  const directory = state && (await outbox.directories(state.site));
  if (state === undefined || directory === undefined) return [];
  const now = movingOf(state);
  const notices: Notice[] = [];
  for (const hint of hints) {
    if (hint.kind === 'move') {
      // A chain that somebody's step has ended needs no workflow any more.
      if (hint.moving.chain === now?.chain) await startAppeal(outbox.executions, hint.moving);
      continue;
    }
    if (hint.entry.step === 'archive') await outbox.sealCase?.(id);
    notices.push(...noticesOfCase(hint.entry, state, directory));
  }
  return notices;
}
