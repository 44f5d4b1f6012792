/** What was said on a sealed sheet or case, decided and sealed by the code as it is now. */
import { type Sealed, sealed, sealedCase } from '../../shared/domain/archive/sealed.ts';
import type { Case, CaseEvent, SaidOfCase } from '../../shared/domain/cases/case.ts';
import { evolveCase } from '../../shared/domain/cases/evolve.ts';
import { withCaseResult } from '../../shared/domain/cases/results.ts';
import type { UploadedFile } from '../../shared/domain/kernel/files.ts';
import { eventOf } from '../../shared/domain/kernel/inscribe.ts';
import type { SaidEvent, Sheet, SheetEvent } from '../../shared/domain/model/sheet.ts';
import { evolve } from '../../shared/domain/sheets/evolve.ts';
import { openedWithResult, withResult } from '../../shared/domain/sheets/results.ts';
import { DIRECTORY } from '../support/factories.ts';
import { entriesOf, lastHash, written, writtenOfCase } from '../support/written.ts';

function sheetEvent(sheet: Sheet | undefined, said: SaidEvent): SheetEvent {
  if (said.step === 'open') return openedWithResult(said);
  if (sheet === undefined) throw new Error('a ledger begins with open');
  return withResult(sheet, said, DIRECTORY);
}

function caseEvent(state: Case | undefined, said: SaidOfCase): CaseEvent {
  if (said.step === 'open') return { ...said, result: {} };
  if (state === undefined) throw new Error('a ledger begins with open');
  return withCaseResult(state, said);
}

/** The events that say this. */
function decided<S, D, E extends object>(
  said: readonly D[],
  decide: (state: S | undefined, said: D) => E,
  fold: (state: S | undefined, event: E) => S,
): readonly E[] {
  const events: E[] = [];
  let state: S | undefined;
  for (const each of said) {
    const event = decide(state, each);
    events.push(event);
    state = fold(state, event);
  }
  return events;
}

/** The same as the present code seals it; the files are those that were attached. */
export function sealedAnew(object: Sealed): string {
  const files = object.files as readonly UploadedFile[];
  if ('sheet' in object) {
    const said = object.entries.map((entry) => eventOf({ entry, values: {} }));
    const entries = written(decided(said, sheetEvent, evolve));
    return sealed(entriesOf(entries), lastHash(entries), files);
  }
  const said = object.entries.map((entry) => eventOf({ entry, values: {} }));
  const entries = writtenOfCase(decided(said, caseEvent, evolveCase));
  return sealedCase(entriesOf(entries), lastHash(entries), files);
}
