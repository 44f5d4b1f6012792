/** Cases as items: the head with its index keys, the entries of its ledger, the links that lists follow, its next move. */

import type { Case, CaseEntry } from '../../domain/cases/case.ts';
import { nextMove } from '../../domain/cases/moves.ts';
import type { CaseSummary } from '../../domain/cases/summary.ts';
import { caseSummaryOf } from '../../domain/cases/summary.ts';
import { canonical } from '../../domain/kernel/ledger.ts';
import {
  caseEntryKey,
  caseHeadKey,
  caseLinkKey,
  caseQueuePartition,
  caseSealKey,
  casesPartition,
  due,
  duePartition,
  openedPosition,
  pendingTransitionKey,
  personPartition,
  sectionPartition,
  shardOf,
  sheetPartition,
  writtenAt,
} from '../table/keys.ts';

type Item = Readonly<Record<string, unknown>>;

/** A case as it is kept: with the hash that its ledger must end in. */
export interface CaseHead {
  readonly case: Case;
  readonly hash: string;
}

/** The head's item, in the manner of a sheet's: keys and filters as attributes, the rest as JSON text. */
export function caseHeadItem({ case: state, hash }: CaseHead): Item {
  return {
    ...caseHeadKey(state.id),
    version: state.version,
    entries: state.entries,
    headHash: hash,
    case: JSON.stringify(state),
    summary: JSON.stringify(caseSummaryOf(state)),
    status: state.status,
    sitePk: casesPartition(state.site),
    openedSk: openedPosition(state.openedAt, state.id),
    ...(state.section === undefined
      ? {}
      : { queuePk: caseQueuePartition(state.site, state.section, state.status) }),
  };
}

/** The head that an item is. */
export function caseHeadOf(item: Item): CaseHead {
  return { case: JSON.parse(String(item.case)), hash: String(item.headHash) };
}

/** The summary that an index's item carries. */
export const caseSummaryIn = (item: Item): CaseSummary => JSON.parse(String(item.summary));

export function caseEntryItem(id: string, entry: CaseEntry): Item {
  const key = caseEntryKey(id, entry.seq);
  return { ...key, ...writtenAt(key, entry.at), entry: canonical(entry) };
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

/** Says that an archived case is yet to be sealed; found by when it was archived. */
export const caseSealingItem = ({ id, site, entries, updatedAt }: Case): Item => ({
  ...caseSealKey(id),
  entries,
  duePk: duePartition(site, shardOf(id)),
  dueSk: due(updatedAt, id),
});
