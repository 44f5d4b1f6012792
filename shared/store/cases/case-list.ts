/** Lists of cases, newest first: which index or links answer a question. */

import type { Case } from '../../domain/cases/case.ts';
import { type CaseSummary, caseSummaryOf } from '../../domain/cases/summary.ts';
import { seesAllCases, seesCase, seesListedCase } from '../../domain/cases/visibility.ts';
import type { Actor } from '../../domain/model/directory.ts';
import { partOf } from '../../domain/organisation/acting.ts';
import { leads } from '../../domain/organisation/organisation.ts';
import { indexPage, type Link, linkPage, type Range } from '../sheets/sources.ts';
import {
  CASE_LINK_PREFIX,
  caseHeadKey,
  caseQueuePartition,
  casesPartition,
  offenceKey,
  openedPosition,
  personPartition,
  sectionPartition,
  sheetPartition,
} from '../table/keys.ts';
import { filledPage } from '../table/merged-page.ts';
import { queryAll, readItems } from '../table/read.ts';
import { readable } from '../table/readable.ts';
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

interface SourcePage {
  /** Those that the reader may see. */
  readonly cases: readonly CaseSummary[];
  readonly reached?: string;
}
type CaseSource = (table: Table, range: Range) => Promise<SourcePage>;
type Sees = (summary: CaseSummary, state?: Case) => boolean;

/** One page of the cases of a site that somebody sees, as whomever they act. */
export async function listCases(
  table: Table,
  filter: CaseFilter,
  actors: readonly Actor[],
  site: string,
  limit: number,
  after: string | undefined,
): Promise<{ readonly items: readonly CaseSummary[]; readonly next?: string }> {
  const sees: Sees = (summary, state) => {
    // A row without its case comes from an index, which is read only for those who see every case of the site.
    if (state === undefined) return actors.some((actor) => seesListedCase(actor, summary));
    return actors.some((actor) => seesCase(actor, state, site));
  };
  const sources = sourcesFor(filter, actors, site, sees);
  const rowOf = (value: CaseSummary) => ({
    position: openedPosition(value.openedAt, value.id),
    value,
    fits: fits(value, filter),
  });
  const read = async (upTo: string) => {
    const range = { upTo, downTo: LOWEST, limit: limit + 1 };
    const pages = await Promise.all(sources.map((source) => source(table, range)));
    return pages.map(({ cases, ...reached }) => ({ rows: cases.map(rowOf), ...reached }));
  };
  return filledPage(read, { limit, from: after ?? HIGHEST, after });
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
  sees: Sees,
): readonly CaseSource[] {
  if (actors.some(seesAllCases)) {
    if (origin !== undefined) return [throughLinks(sheetPartition(origin), sees)];
    if (about !== undefined) return [throughLinks(personPartition(about), sees)];
    return section !== undefined && status !== undefined
      ? [throughIndex('by-section-status', 'queuePk', caseQueuePartition(site, section, status), sees)]
      : [throughIndex('by-site', 'sitePk', casesPartition(site), sees)];
  }
  // Whatever they ask about, others look among what is theirs: how long an answer takes is not to tell of cases that are not.
  return theirPartitions(actors, site).map((partition) => throughLinks(partition, sees));
}

/** What links to the cases of those who do not see all of a site. */
function theirPartitions(actors: readonly Actor[], site: string): readonly string[] {
  const partitions = actors.flatMap((actor) => [
    personPartition(partOf(actor)),
    ...(actor.section !== undefined && leads(actor, actor.section)
      ? [sectionPartition(site, actor.section)]
      : []),
  ]);
  return [...new Set(partitions)];
}

function throughIndex(index: string, attribute: string, partition: string, sees: Sees): CaseSource {
  return async (table, range) => {
    const { items, ...reached } = await indexPage(table, index, attribute, partition, range);
    return { cases: readable(items, caseSummaryIn).filter((summary) => sees(summary)), ...reached };
  };
}

function throughLinks(partition: string, sees: Sees): CaseSource {
  return async (table, range) => {
    const { links, ...reached } = await linkPage(table, partition, CASE_LINK_PREFIX, range);
    const cases = await readCases(table, links.map(idOf));
    const seen = cases.filter((state) => sees(caseSummaryOf(state), state));
    return { cases: seen.map(caseSummaryOf), ...reached };
  };
}

const idOf = ({ id }: Link): string => id;

/** These cases, as far as they can be read, whole, in no order. */
export async function readCases(table: Table, ids: readonly string[]): Promise<readonly Case[]> {
  return readable(await readItems(table, ids.map(caseHeadKey)), (item) => caseHeadOf(item).case);
}

const SETTLED: readonly Case['status'][] = ['dismissed', 'archived'];
const isUnsettled = ({ status }: Pick<Case, 'status'>): boolean => !SETTLED.includes(status);

/**
 * The cases of a site that have not come to their end and that somebody sees, as whomever they act: whole, in no order, however many
 * there are, and however many more have come to it.
 */
export async function readUnsettled(
  table: Table,
  actors: readonly Actor[],
  site: string,
): Promise<readonly Case[]> {
  const ids = actors.some(seesAllCases)
    ? await unsettledOfSite(table, site)
    : await unsettledAmong(table, theirPartitions(actors, site));
  // An index may lag by a moment.
  return (await readCases(table, ids)).filter(
    (state) => isUnsettled(state) && actors.some((actor) => seesCase(actor, state, site)),
  );
}

async function unsettledOfSite(table: Table, site: string): Promise<readonly string[]> {
  const [dismissed, archived] = SETTLED;
  const items = await queryAll(table, {
    IndexName: 'by-site',
    KeyConditionExpression: 'sitePk = :site',
    FilterExpression: 'NOT #status IN (:dismissed, :archived)',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ...{ ':site': casesPartition(site), ':dismissed': dismissed, ':archived': archived },
    },
  });
  return readable(items, caseSummaryIn).map(({ id }) => id);
}

/** Of cases behind links only what lists know is read at first: most have come to their end long ago. */
async function unsettledAmong(table: Table, partitions: readonly string[]): Promise<readonly string[]> {
  const links = await Promise.all(
    partitions.map((partition) =>
      queryAll(table, {
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :case)',
        ExpressionAttributeValues: { ':pk': partition, ':case': CASE_LINK_PREFIX },
      }),
    ),
  );
  const ids = new Set(links.flat().map(({ id }) => String(id)));
  const items = await readItems(table, [...ids].map(caseHeadKey), { attributes: ['pk', 'sk', 'summary'] });
  const summaries = readable(items, caseSummaryIn);
  return summaries.filter(isUnsettled).map(({ id }) => id);
}

const PAGE = 100;

/**
 * The cases of a site that became final and were opened before an instant, in no order; undefined where they are more than
 * `most`, of which no more are read then.
 */
export async function finalCasesOf(
  table: Table,
  site: string,
  before: string,
  most: number,
): Promise<readonly Case[] | undefined> {
  const found = new Set<string>();
  let upTo = before;
  for (;;) {
    const range = { upTo, downTo: LOWEST, limit: PAGE };
    const { items, reached } = await indexPage(table, 'by-site', 'sitePk', casesPartition(site), range);
    const summaries = readable(items, caseSummaryIn);
    for (const { id, status } of summaries) if (status === 'final' || status === 'archived') found.add(id);
    if (found.size > most) return undefined;
    if (reached === undefined || reached === upTo) break;
    upTo = reached;
  }
  return readCases(table, [...found]);
}

/** Of these people those of whom a case became final. */
export async function withFinalCase(table: Table, people: readonly string[]): Promise<readonly string[]> {
  const found = new Set((await readItems(table, people.map(offenceKey))).map(({ pk }) => String(pk)));
  return people.filter((person) => found.has(personPartition(person)));
}

/** Every case that a person's partition links to, the newest first. */
export async function casesOf(table: Table, person: string): Promise<readonly Case[]> {
  const found: Case[] = [];
  let upTo = HIGHEST;
  for (;;) {
    const range = { upTo, downTo: LOWEST, limit: PAGE };
    const { links, reached } = await linkPage(table, personPartition(person), CASE_LINK_PREFIX, range);
    const known = new Set(found.map(({ id }) => id));
    found.push(...(await readCases(table, links.map(idOf))).filter(({ id }) => !known.has(id)));
    if (reached === undefined || reached === upTo) break;
    upTo = reached;
  }
  return found.toSorted((a, b) =>
    openedPosition(a.openedAt, a.id) < openedPosition(b.openedAt, b.id) ? 1 : -1,
  );
}
