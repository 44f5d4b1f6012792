/** Sheets as items: the head with its index keys, the entries of its ledger, the links that lists follow. */

import {
  renamedFrom01,
  withNamesOf01,
  withoutNamesOf01,
} from '../../domain/archive/as-of-0.1/sheet-names.ts';
import type { ProposedCase } from '../../domain/cases/proposed.ts';
import { nextEscalationLevel } from '../../domain/clocks/escalation.ts';
import { defined } from '../../domain/kernel/defined.ts';
import type { Written } from '../../domain/kernel/inscribe.ts';
import { NO_HISTORY } from '../../domain/model/history.ts';
import type { LedgerEntry, Sheet } from '../../domain/model/sheet.ts';
import type { Summary } from '../../domain/sheets/summary.ts';
import { isAsking, nextDueOf, summaryOf } from '../../domain/sheets/summary.ts';
import { deflated, inflated, isPlain } from '../table/deflated.ts';
import {
  AFTER_DEADLINES,
  againstPartition,
  closingKey,
  due,
  duePartition,
  entryKey,
  erasingKey,
  headKey,
  linkKey,
  numberPartition,
  openedPosition,
  pendingEscalationKey,
  personPartition,
  proposedKey,
  queuePartition,
  retentionKey,
  retentionPartition,
  sealKey,
  sectionPartition,
  shardOf,
  sitePartition,
  unmetPartition,
  writtenAt,
} from '../table/keys.ts';
import { shaped, shapeOf } from '../table/shapes.ts';
import { writtenAttributes } from '../table/written.ts';

/** A sheet as it is kept: with the hash that its ledger must end in. */
export interface Head {
  readonly sheet: Sheet;
  readonly hash: string;
  /**
   * How many bytes its ledger takes with all values. Absent where an entry may hold a plain value: the ledger was begun by
   * version 0.1, or one of its functions wrote to it beside those of today.
   */
  readonly bytes?: number;
}

type Item = Readonly<Record<string, unknown>>;

/**
 * The head's item. What the table itself must read (keys, versions, filters) are attributes of their own; the
 * rest is JSON text: the summary as it is, since lists are narrowed by what it says, and the sheet beside it deflated.
 */
export function headItem({ sheet, hash, bytes }: Head): Item {
  const summary = summaryOf(sheet);
  const text = JSON.stringify(summary);
  return {
    ...headKey(sheet.id),
    version: sheet.version,
    entries: sheet.entries,
    headHash: hash,
    // Two releases may answer side by side (docs/decisions/0040-the-api-is-released-by-alias-and-alarm.md).
    sheet: deflated(JSON.stringify(isPlain() ? withNamesOf01(sheet) : sheet), text),
    ...shaped('sheet'),
    ...(bytes === undefined ? {} : { ledgerBytes: bytes }),
    summary: text,
    status: sheet.status,
    kind: sheet.kind,
    breached: summary.breached,
    ...(sheet.erased === true ? { erased: true } : {}),
    sitePk: sitePartition(sheet.site),
    numberPk: numberPartition(sheet.site, sheet.number),
    openedSk: openedPosition(sheet.openedAt, sheet.id),
    ...unmetKeys(summary),
    ...(sheet.section === undefined
      ? {}
      : { queuePk: queuePartition(sheet.site, sheet.section, sheet.status) }),
  };
}

/**
 * Under which a list by deadline finds a sheet, reconcile what is late of it, and who was asked what they are asked; none where
 * nothing is unmet and nobody is asked.
 */
export function unmetKeys(summary: Summary): { readonly duePk?: string; readonly dueSk?: string } {
  const { site, id } = summary;
  const at = nextDueOf(summary) ?? (isAsking(summary) ? AFTER_DEADLINES : undefined);
  return at === undefined ? {} : { duePk: unmetPartition(site, shardOf(id)), dueSk: due(at, id) };
}

/** The head that an item is, whichever version wrote it. */
export function headOf(item: Item): Head {
  return {
    sheet: liftedSheet(JSON.parse(inflated(item.sheet, String(item.summary))), shapeOf(item)),
    ...keptBeside(item),
  };
}

/** What a head keeps beside its sheet, in attributes of their own. */
export const keptBeside = ({ headHash, ledgerBytes }: Item): Omit<Head, 'sheet'> => ({
  hash: String(headHash),
  ...(typeof ledgerBytes === 'number' ? { bytes: ledgerBytes } : {}),
});

/**
 * A sheet of an earlier shape in the present one. Shape 1 has the names of version 0.1; 1 and 2 may lack lists that nothing was
 * written into yet, since a head is as old as the last step.
 */
function liftedSheet(stored: Sheet, shape: number): Sheet {
  const sheet = shape === 1 ? renamedFrom01(stored) : withoutNamesOf01(stored);
  if (shape > 2) return sheet;
  return { ...EMPTY_LISTS, ...sheet, history: { ...NO_HISTORY, ...sheet.history } };
}

/** Every list of a sheet, empty. */
const EMPTY_LISTS = {
  ...{ opinions: [], replies: [], clocks: [], escalations: [], signatures: [], files: [], signable: [] },
  ...{ handledBy: [], sections: [], stoodIn: [], disputedBy: [] },
} satisfies Partial<Sheet>;

/** A summary of a version that told of no more than the earliest deadline that ran, and listed the sheet by that. */
type OlderSummary = Omit<Summary, 'unmet' | 'parts'> & {
  readonly unmet?: undefined;
  readonly nextDue?: string;
};

/** The summary that a head, or an index's item of it, carries; throws where that is none. */
export function summaryIn(item: Item): Summary | OlderSummary {
  const summary: Summary | OlderSummary = JSON.parse(String(item.summary));
  if (typeof summary.id !== 'string') throw new Error('this is no summary');
  return summary;
}

/** A ledger entry's item: its key, what `writtenAttributes` gives, and under which key the response to it is remembered. */
export function entryItem(id: string, written: Written<LedgerEntry>, receipt?: string): Item {
  const key = entryKey(id, written.entry.seq);
  const kept = writtenAttributes(written);
  return {
    ...key,
    ...shaped('entry'),
    ...writtenAt(key, written.entry.at),
    ...kept,
    ...defined({ receipt }),
  };
}

/** A breach that is being raised: the level that comes next and when, as the workflow and reconcile take it. */
export interface PendingEscalation {
  readonly sheet: string;
  readonly clock: string;
  readonly level: number;
  readonly at: string;
}

/** The escalations of a sheet that go on. */
export function pendingEscalationsOf(sheet: Sheet): readonly PendingEscalation[] {
  return sheet.clocks.flatMap((clock) => {
    const next = nextEscalationLevel(sheet, clock);
    return next === undefined ? [] : [{ sheet: sheet.id, clock: clock.id, ...next }];
  });
}

/** The item of an escalation that goes on: found by when its next level is due. */
export function pendingEscalationItem(sheet: Sheet, raising: PendingEscalation): Item {
  return {
    ...pendingEscalationKey(sheet.id, raising.clock),
    raising: JSON.stringify(raising),
    duePk: duePartition(sheet.site, shardOf(sheet.id)),
    dueSk: due(raising.at, `${sheet.id}#${raising.clock}`),
  };
}

/** The item of an archived sheet that is yet to be sealed with so many entries: found by when it was written. */
export function sealingItem({ id, site, entries, updatedAt }: Sheet): Item {
  return {
    ...sealKey(id),
    entries,
    duePk: duePartition(site, shardOf(id)),
    dueSk: due(updatedAt, id),
  };
}

/** The item of a sheet that the system archives at that instant: found by it. */
export function closingItem({ id, site }: Sheet, at: string): Item {
  return { ...closingKey(id), duePk: duePartition(site, shardOf(id)), dueSk: due(at, id) };
}

/** The item of an archived sheet whose values are kept for so long after that instant: found by it. */
export function retentionItem(
  { id, site, kind }: Pick<Sheet, 'id' | 'site' | 'kind'>,
  archivedAt: string,
): Item {
  const duePk = retentionPartition(site, kind === 'complaint' ? 'complaints' : 'sheets');
  return { ...retentionKey(id), duePk, dueSk: due(archivedAt, id) };
}

/** The item of a sheet that was erased and of which values are still to be taken away: found by when that was. */
export function erasingItem({ id, site, updatedAt }: Sheet): Item {
  return { ...erasingKey(id), duePk: duePartition(site, shardOf(id)), dueSk: due(updatedAt, id) };
}

/** The item of a proposed case. */
export function proposedItem(site: string, proposed: ProposedCase): Item {
  const { at, sheet, clock } = proposed;
  return { ...proposedKey(site, at, sheet, clock), proposed: JSON.stringify(proposed) };
}

/** The links that a sheet has and the one before it had not: each new part that a person or section took. */
export function newLinks(before: Sheet | undefined, after: Sheet): readonly Item[] {
  const known = before === undefined ? [] : partitions(before);
  return partitions(after)
    .filter((partition) => !known.includes(partition))
    .map((partition) => ({ ...linkKey(partition, after.openedAt, after.id), id: after.id }));
}

function partitions(sheet: Sheet): readonly string[] {
  const people = [sheet.firstContact, sheet.resident?.id, sheet.requester?.person, ...sheet.handledBy];
  const named = people.filter((person) => person !== undefined);
  const isAgainst = sheet.complaint?.against !== undefined || (sheet.accused ?? []).length > 0;
  return [
    ...new Set(named.map(personPartition)),
    ...(isAgainst ? [againstPartition(sheet.site)] : []),
    ...sheet.sections.map((section) => sectionPartition(sheet.site, section)),
  ];
}
