/** The echoes of one sheet's changes: timers, workflows, notices. Each is idempotent by its name. */
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { type Notice, noticesOf } from '../../shared/domain/notices/notices.ts';
import { closesAt } from '../../shared/domain/sheets/closing.ts';
import { startEscalation } from '../../shared/effects/executions.ts';
import { sealSheet } from '../../shared/effects/seal.ts';
import { setClosing, setTimers } from '../../shared/effects/timers.ts';
import { readPerson } from '../../shared/store/organisation/organisation.ts';
import { pendingEscalationsOf } from '../../shared/store/sheets/sheet-items.ts';
import { readHead } from '../../shared/store/sheets/sheets.ts';
import { countBreach } from './breaches.ts';
import { updateFacts } from './facts.ts';
import type { Outbox } from './outbox.ts';
import type { Hint } from './records.ts';

/**
 * Makes the timers and workflows of what happened to a sheet, in order, and gives the notices that are to be kept.
 * The hints say where to look, the table what is so.
 */
export async function applySheetEffects(
  outbox: Outbox,
  id: string,
  hints: readonly Hint[],
): Promise<readonly Notice[]> {
  const sheet = (await readHead(outbox.table, id))?.sheet;
  if (sheet === undefined) return [];
  await echoTimers(outbox, sheet, hints);
  await updateFacts(outbox, sheet, hints);
  const notices: Notice[] = [];
  for (const hint of hints) {
    if (hint.kind === 'raising') await echoRaising(outbox, sheet, hint);
    if (hint.kind === 'entry') notices.push(...(await noticesFor(outbox, sheet, hint)));
    if (hint.kind === 'closing') await setClosing(outbox.timers, id, closesAt(sheet));
    if (hint.kind === 'seal') await sealSheet(outbox.table, outbox.archive, id);
  }
  return notices;
}

/** Sets the timers of every clock that a record shows to have changed to what the sheet says of it now. */
async function echoTimers({ timers, now }: Outbox, sheet: Sheet, hints: readonly Hint[]): Promise<void> {
  const heads = hints.flatMap((hint) => (hint.kind === 'head' ? hint : []));
  for (const clock of sheet.clocks) {
    const stateIn = (other: Sheet | undefined) => {
      const found = other?.clocks.find((each) => each.id === clock.id);
      return found && `${found.state} ${found.dueAt} ${found.warnedAt}`;
    };
    if (!heads.some(({ before, after }) => stateIn(before) !== stateIn(after))) continue;
    await setTimers(
      timers,
      sheet.id,
      clock,
      heads.every(({ before }) => stateIn(before) === undefined),
      now,
    );
  }
}

/** An escalation that has moved on or ended since needs no workflow any more. */
async function echoRaising(
  { executions }: Outbox,
  sheet: Sheet,
  { raising }: Extract<Hint, { kind: 'raising' }>,
): Promise<void> {
  const still = pendingEscalationsOf(sheet).some(
    ({ clock, level }) => clock === raising.clock && level === raising.level,
  );
  if (still) await startEscalation(executions, raising);
}

async function noticesFor(
  outbox: Outbox,
  sheet: Sheet,
  { entry }: Extract<Hint, { kind: 'entry' }>,
): Promise<readonly Notice[]> {
  const directory = await outbox.directories(sheet.site, outbox.now);
  if (directory === undefined) return [];
  // Residents are told only of what they asked online; of all other sheets nobody need look them up.
  const { channel, resident: { id: asker } = {} } = sheet;
  const resident =
    channel === 'online' && asker !== undefined ? await readPerson(outbox.table, asker) : undefined;
  countBreach(outbox.note, entry, directory);
  return noticesOf(entry, sheet, directory, resident);
}
