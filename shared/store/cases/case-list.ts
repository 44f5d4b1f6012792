/** Lists of cases, newest first: which index or links answer a question. */

import type { Case } from '../../domain/cases/case.ts';
import { type CaseSummary, caseSummaryOf } from '../../domain/cases/summary.ts';
import { seesAllCases, seesCase, seesListedCase } from '../../domain/cases/visibility.ts';
import { defined } from '../../domain/kernel/defined.ts';
import type { Actor } from '../../domain/model/directory.ts';
import { leads } from '../../domain/organisation/organisation.ts';
import { indexPage, linkPage, type Range } from '../sheets/sources.ts';
import {
  CASE_LINK_PREFIX,
  caseHeadKey,
  caseQueuePartition,
  casesPartition,
  openedPosition,
  personPartition,
  sectionPartition,
  sheetPartition,
} from '../table/keys.ts';
import { mergedPage, type PageOfSource } from '../table/merged-page.ts';
import { readItems } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { caseHeadOf, caseSummaryIn } from './case-items.ts';

/** What a list may be narrowed to; all of them together hold. */
interface CaseFilter {
  readonly about?: string | undefined;
  readonly status?: Case['status'] | undefined;
  readonly section?: string | undefined;
  /** The sheet that gave rise to it. */
  readonly origin?: string | undefined;
}

const LOWEST = '0';
const HIGHEST = '~';

type CaseSource = (table: Table, range: Range) => Promise<PageOfSource<CaseSummary>>;
type Shows = (summary: CaseSummary, state?: Case) => boolean;

/** One page of the cases of a site that somebody sees, as whomever they act. */
export async function listCases(
  table: Table,
  filter: CaseFilter,
  actors: readonly Actor[],
  site: string,
  limit: number,
  after: string | undefined,
): Promise<{ readonly items: readonly CaseSummary[]; readonly next?: string }> {
  const range = { upTo: after ?? HIGHEST, downTo: LOWEST, limit: limit + 1 };
  const shows: Shows = (summary, state) => {
    if (!fits(summary, filter)) return false;
    // A row without its case comes from an index, which is read only for those who see every case of the site.
    if (state === undefined) return actors.some((actor) => seesListedCase(actor, summary));
    return actors.some((actor) => seesCase(actor, state, site));
  };
  const sources = sourcesFor(filter, actors, site, shows);
  const pages = await Promise.all(sources.map((source) => source(table, range)));
  return mergedPage(pages, limit, after);
}

function fits(summary: CaseSummary, by: CaseFilter): boolean {
  return (
    (by.about === undefined || summary.about === by.about) &&
    (by.status === undefined || summary.status === by.status) &&
    (by.section === undefined || summary.section === by.section) &&
    (by.origin === undefined || summary.origin?.sheet === by.origin)
  );
}

function sourcesFor(
  { about, status, section, origin }: CaseFilter,
  actors: readonly Actor[],
  site: string,
  shows: Shows,
): readonly CaseSource[] {
  if (about !== undefined) return [throughLinks(personPartition(about), shows)];
  if (origin !== undefined) return [throughLinks(sheetPartition(origin), shows)];
  if (actors.some(seesAllCases)) {
    return section !== undefined && status !== undefined
      ? [throughIndex('by-section-status', 'queuePk', caseQueuePartition(site, section, status), {}, shows)]
      : [throughIndex('by-site', 'sitePk', casesPartition(site), defined({ status }), shows)];
  }
  const partitions = actors.flatMap((actor) => [
    personPartition(actor.standInFor ?? actor.id),
    ...(actor.section !== undefined && leads(actor, actor.section)
      ? [sectionPartition(site, actor.section)]
      : []),
  ]);
  return [...new Set(partitions)].map((partition) => throughLinks(partition, shows));
}

const rowOf = (value: CaseSummary) => ({ position: openedPosition(value.openedAt, value.id), value });

function throughIndex(
  index: string,
  attribute: string,
  partition: string,
  filter: Readonly<Record<string, string>>,
  shows: Shows,
): CaseSource {
  return async (table, range) => {
    const { items, ...reached } = await indexPage(table, index, attribute, partition, filter, range);
    const summaries = items.map(caseSummaryIn).filter((summary) => shows(summary));
    return { rows: summaries.map(rowOf), ...reached };
  };
}

function throughLinks(partition: string, shows: Shows): CaseSource {
  return async (table, range) => {
    const { ids, ...reached } = await linkPage(table, partition, CASE_LINK_PREFIX, range);
    const cases = await readCases(table, ids);
    const shown = cases.filter((state) => shows(caseSummaryOf(state), state));
    return { rows: shown.map((state) => rowOf(caseSummaryOf(state))), ...reached };
  };
}

async function readCases(table: Table, ids: readonly string[]): Promise<readonly Case[]> {
  return (await readItems(table, ids.map(caseHeadKey))).map((item) => caseHeadOf(item).case);
}

const PAGE = 100;

/** Every case that a person's partition links to, the newest first. */
export async function casesOf(table: Table, person: string): Promise<readonly Case[]> {
  const found: Case[] = [];
  let upTo = HIGHEST;
  for (;;) {
    const range = { upTo, downTo: LOWEST, limit: PAGE };
    const { ids, reached } = await linkPage(table, personPartition(person), CASE_LINK_PREFIX, range);
    const known = new Set(found.map(({ id }) => id));
    found.push(...(await readCases(table, ids)).filter(({ id }) => !known.has(id)));
    if (reached === undefined || reached === upTo) break;
    upTo = reached;
  }
  return found.toSorted((a, b) =>
    openedPosition(a.openedAt, a.id) < openedPosition(b.openedAt, b.id) ? 1 : -1,
  );
}
