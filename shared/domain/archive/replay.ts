/** What a whole ledger comes to, whichever versions wrote its entries. Pure. */

import type { Case, CaseEntry, CaseEvent, SaidOfCase } from '../cases/case.ts';
import { evolveCase } from '../cases/evolve.ts';
import { eventOf, type Written } from '../kernel/inscribe.ts';
import type { LedgerEntry, SaidEvent, Sheet, SheetEvent } from '../model/sheet.ts';
import { evolve } from '../sheets/evolve.ts';
import { caseResultAsOf01 } from './as-of-0.1/case-results.ts';
import { resultAsOf01 } from './as-of-0.1/sheet-results.ts';

/** The sheet that a ledger's events come to. */
export function replay(events: readonly (SaidEvent & Partial<Pick<SheetEvent, 'result'>>)[]): Sheet {
  let sheet: Sheet | undefined;
  for (const event of events) {
    sheet = evolve(sheet, { ...event, result: event.result ?? resultAsOf01(sheet, event) });
  }
  if (sheet === undefined) throw new Error('an empty ledger makes no sheet');
  return sheet;
}

/** The sheet that a ledger comes to as it is kept, the values beside its entries. */
export const foldedSheet = (ledger: readonly Written<LedgerEntry>[]): Sheet =>
  replay(ledger.map((written) => eventOf(written)));

/** The case that a ledger's events come to. */
export function replayCase(events: readonly (SaidOfCase & Partial<Pick<CaseEvent, 'result'>>)[]): Case {
  let state: Case | undefined;
  for (const event of events) {
    state = evolveCase(state, { ...event, result: event.result ?? caseResultAsOf01(state, event) });
  }
  if (state === undefined) throw new Error('a ledger without entries');
  return state;
}

/** The case that a ledger comes to as it is kept, in the same manner. */
export const foldedCase = (ledger: readonly Written<CaseEntry>[]): Case =>
  replayCase(ledger.map((written) => eventOf(written)));
