/** Ledgers of a restored table, of sheets as of cases: what each comes to, and what hangs on that. */
import { foldedCase, foldedSheet } from '../../../shared/domain/archive/replay.ts';
import type { Case, CaseEntry } from '../../../shared/domain/cases/case.ts';
import { isHeld } from '../../../shared/domain/cases/consequences.ts';
import { defined } from '../../../shared/domain/kernel/defined.ts';
import type { Written } from '../../../shared/domain/kernel/inscribe.ts';
import type { LedgerEntry, Sheet } from '../../../shared/domain/model/sheet.ts';
import { closesAt } from '../../../shared/domain/sheets/closing.ts';
import {
  caseHeadItem,
  caseHeadOf,
  caseRetentionItem,
  caseSealingItem,
  newCaseLinks,
  pendingTransitionItem,
  pendingTransitionOf,
} from '../../../shared/store/cases/case-items.ts';
import { newLines } from '../../../shared/store/sheets/registers.ts';
import {
  closingItem,
  headItem,
  headOf,
  newLinks,
  pendingEscalationItem,
  pendingEscalationsOf,
  retentionItem,
  sealingItem,
} from '../../../shared/store/sheets/sheet-items.ts';
import { caseIn, caseSeries, offenceKey, sheetIn } from '../../../shared/store/table/keys.ts';
import type { Item } from '../../../shared/store/table/table.ts';
import { storedBytes } from '../../../shared/store/table/written.ts';

export type AnyEntry = LedgerEntry | CaseEntry;
export type AnyWritten = Written<AnyEntry>;

/** A sheet or a case, with the hash that its ledger ends in. */
export interface Kept {
  readonly state: Sheet | Case;
  readonly hash: string;
  /** As its head has it; absent of ledgers that hold plain values. */
  readonly bytes?: number;
}

/** What is so of ledgers of sheets, and otherwise of those of cases. */
export interface Kind {
  /** The series of numbers that a site's have. */
  series(site: string): string;
  keptIn(head: Item): Kept;
  /** What a whole ledger comes to. */
  foldOf(ledger: readonly AnyWritten[], bytes: number | undefined): Kept;
  headOf(kept: Kept): Item;
  /** Everything in the table that is there because of it, but its head, ledger, number and what is yet to be done once. */
  hangingOn(state: Sheet | Case, ledger: readonly AnyWritten[]): readonly Item[];
  /** Says that it is yet to be sealed. */
  sealing(state: Sheet | Case): Item;
}

const archivedAt = (ledger: readonly AnyWritten[]): string | undefined =>
  ledger.findLast(({ entry }) => entry.step === 'archive')?.entry.at;

const lastHash = (ledger: readonly AnyWritten[]): string => ledger.at(-1)?.entry.hash ?? '';

const sheets: Kind = {
  series: (site) => site,
  keptIn: (item) => {
    const { sheet, ...rest } = headOf(item);
    return { state: sheet, ...rest };
  },
  foldOf: (ledger, bytes) => ({
    state: foldedSheet(ledger as readonly Written<LedgerEntry>[]),
    hash: lastHash(ledger),
    ...defined({ bytes }),
  }),
  headOf: ({ state, hash, bytes }) => headItem({ sheet: state as Sheet, hash, ...defined({ bytes }) }),
  hangingOn: (state, ledger) => {
    const sheet = state as Sheet;
    const [closing, archived] = [closesAt(sheet), archivedAt(ledger)];
    return [
      ...newLinks(undefined, sheet),
      ...newLines(undefined, sheet),
      ...pendingEscalationsOf(sheet).map((each) => pendingEscalationItem(sheet, each)),
      ...(closing === undefined ? [] : [closingItem(sheet, closing)]),
      ...(archived === undefined || sheet.erased === true ? [] : [retentionItem(sheet, archived)]),
    ];
  },
  sealing: (state) => sealingItem(state as Sheet),
};

const cases: Kind = {
  series: caseSeries,
  keptIn: (item) => {
    const { case: state, ...rest } = caseHeadOf(item);
    return { state, ...rest };
  },
  foldOf: (ledger, bytes) => ({
    state: foldedCase(ledger as readonly Written<CaseEntry>[]),
    hash: lastHash(ledger),
    ...defined({ bytes }),
  }),
  headOf: ({ state, hash, bytes }) => caseHeadItem({ case: state as Case, hash, ...defined({ bytes }) }),
  hangingOn: (given, ledger) => {
    const state = given as Case;
    const [moving, archived] = [pendingTransitionOf(state), archivedAt(ledger)];
    return [
      ...newCaseLinks(undefined, state),
      ...(moving === undefined ? [] : [pendingTransitionItem(state, moving)]),
      ...(isHeld(state) ? [{ ...offenceKey(state.about), case: state.id }] : []),
      ...(archived === undefined || state.erased === true ? [] : [caseRetentionItem(state, archived)]),
    ];
  },
  sealing: (state) => caseSealingItem(state as Case),
};

/** What is so of the ledger in a partition; undefined where it is neither a sheet's nor a case's. */
export function kindOf(partition: string): Kind | undefined {
  if (sheetIn(partition) !== undefined) return sheets;
  return caseIn(partition) === undefined ? undefined : cases;
}

/** How many bytes a ledger takes; undefined where an entry may hold a plain value, as those of version 0.1 do. */
export function bytesOf(ledger: readonly AnyWritten[]): number | undefined {
  const isConcealed = ledger.every(({ entry }) => 'result' in entry && entry.result !== undefined);
  return isConcealed ? ledger.reduce((sum, each) => sum + storedBytes(each), 0) : undefined;
}
