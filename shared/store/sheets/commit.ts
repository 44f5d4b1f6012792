/** One command, one transaction: head, ledger, links, receipt and, on intake, number and turn. */

import type { ProposedCase } from '../../domain/cases/proposed.ts';
import type { UploadedFile } from '../../domain/kernel/files.ts';
import type { LedgerEntry, Sheet } from '../../domain/model/sheet.ts';
import type { Turns } from '../../domain/sheets/open.ts';
import { attachedWrites } from '../files/files.ts';
import { type CommandResponse, type IdempotencyKey, recordPut } from '../table/idempotency.ts';
import { counterKey, pendingEscalationKey, turnsKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { type Committed, countWrite, headPut, putNew, transact, type Write } from '../table/transact.ts';
import { opinionWrites } from './opinions.ts';
import { newLines } from './registers.ts';
import {
  entryItem,
  headItem,
  newLinks,
  type PendingEscalation,
  pendingEscalationItem,
  pendingEscalationsOf,
  proposedItem,
  sealingItem,
} from './sheet-items.ts';

export type { Committed } from '../table/transact.ts';

/** The sheet before and after a command, with the entries that lead from one to the other. */
export interface Change {
  readonly before: Sheet | undefined;
  readonly after: Sheet;
  readonly entries: readonly LedgerEntry[];
  /** Cases that an escalation's last level proposes. */
  readonly proposed?: readonly ProposedCase[];
  /** Files that it attaches. */
  readonly attached?: readonly UploadedFile[];
}

/** What an intake takes beside its sheet: the nth number of its day and, online, a turn at the desk. */
export interface Intake {
  readonly day: string;
  readonly nth: number;
  readonly turns?: { readonly before: Turns; readonly after: Turns };
}

export interface Remember {
  readonly claim: IdempotencyKey;
  readonly answer: CommandResponse;
  readonly now: string;
}

/** Writes a change whole or not at all. */
export async function commit(
  table: Table,
  change: Change,
  remember: Remember | undefined,
  intake?: Intake,
): Promise<Committed> {
  const receipt = remember && recordPut(table.name, remember.claim, remember.answer, remember.now);
  const writes: Write[] = [
    ...(receipt === undefined ? [] : [receipt]),
    headWrite(table.name, change),
    ...change.entries.map((entry) => putNew(table.name, entryItem(change.after.id, entry))),
    ...raisingWrites(table.name, change),
    ...opinionWrites(table.name, change.before, change.after),
    ...(change.proposed ?? []).map((proposed) => ({
      Put: { TableName: table.name, Item: proposedItem(change.after.site, proposed) },
    })),
    ...fileWrites(table.name, change),
    ...sealWrites(table.name, change),
    ...newLinks(change.before, change.after).map((Item) => ({ Put: { TableName: table.name, Item } })),
    ...newLines(change.before, change.after).map((Item) => ({ Put: { TableName: table.name, Item } })),
    ...(intake === undefined ? [] : intakeWrites(table.name, change.after.site, intake)),
  ];
  return transact(table, writes, receipt !== undefined);
}

function headWrite(table: string, { before, after, entries }: Change): Write {
  const hash = entries.at(-1)?.hash;
  if (hash === undefined) throw new Error('a change without an entry');
  return headPut(table, headItem({ sheet: after, hash }), before);
}

/** Escalations that go on, begin or end with a change. */
function raisingWrites(table: string, { before, after }: Change): Write[] {
  const now = pendingEscalationsOf(after);
  const was = before === undefined ? [] : pendingEscalationsOf(before);
  const isSame = (a: PendingEscalation, b: PendingEscalation) =>
    a.clock === b.clock && a.level === b.level && a.at === b.at;
  const begun = now.filter((raising) => !was.some((other) => isSame(raising, other)));
  const ended = was.filter(({ clock }) => !now.some((other) => other.clock === clock));
  return [
    ...begun.map((raising) => ({ Put: { TableName: table, Item: pendingEscalationItem(after, raising) } })),
    ...ended.map(({ clock }) => ({
      Delete: { TableName: table, Key: pendingEscalationKey(after.id, clock) },
    })),
  ];
}

function fileWrites(table: string, { after, attached = [] }: Change): readonly Write[] {
  return attachedWrites(table, attached, { kind: 'sheet', id: after.id }, after.site, after.updatedAt);
}

/** Whatever is written of an archived sheet is to be sealed, an exemption decided later too. */
function sealWrites(table: string, { after }: Change): Write[] {
  if (after.status !== 'archived') return [];
  return [{ Put: { TableName: table, Item: sealingItem(after) } }];
}

function intakeWrites(table: string, site: string, { day, nth, turns }: Intake): Write[] {
  const counter = countWrite(table, counterKey(site, day), nth);
  if (turns === undefined) return [counter];
  const taken: Write = {
    Put: {
      TableName: table,
      Item: { ...turnsKey(site), turns: turns.after },
      ConditionExpression: 'attribute_not_exists(pk) OR turns = :before',
      ExpressionAttributeValues: { ':before': turns.before },
    },
  };
  return [counter, taken];
}
