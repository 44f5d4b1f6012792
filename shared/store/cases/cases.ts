/** Reads and writes cases: one command, one transaction. */
import { isCaseOf } from '../../domain/archive/comes-to.ts';
import { foldedCase } from '../../domain/archive/replay.ts';
import type { Case, CaseEntry } from '../../domain/cases/case.ts';
import { isHeld } from '../../domain/cases/consequences.ts';
import { defined } from '../../domain/kernel/defined.ts';
import type { UploadedFile } from '../../domain/kernel/files.ts';
import type { Written } from '../../domain/kernel/inscribe.ts';
import { anchorIn, readLedgerItems, type WrittenLedger } from '../anchors/ledgers.ts';
import { attachedWrites } from '../files/files.ts';
import { keptBeside } from '../sheets/sheet-items.ts';
import type { IdempotencyRecord } from '../table/idempotency.ts';
import {
  caseEntryKey,
  caseHeadKey,
  casePartition,
  caseRetentionKey,
  caseSeries,
  type Key,
  offenceKey,
  pendingTransitionKey,
} from '../table/keys.ts';
import { type Numbered, numberWrites } from '../table/numbers.ts';
import { owedWrites } from '../table/owed.ts';
import { readItem } from '../table/read.ts';
import { foldedOf, readableOr } from '../table/readable.ts';
import type { Table } from '../table/table.ts';
import {
  absent,
  type Committed,
  headPut,
  put,
  putNew,
  remove,
  removeExisting,
  transact,
  type Write,
} from '../table/transact.ts';
import { bytesAfter, carriedIn, entriesIn } from '../table/written.ts';
import {
  type CaseHead,
  caseEntryItem,
  caseErasingItem,
  caseHeadItem,
  caseHeadOf,
  caseRetentionItem,
  caseSealingItem,
  newCaseLinks,
  pendingTransitionItem,
  pendingTransitionOf,
} from './case-items.ts';

/** The case before and after a command, with the entries that lead from one to the other. */
export interface CaseChange {
  readonly before: Case | undefined;
  readonly after: Case;
  /** How many bytes the ledger took before; 0 where it is begun. */
  readonly bytes: number | undefined;
  readonly entries: readonly Written<CaseEntry>[];
  /** Which case of its local day it is, where it is opened. */
  readonly numbered?: Numbered;
  /** Proposed cases that are dealt with by it. */
  readonly taken?: readonly Key[];
  /** It is a first breach, so no case of the subject may have become final meanwhile. */
  readonly mustBeFirst?: boolean;
  /** Files that it attaches. */
  readonly attached?: readonly UploadedFile[];
}

/** Writes a change whole or not at all, and with it the record of the response to who asked for it. */
export async function commitCase(
  table: Table,
  change: CaseChange,
  record: IdempotencyRecord | undefined,
): Promise<Committed> {
  const { before, after, entries, numbered, taken = [], mustBeFirst, attached = [] } = change;
  const { name } = table;
  const writes: Write[] = [
    headWrite(name, change),
    ...entries.map((entry) => putNew(name, caseEntryItem(after.id, entry, record?.key.key))),
    ...owedWrites(
      name,
      casePartition(after.id),
      after.site,
      entries.map(({ entry }) => entry),
    ),
    ...transitionWrites(name, before, after),
    ...newCaseLinks(before, after).map((link) => put(name, link)),
    ...(numbered === undefined ? [] : numberWrites(name, caseSeries(after.site), numbered, after.id)),
    ...taken.map((key) => removeExisting(name, key)),
    ...offenceWrites(name, before, after),
    ...(after.status === 'archived' ? [put(name, caseSealingItem(after))] : []),
    ...forgettingWrites(name, before, after),
    ...attachedWrites(name, attached, { kind: 'case', id: after.id }, after.site, after.updatedAt),
    ...(mustBeFirst === true ? [absent(name, offenceKey(after.about))] : []),
  ];
  return transact(table, writes, record);
}

function headWrite(table: string, { before, after, bytes, entries }: CaseChange): Write {
  const hash = entries.at(-1)?.entry.hash;
  if (hash === undefined) throw new Error('a change without an entry');
  return headPut(
    table,
    caseHeadItem({ case: after, hash, ...defined({ bytes: bytesAfter(bytes, entries) }) }),
    before,
  );
}

/** What is archived is erased after its time, and then what is left of its values is to be taken away. */
function forgettingWrites(table: string, before: Case | undefined, after: Case): Write[] {
  if (after.erased === true) {
    return before?.erased === true
      ? []
      : [remove(table, caseRetentionKey(after.id)), put(table, caseErasingItem(after))];
  }
  const isNew = after.status === 'archived' && before?.status !== 'archived';
  return isNew ? [put(table, caseRetentionItem(after, after.updatedAt))] : [];
}

/** What comes next: put where it begins or comes to another instant, taken away where its chain is over. */
function transitionWrites(table: string, before: Case | undefined, after: Case): Write[] {
  const was = before && pendingTransitionOf(before);
  const now = pendingTransitionOf(after);
  const isOver = was !== undefined && was.chain !== now?.chain;
  const isNew = now !== undefined && (now.chain !== was?.chain || now.at !== was.at);
  return [
    ...(isOver ? [remove(table, pendingTransitionKey(was.case, was.chain))] : []),
    ...(isNew ? [put(table, pendingTransitionItem(after, now))] : []),
  ];
}

function offenceWrites(table: string, before: Case | undefined, after: Case): Write[] {
  if (!isHeld(after) || (before !== undefined && isHeld(before))) return [];
  return [put(table, { ...offenceKey(after.about), case: after.id })];
}

/** The case with that id, or undefined; read afresh. One whose head cannot be read is what its ledger comes to. */
export async function readCase(table: Table, id: string): Promise<CaseHead | undefined> {
  const item = await readItem(table, caseHeadKey(id));
  return item && (readableOr(item, caseHeadOf) ?? (await readCaseLedger(table, id))?.head);
}

/** An entry of a case's ledger, or undefined; read afresh. Of an erased case it has no values. */
export async function readCaseEntry(
  table: Table,
  id: string,
  seq: number,
  isErased: boolean,
): Promise<Written<CaseEntry> | undefined> {
  const item = await readItem(table, caseEntryKey(id, seq));
  return item && entriesIn<CaseEntry>([item], isErased)[0];
}

/** Whether somebody has a case that became final. */
export async function hasFinalCase(table: Table, person: string): Promise<boolean> {
  return (await readItem(table, offenceKey(person))) !== undefined;
}

/** A case with its ledger. */
export interface CaseWithLedger extends WrittenLedger<CaseEntry> {
  readonly head: CaseHead;
}

/** A case with its whole ledger, in the order of its entries, or undefined; read as a sheet's. */
export async function readCaseLedger(
  table: Table,
  id: string,
  headFirst = false,
): Promise<CaseWithLedger | undefined> {
  const items = await readLedgerItems(table, casePartition(id), headFirst);
  const item = items.find(({ sk }) => sk === caseHeadKey(id).sk);
  if (item === undefined) return undefined;
  const head = readableOr(item, caseHeadOf);
  const kept = entriesIn<CaseEntry>(items, head?.case.erased === true);
  const isErased = kept.some(({ entry }) => entry.step === 'erase');
  const entries = isErased ? entriesIn<CaseEntry>(items, true) : kept;
  const beside = { entries, anchor: anchorIn(items), ...carriedIn(items) };
  if (head === undefined) {
    const state = foldedOf(casePartition(id), () => foldedCase(entries));
    return { ...beside, head: { case: state, ...keptBeside(item) }, isHeadSound: false };
  }
  const isCommitted = head.bytes !== undefined && beside.carried === undefined;
  const isHeadSound = isCaseOf(head.case, entries, isCommitted);
  return { ...beside, head, isHeadSound };
}
