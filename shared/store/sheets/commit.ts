/** One command, one transaction: head, ledger, links, the recorded response and, on intake, number and turn. */

import type { ProposedCase } from '../../domain/cases/proposed.ts';
import type { UploadedFile } from '../../domain/kernel/files.ts';
import type { LedgerEntry, Sheet } from '../../domain/model/sheet.ts';
import type { Use } from '../../domain/organisation/limits.ts';
import { closesAt } from '../../domain/sheets/closing.ts';
import type { Turns } from '../../domain/sheets/open.ts';
import { attachedWrites } from '../files/files.ts';
import { type Uses, usesWrite } from '../organisation/uses.ts';
import type { IdempotencyRecord } from '../table/idempotency.ts';
import { closingKey, counterKey, pendingEscalationKey, turnsKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import {
  type Committed,
  countWrite,
  headPut,
  put,
  putNew,
  remove,
  transact,
  type Write,
} from '../table/transact.ts';
import { pathWrites } from './drawn-paths.ts';
import { opinionWrites } from './opinions.ts';
import { newLines } from './registers.ts';
import {
  closingItem,
  entryItem,
  headItem,
  newLinks,
  type PendingEscalation,
  pendingEscalationItem,
  pendingEscalationsOf,
  proposedItem,
  sealingItem,
} from './sheet-items.ts';

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
  /** Of who may not open as many as they like: what they did lately, and with this one. */
  readonly uses?: { readonly before: Uses; readonly after: readonly Use[] };
}

/** Writes a change whole or not at all, and with it the record of the response to who asked for it. */
export async function commit(
  table: Table,
  change: Change,
  record: IdempotencyRecord | undefined,
  intake?: Intake,
): Promise<Committed> {
  const { name } = table;
  const { before, after, entries, proposed = [] } = change;
  const writes: Write[] = [
    headWrite(name, change),
    ...entries.map((entry) => putNew(name, entryItem(after.id, entry))),
    ...escalationWrites(name, change),
    ...opinionWrites(name, before, after),
    ...proposed.map((each) => put(name, proposedItem(after.site, each))),
    ...fileWrites(name, change),
    ...sealWrites(name, change),
    ...pathWrites(name, before, after),
    ...closingWrites(name, change),
    ...newLinks(before, after).map((link) => put(name, link)),
    ...newLines(before, after).map((line) => put(name, line)),
    ...(intake === undefined ? [] : intakeWrites(name, after.site, intake)),
  ];
  return transact(table, writes, record);
}

function headWrite(table: string, { before, after, entries }: Change): Write {
  const hash = entries.at(-1)?.hash;
  if (hash === undefined) throw new Error('a change without an entry');
  return headPut(table, headItem({ sheet: after, hash }), before);
}

/** Escalations that begin, come to another level or end with a change. */
function escalationWrites(table: string, { before, after }: Change): Write[] {
  const now = pendingEscalationsOf(after);
  const was = before === undefined ? [] : pendingEscalationsOf(before);
  const isSame = (a: PendingEscalation, b: PendingEscalation) =>
    a.clock === b.clock && a.level === b.level && a.at === b.at;
  const begun = now.filter((escalation) => !was.some((other) => isSame(escalation, other)));
  const ended = was.filter(({ clock }) => !now.some((other) => other.clock === clock));
  return [
    ...begun.map((escalation) => put(table, pendingEscalationItem(after, escalation))),
    ...ended.map(({ clock }) => remove(table, pendingEscalationKey(after.id, clock))),
  ];
}

function fileWrites(table: string, { after, attached = [] }: Change): readonly Write[] {
  return attachedWrites(table, attached, { kind: 'sheet', id: after.id }, after.site, after.updatedAt);
}

/** An archived sheet is to be sealed anew with whatever is written of it later, such as an exemption decided. */
function sealWrites(table: string, { after }: Change): Write[] {
  return after.status === 'archived' ? [put(table, sealingItem(after))] : [];
}

/** A sheet that has come to rest is archived by the system, unless somebody moves it before. */
function closingWrites(table: string, { before, after }: Change): Write[] {
  const [was, is] = [before && closesAt(before), closesAt(after)];
  if (was === is) return [];
  return [is === undefined ? remove(table, closingKey(after.id)) : put(table, closingItem(after, is))];
}

function intakeWrites(table: string, site: string, { day, nth, turns, uses }: Intake): Write[] {
  const counted = [
    countWrite(table, counterKey(site, day), nth),
    ...(uses === undefined ? [] : [usesWrite(table, uses.before, uses.after)]),
  ];
  if (turns === undefined) return counted;
  const taken: Write = {
    Put: {
      TableName: table,
      Item: { ...turnsKey(site), turns: turns.after },
      ConditionExpression: 'attribute_not_exists(pk) OR turns = :before',
      ExpressionAttributeValues: { ':before': turns.before },
    },
  };
  return [...counted, taken];
}
