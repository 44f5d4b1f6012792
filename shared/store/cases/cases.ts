/** Reads and writes cases: one command, one transaction. */
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Case } from '../../domain/cases/case.ts';
import { isHeld } from '../../domain/cases/consequences.ts';
import type { UploadedFile } from '../../domain/kernel/files.ts';
import { attachedWrites } from '../files/files.ts';
import type { Remember } from '../sheets/commit.ts';
import { entryOf } from '../sheets/sheet-items.ts';
import { recordPut } from '../table/idempotency.ts';
import {
  caseCounterKey,
  caseHeadKey,
  casePartition,
  ENTRY_PREFIX,
  type Key,
  offenceKey,
  pendingTransitionKey,
} from '../table/keys.ts';
import { readPartition } from '../table/partition.ts';
import type { Table } from '../table/table.ts';
import { type Committed, countWrite, headPut, putNew, transact, type Write } from '../table/transact.ts';
import {
  type CaseEntry,
  type CaseHead,
  caseEntryItem,
  caseHeadItem,
  caseHeadOf,
  caseSealingItem,
  newCaseLinks,
  pendingTransitionItem,
  pendingTransitionOf,
} from './case-items.ts';

/** The case before and after a command, with the entries that lead from one to the other. */
export interface CaseChange {
  readonly before: Case | undefined;
  readonly after: Case;
  readonly entries: readonly CaseEntry[];
  /** Which case of its local day it is, where it is opened. */
  readonly numbered?: { readonly day: string; readonly nth: number };
  /** Proposed cases that are dealt with by it. */
  readonly taken?: readonly Key[];
  /** It is a first breach, so no case of the subject may have become final meanwhile. */
  readonly mustBeFirst?: boolean;
  /** Files that it attaches. */
  readonly attached?: readonly UploadedFile[];
}

/** Writes a change whole or not at all. */
export async function commitCase(
  table: Table,
  change: CaseChange,
  remember: Remember | undefined,
): Promise<Committed> {
  const { before, after, entries, numbered, taken = [], mustBeFirst, attached = [] } = change;
  const { name: TableName } = table;
  const receipt = remember && recordPut(TableName, remember.claim, remember.answer, remember.now);
  return transact(
    table,
    [
      ...(receipt === undefined ? [] : [receipt]),
      headWrite(TableName, change),
      ...entries.map((entry) => putNew(TableName, caseEntryItem(after.id, entry))),
      ...movingWrites(TableName, before, after),
      ...newCaseLinks(before, after).map((Item) => ({ Put: { TableName, Item } })),
      ...(numbered === undefined
        ? []
        : [countWrite(TableName, caseCounterKey(after.site, numbered.day), numbered.nth)]),
      ...taken.map((Key) => ({
        Delete: { TableName, Key, ConditionExpression: 'attribute_exists(pk)' },
      })),
      ...offenceWrites(TableName, before, after),
      ...(after.status === 'archived' ? [{ Put: { TableName, Item: caseSealingItem(after) } }] : []),
      ...attachedWrites(TableName, attached, { kind: 'case', id: after.id }, after.site, after.updatedAt),
      ...(mustBeFirst === true
        ? [
            {
              ConditionCheck: {
                TableName,
                Key: offenceKey(after.about),
                ConditionExpression: 'attribute_not_exists(pk)',
              },
            },
          ]
        : []),
    ],
    receipt !== undefined,
  );
}

function headWrite(TableName: string, { before, after, entries }: CaseChange): Write {
  const hash = entries.at(-1)?.hash;
  if (hash === undefined) throw new Error('a change without an entry');
  return headPut(TableName, caseHeadItem({ case: after, hash }), before);
}

/** What comes next: put where it begins or moves on, taken away where its chain is over. */
function movingWrites(TableName: string, before: Case | undefined, after: Case): Write[] {
  const was = before && pendingTransitionOf(before);
  const now = pendingTransitionOf(after);
  const isOver = was !== undefined && was.chain !== now?.chain;
  const isNew = now !== undefined && (now.chain !== was?.chain || now.at !== was.at);
  return [
    ...(isOver ? [{ Delete: { TableName, Key: pendingTransitionKey(was.case, was.chain) } }] : []),
    ...(isNew ? [{ Put: { TableName, Item: pendingTransitionItem(after, now) } }] : []),
  ];
}

function offenceWrites(TableName: string, before: Case | undefined, after: Case): Write[] {
  if (!isHeld(after) || (before !== undefined && isHeld(before))) return [];
  return [{ Put: { TableName, Item: { ...offenceKey(after.about), case: after.id } } }];
}

async function read(table: Table, key: Key): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true }),
  );
  return Item;
}

/** The case with that id, or undefined; read afresh. */
export async function readCase(table: Table, id: string): Promise<CaseHead | undefined> {
  const item = await read(table, caseHeadKey(id));
  return item && caseHeadOf(item);
}

/** Whether somebody has a case that became final. */
export async function hasFinalCase(table: Table, person: string): Promise<boolean> {
  return (await read(table, offenceKey(person))) !== undefined;
}

/** How many cases a site's local day has so far. */
export async function readCaseCounter(table: Table, site: string, day: string): Promise<number> {
  const item = await read(table, caseCounterKey(site, day));
  return typeof item?.last === 'number' ? item.last : 0;
}

export interface CaseWithLedger {
  readonly head: CaseHead;
  readonly entries: readonly CaseEntry[];
}

/** A case with its whole ledger, in the order of its entries, or undefined; read afresh. */
export async function readCaseLedger(table: Table, id: string): Promise<CaseWithLedger | undefined> {
  const items = await readPartition(table, casePartition(id));
  const head = items.find(({ sk }) => sk === caseHeadKey(id).sk);
  if (head === undefined) return undefined;
  const entries = items
    .filter(({ sk }) => String(sk).startsWith(ENTRY_PREFIX))
    .map((item) => entryOf<CaseEntry>(item));
  return { head: caseHeadOf(head), entries };
}
