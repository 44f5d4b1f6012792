/** Cases as items: the head with its index keys, the entries of its ledger, the links that lists follow, its next move. */

import type { Case, CaseEntry } from '../../domain/cases/case.ts';
import { nextMove } from '../../domain/cases/moves.ts';
import type { CaseSummary } from '../../domain/cases/summary.ts';
import { caseSummaryOf } from '../../domain/cases/summary.ts';
import { defined } from '../../domain/kernel/defined.ts';
import type { Written } from '../../domain/kernel/inscribe.ts';
import { keptBeside } from '../sheets/sheet-items.ts';
import { deflated, inflated } from '../table/deflated.ts';
import {
  caseEntryKey,
  caseErasingKey,
  caseHeadKey,
  caseLinkKey,
  caseQueuePartition,
  caseRetentionKey,
  caseSealKey,
  casesPartition,
  due,
  duePartition,
  openedPosition,
  pendingTransitionKey,
  personPartition,
  retentionPartition,
  sectionPartition,
  shardOf,
  sheetPartition,
  writtenAt,
} from '../table/keys.ts';
import { shaped, shapeOf } from '../table/shapes.ts';
import { writtenAttributes } from '../table/written.ts';

type Item = Readonly<Record<string, unknown>>;

/** A case as it is kept: with the hash that its ledger must end in. */
export interface CaseHead {
  readonly case: Case;
  readonly hash: string;
  /** As of a sheet. */
  readonly bytes?: number;
}

/** The head's item, in the manner of a sheet's: keys and filters as attributes, its summary as JSON text, the case deflated. */
export function caseHeadItem({ case: state, hash, bytes }: CaseHead): Item {
  const summary = JSON.stringify(caseSummaryOf(state));
  return {
    ...caseHeadKey(state.id),
    version: state.version,
    entries: state.entries,
    headHash: hash,
    ...(bytes === undefined ? {} : { ledgerBytes: bytes }),
    ...shaped('case'),
    case: deflated(JSON.stringify(state), summary),
    summary,
    status: state.status,
    sitePk: casesPartition(state.site),
    openedSk: openedPosition(state.openedAt, state.id),
    ...(state.section === undefined
      ? {}
      : { queuePk: caseQueuePartition(state.site, state.section, state.status) }),
  };
}

/** The head that an item is, whichever version wrote it. */
export function caseHeadOf(item: Item): CaseHead {
  const stored: Case = JSON.parse(inflated(item.case, String(item.summary)));
  // Shape 1 may lack lists that nothing was written into yet.
  return { case: shapeOf(item) > 1 ? stored : { ...EMPTY_LISTS, ...stored }, ...keptBeside(item) };
}

/** Every list of a case, empty. */
const EMPTY_LISTS = {
  ...{ parts: [], deliveries: [], appeals: [], clocks: [], escalations: [], signatures: [] },
} satisfies Partial<Case>;

/** The summary that an index's item carries; throws where that is none. */
export function caseSummaryIn(item: Item): CaseSummary {
  const summary: CaseSummary = JSON.parse(String(item.summary));
  if (typeof summary.id !== 'string') throw new Error('this is no summary');
  return summary;
}

/** A ledger entry's item, as a sheet's. */
export function caseEntryItem(id: string, written: Written<CaseEntry>, receipt?: string): Item {
  const key = caseEntryKey(id, written.entry.seq);
  const place = { ...key, ...shaped('entry'), ...writtenAt(key, written.entry.at) };
  return { ...place, ...writtenAttributes(written), ...defined({ receipt }) };
}

/** What comes next in a case by itself, as the workflow and reconcile take it. */
export interface PendingTransition {
  readonly case: string;
  /** The entry that the case stands at; once somebody signs another, this chain of moves is over. */
  readonly chain: number;
  readonly at: string;
}

const SECOND_MS = 1_000;

/** The next move of a case; workflows wait to whole seconds, so it is the first that is not before the instant. */
export function pendingTransitionOf(state: Case): PendingTransition | undefined {
  const move = nextMove(state);
  if (move === undefined) return undefined;
  const at = new Date(Math.ceil(Date.parse(move.at) / SECOND_MS) * SECOND_MS).toISOString();
  return { case: state.id, chain: state.since.seq, at };
}

/** The item of a next move: found by when it is due. */
export function pendingTransitionItem(state: Case, moving: PendingTransition): Item {
  return {
    ...pendingTransitionKey(moving.case, moving.chain),
    moving: JSON.stringify(moving),
    duePk: duePartition(state.site, shardOf(state.id)),
    dueSk: due(moving.at, `${state.id}#${moving.chain}`),
  };
}

/** The links that a case has and the one before it had not. */
export function newCaseLinks(before: Case | undefined, after: Case): readonly Item[] {
  const known = before === undefined ? [] : partitions(before);
  return partitions(after)
    .filter((partition) => !known.includes(partition))
    .map((partition) => ({ ...caseLinkKey(partition, after.openedAt, after.id), id: after.id }));
}

function partitions(state: Case): readonly string[] {
  const { about, openedBy, parts, appeals, section, site, origin } = state;
  const people = [
    about,
    ...openedBy,
    ...parts.map(({ person }) => person),
    ...appeals.flatMap(({ reviewer }) => reviewer ?? []),
  ];
  return [
    ...new Set(people.map(personPartition)),
    ...(section === undefined ? [] : [sectionPartition(site, section)]),
    ...(origin === undefined ? [] : [sheetPartition(origin.sheet)]),
  ];
}

/** The item of an archived case whose values are kept for so long after that instant: found by it. */
export const caseRetentionItem = ({ id, site }: Pick<Case, 'id' | 'site'>, archivedAt: string): Item => ({
  ...caseRetentionKey(id),
  duePk: retentionPartition(site, 'cases'),
  dueSk: due(archivedAt, id),
});

/** The item of a case that was erased and of which values are still to be taken away: found by when that was. */
export const caseErasingItem = ({ id, site, updatedAt }: Case): Item => ({
  ...caseErasingKey(id),
  duePk: duePartition(site, shardOf(id)),
  dueSk: due(updatedAt, id),
});

/** Says that an archived case is yet to be sealed; found by when it was archived. */
export const caseSealingItem = ({ id, site, entries, updatedAt }: Case): Item => ({
  ...caseSealKey(id),
  entries,
  duePk: duePartition(site, shardOf(id)),
  dueSk: due(updatedAt, id),
});
