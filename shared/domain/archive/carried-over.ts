/**
 * Ledgers that hold plain values, as version 0.1 wrote them: the events that stand in their place, of which every value can
 * be committed to (contract section 3). What the rules of 0.1 made of them stands in them from then on. Pure.
 */
import type { Case, CaseEntry, CaseEvent } from '../cases/case.ts';
import { evolveCase } from '../cases/evolve.ts';
import { eventOf, type Written } from '../kernel/inscribe.ts';
import type { LedgerEntry, Sheet, SheetEvent } from '../model/sheet.ts';
import { evolve } from '../sheets/evolve.ts';
import { caseResultAsOf01 } from './as-of-0.1/case-results.ts';
import { resultAsOf01 } from './as-of-0.1/sheet-results.ts';

/** The events of a sheet's ledger; those that are as today's stay as they are. */
export function carriedOver(ledger: readonly Written<LedgerEntry>[]): readonly SheetEvent[] {
  let sheet: Sheet | undefined;
  return ledger.map((written) => {
    const event = eventOf(written);
    const whole = { ...event, result: event.result ?? resultAsOf01(sheet, event) } as SheetEvent;
    sheet = evolve(sheet, whole);
    return withoutPlainHashes(whole);
  });
}

/** The events of a case's ledger, in the same manner. */
export function caseCarriedOver(ledger: readonly Written<CaseEntry>[]): readonly CaseEvent[] {
  let state: Case | undefined;
  return ledger.map((written) => {
    const event = eventOf(written);
    const { bound: _bound, ...whole } = {
      ...event,
      result: event.result ?? caseResultAsOf01(state, event),
    } as CaseEvent;
    state = evolveCase(state, whole as CaseEvent);
    if (whole.step !== 'acknowledge' && whole.step !== 'receive') return whole as CaseEvent;
    const { of: _of, ...kept } = whole;
    return kept as CaseEvent;
  });
}

/** Hashes of what is plain could be tried out; a signature is bound to the entry as it stands instead. */
function withoutPlainHashes(event: SheetEvent): SheetEvent {
  const { bound: _bound, salt: _salt, ...rest } = event;
  switch (rest.step) {
    case 'open': {
      const { of, ...opening } = rest;
      const [, ...fileHashes] = of ?? [];
      return fileHashes.length === 0 ? opening : { ...opening, fileHashes };
    }
    case 'amend': {
      const { of: _of, words, ...amendment } = rest;
      return words === undefined ? amendment : { ...amendment, toSign: true };
    }
    case 'countersign':
    case 'withdraw': {
      const { of: _of, ...signing } = rest;
      return signing;
    }
    default:
      return rest;
  }
}
