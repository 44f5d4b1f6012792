/** The effects of one sheet's changes: timers, workflows, notices, seal. Each is idempotent by its name. */
import { timerSetting } from '../../shared/commands/clocks.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { closesAt } from '../../shared/domain/sheets/closing.ts';
import { startEscalation } from '../../shared/effects/executions.ts';
import { takeValuesAway } from '../../shared/effects/forget.ts';
import { sealSheet } from '../../shared/effects/seal.ts';
import { setClosing, setTimers, timedBy } from '../../shared/effects/timers.ts';
import { noticesOfSheet } from '../../shared/effects/told.ts';
import { mayBeSealed } from '../../shared/store/anchors/comparing.ts';
import { pendingEscalationsOf } from '../../shared/store/sheets/sheet-items.ts';
import type { WithSaid } from '../../shared/store/sheets/sheets.ts';
import { sheetPartition } from '../../shared/store/table/keys.ts';
import { countBreach } from './breaches.ts';
import { updateFacts } from './facts.ts';
import { NOTHING, type Outbox, type Telling } from './outbox.ts';
import { entriesBetween, type Hint } from './records.ts';

/**
 * Makes the timers, workflows and seals of what happened to a sheet, in order, and gives the notices that are to be
 * kept. The hints say where to look; what is so is the sheet as it was read from the table, with the entries between them.
 */
export async function applySheetEffects(
  outbox: Outbox,
  { sheet, entries }: WithSaid,
  hints: readonly Hint[],
): Promise<Telling> {
  const directory = await outbox.directories(sheet.site, outbox.now);
  if (directory === undefined) return NOTHING;
  const { id } = sheet;
  const ledger = sheetPartition(id);
  await updateTimers(outbox, sheet, hints);
  await updateFacts(outbox, sheet, directory, hints);
  for (const hint of hints) {
    if (hint.kind === 'pending-escalation') await startPendingEscalation(outbox, sheet, hint);
    if (hint.kind === 'closing') await setClosing(timerSetting(outbox), id, closesAt(sheet));
    if (hint.kind === 'seal' && (await mayBeSealed(outbox, ledger))) {
      await sealSheet(outbox.table, outbox, id);
    }
    if (hint.kind === 'erasing') await takeValuesAway(outbox.table, outbox.files, id);
  }
  const done = entriesBetween(hints);
  if (done === undefined) return NOTHING;
  for (const entry of entries) countBreach(outbox.note, entry, directory);
  const notices = await noticesOfSheet(outbox.table, sheet, entries, directory);
  return { notices, settled: { ledger, done }, steps: entries.map(({ step }) => step) };
}

/** Sets the timers of every clock that a record shows to have changed to what the sheet says of it now. */
async function updateTimers(outbox: Outbox, sheet: Sheet, hints: readonly Hint[]): Promise<void> {
  const heads = hints.flatMap((hint) => (hint.kind === 'head' ? hint : []));
  for (const clock of sheet.clocks) {
    const stateIn = (other: Sheet | undefined) => {
      const found = other?.clocks.find((each) => each.id === clock.id);
      return found && timedBy(found);
    };
    if (!heads.some(({ before, after }) => stateIn(before) !== stateIn(after))) continue;
    const isNew = heads.every(({ before }) => stateIn(before) === undefined);
    await setTimers(timerSetting(outbox), sheet.id, clock, isNew);
  }
}

/** Starts the workflow of an escalation, unless that has come to another level or ended since. */
async function startPendingEscalation(
  { executions }: Outbox,
  sheet: Sheet,
  { escalation }: Extract<Hint, { kind: 'pending-escalation' }>,
): Promise<void> {
  const still = pendingEscalationsOf(sheet).find(
    ({ clock, level }) => clock === escalation.clock && level === escalation.level,
  );
  if (still !== undefined) await startEscalation(executions, still);
}
