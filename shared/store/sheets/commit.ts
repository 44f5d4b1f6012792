/** One command, one transaction: head, ledger, links, the recorded response and, on intake, number and turn. */

import type { ProposedCase } from '../../domain/cases/proposed.ts';
import { defined } from '../../domain/kernel/defined.ts';
import type { UploadedFile } from '../../domain/kernel/files.ts';
import type { Written } from '../../domain/kernel/inscribe.ts';
import type { LedgerEntry, Sheet } from '../../domain/model/sheet.ts';
import type { Use } from '../../domain/organisation/limits.ts';
import { closesAt } from '../../domain/sheets/closing.ts';
import type { Turns } from '../../domain/sheets/open.ts';
import { attachedWrites } from '../files/files.ts';
import { type Uses, usesWrite } from '../organisation/uses.ts';
import type { IdempotencyRecord } from '../table/idempotency.ts';
import { closingKey, pendingEscalationKey, retentionKey, sheetPartition, turnsKey } from '../table/keys.ts';
import { type Numbered, numberWrites } from '../table/numbers.ts';
import { owedWrites } from '../table/owed.ts';
import type { Table } from '../table/table.ts';
import { type Committed, headPut, put, putNew, remove, transact, type Write } from '../table/transact.ts';
import { bytesAfter } from '../table/written.ts';
import { pathWrites } from './drawn-paths.ts';
import { findWrites } from './finding.ts';
import { opinionWrites } from './opinions.ts';
import { newLines } from './registers.ts';
import {
  closingItem,
  entryItem,
  erasingItem,
  headItem,
  newLinks,
  type PendingEscalation,
  pendingEscalationItem,
  pendingEscalationsOf,
  proposedItem,
  retentionItem,
  sealingItem,
} from './sheet-items.ts';

/** The sheet before and after a command, with the entries that lead from one to the other. */
export interface Change {
  readonly before: Sheet | undefined;
  readonly after: Sheet;
  /** How many bytes the ledger took before; 0 where it is begun. */
  readonly bytes: number | undefined;
  readonly entries: readonly Written<LedgerEntry>[];
  /** Cases that an escalation's last level proposes. */
  readonly proposed?: readonly ProposedCase[];
  /** Files that it attaches. */
  readonly attached?: readonly UploadedFile[];
  /** By which the tokens of new links find it. */
  readonly links?: readonly Write[];
}

/** What an intake takes beside its sheet: the nth number of its day and, online, a turn at the desk. */
export interface Intake {
  readonly number: Numbered;
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
  const { before, after, entries, proposed = [], links = [] } = change;
  const writes: Write[] = [
    headWrite(name, change),
    ...entries.map((written) => putNew(name, entryItem(after.id, written, record?.key.key))),
    ...owedWrites(
      name,
      sheetPartition(after.id),
      after.site,
      entries.map(({ entry }) => entry),
    ),
    ...escalationWrites(name, change),
    ...opinionWrites(name, before, after),
    ...proposed.map((each) => put(name, proposedItem(after.site, each))),
    ...fileWrites(name, change),
    ...sealWrites(name, change),
    ...pathWrites(name, before, after),
    ...closingWrites(name, change),
    ...forgettingWrites(name, change),
    ...links,
    ...(await findWrites(table, before, after)),
    ...newLinks(before, after).map((link) => put(name, link)),
    ...newLines(before, after).map((line) => put(name, line)),
    ...(intake === undefined ? [] : intakeWrites(name, after, intake)),
  ];
  const seq = entries.at(-1)?.entry.seq ?? 0;
  return transact(table, writes, record && { ...record, about: { sheet: after.id, seq } });
}

function headWrite(table: string, { before, after, bytes, entries }: Change): Write {
  const hash = entries.at(-1)?.entry.hash;
  if (hash === undefined) throw new Error('a change without an entry');
  return headPut(
    table,
    headItem({ sheet: after, hash, ...defined({ bytes: bytesAfter(bytes, entries) }) }),
    before,
  );
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

/** What is archived is erased after its time, and then what is left of its values is to be taken away. */
function forgettingWrites(table: string, { before, after }: Change): Write[] {
  if (after.erased === true) {
    return before?.erased === true
      ? []
      : [remove(table, retentionKey(after.id)), put(table, erasingItem(after))];
  }
  const isNew = after.status === 'archived' && before?.status !== 'archived';
  return isNew ? [put(table, retentionItem(after, after.updatedAt))] : [];
}

/** A sheet that has come to rest is archived by the system, unless somebody moves it before. */
function closingWrites(table: string, { before, after }: Change): Write[] {
  const [was, is] = [before && closesAt(before), closesAt(after)];
  if (was === is) return [];
  return [is === undefined ? remove(table, closingKey(after.id)) : put(table, closingItem(after, is))];
}

function intakeWrites(table: string, { site, id }: Sheet, { number, turns, uses }: Intake): Write[] {
  const counted = [
    ...numberWrites(table, site, number, id),
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
