/** Lists of sheets: which sources answer a question, and how their rows make one page, newest first. */

import { isHolder } from '../../domain/complaints/recusal.ts';
import type { Actor, Directory } from '../../domain/model/directory.ts';
import type { Kind, Status } from '../../domain/model/sheet.ts';
import { partOf } from '../../domain/organisation/acting.ts';
import { matches, type Search } from '../../domain/sheets/finding.ts';
import { nextDueOf, type Summary } from '../../domain/sheets/summary.ts';
import { sheetSightOf } from '../../domain/sheets/visibility.ts';
import {
  againstPartition,
  numberPartition,
  openedPosition,
  personPartition,
  queuePartition,
  sectionPartition,
  sitePartition,
} from '../table/keys.ts';
import { filledPage } from '../table/merged-page.ts';
import type { Table } from '../table/table.ts';
import { areFindable, partitionsOf } from './finding.ts';
import { shownRows } from './shown-rows.ts';
import { type SheetSource, throughIndex, throughLinks } from './sources.ts';

/** What a list may be narrowed to; all of them together hold. */
export interface SheetFilter {
  readonly section?: string;
  /** Any of them, here and of kinds. */
  readonly status?: readonly Status[];
  readonly kind?: readonly Kind[];
  readonly handler?: string;
  readonly firstContact?: string;
  readonly resident?: string;
  readonly number?: string;
  readonly breached?: 'true';
  readonly dueBefore?: string;
  readonly from?: string;
  readonly to?: string;
  readonly search?: Search;
  /** Only those with nothing unmet, or those that the index of deadlines does not have. */
  readonly withoutDeadline?: 'at all' | 'in the index';
}

export interface Page {
  readonly sheets: readonly Summary[];
  /** Where the next page goes on, if there may be one. */
  readonly next?: string;
}

/** Where a question narrows the list, so many rows are read at once to choose from. */
const ROWS_TO_CHOOSE_FROM = 500;

/** Lowest and highest of all positions: they start with an instant. */
const LOWEST = '0';
const HIGHEST = '~';

/**
 * One page of the sheets that somebody sees at the directory's site, newest first, each as they are shown it.
 *
 * Takes everybody as whom they may act, the position after which to go on, if any, and the most rows to give.
 */
export async function listSheets(
  table: Table,
  filter: SheetFilter,
  actors: readonly Actor[],
  directory: Directory,
  limit: number,
  after: string | undefined,
): Promise<Page> {
  const asked = await Promise.all(
    actors.map(async (actor) => {
      const sources = await sourcesFor(table, filter, actor, directory);
      return sources.map((source) => ({ actor, source }));
    }),
  );
  const plans = asked.flat();
  const isNarrowed = Object.values(filter).some((value) => value !== undefined);
  const read = async (upTo: string) => {
    const most = isNarrowed ? Math.max(limit + 1, ROWS_TO_CHOOSE_FROM) : limit + 1;
    const range = { upTo, downTo: filter.from ?? LOWEST, limit: most };
    return Promise.all(
      plans.map(async ({ actor, source }) => {
        const { sheets, ...reached } = await source(table, range);
        const found = sheets.map((row) => ({ ...row, actor }));
        return { found, ...reached };
      }),
    );
  };
  const shown = async (upTo: string) => {
    const pages = await read(upTo);
    const found = pages.flatMap((page) => page.found);
    const placed = new Set(found.flatMap(({ summary, dueAt }) => (dueAt === undefined ? [] : summary.id)));
    const isLeft = (value: Summary) =>
      filter.withoutDeadline === 'at all' ? nextDueOf(value) === undefined : !placed.has(value.id);
    // One reading of the directory and one choice among actors for the rows of all sources.
    const summaries = await shownRows(table, found, directory);
    const rows = summaries.map((value) => ({
      position: openedPosition(value.openedAt, value.id),
      value,
      fits: fits(value, filter) && (filter.withoutDeadline === undefined || isLeft(value)),
    }));
    return [{ rows }, ...pages.map(({ reached }) => ({ rows: [], reached }))];
  };
  const { items, ...next } = await filledPage(shown, { limit, from: after ?? filter.to ?? HIGHEST, after });
  return { sheets: items, ...next };
}

/** Whether a sheet that a source gave meets every part of a filter, as its reader is shown it. */
export function fits(sheet: Summary, by: SheetFilter): boolean {
  return (
    (by.section === undefined || sheet.section === by.section) &&
    (by.status === undefined || by.status.includes(sheet.status)) &&
    (by.kind === undefined || by.kind.includes(sheet.kind)) &&
    (by.handler === undefined || sheet.handler === by.handler) &&
    (by.firstContact === undefined || sheet.firstContact === by.firstContact) &&
    (by.resident === undefined || sheet.resident?.id === by.resident) &&
    (by.number === undefined || sheet.number === by.number) &&
    (by.breached === undefined || sheet.breached) &&
    (by.search === undefined || matches(sheet, by.search)) &&
    (by.dueBefore === undefined || isDueBefore(sheet, by.dueBefore)) &&
    (by.from === undefined || sheet.openedAt >= by.from) &&
    (by.to === undefined || sheet.openedAt < by.to)
  );
}

function isDueBefore(sheet: Summary, instant: string): boolean {
  const due = nextDueOf(sheet);
  return due !== undefined && due < instant;
}

/** Where to look for what is searched for; else by what the actor may see and what is asked. */
async function sourcesFor(
  table: Table,
  filter: SheetFilter,
  actor: Actor,
  directory: Directory,
): Promise<readonly SheetSource[]> {
  const { search } = filter;
  const sight = sheetSightOf(actor, directory);
  // Their own sheets are few, and nobody walks past others' for them.
  if (search === undefined || sight === 'own' || sight === 'none')
    return sourcesInSight(table, filter, actor, directory);
  const { id: site } = directory.site;
  const found = await partitionsOf(table, site, search.keys);
  const { words } = search;
  const sources = words === undefined ? [] : await sourcesInSight(table, filter, actor, directory);
  return [
    ...search.numbers.map((number) => throughNumber(site, number)),
    ...found.map((partition) => fewAtOnce(throughLinks(partition))),
    ...sources.map((source) => notBefore(source, words?.since ?? LOWEST)),
  ];
}

/** Nearly all that is found is wanted. */
const FOUND_AT_ONCE = 30;
const fewAtOnce =
  (source: SheetSource): SheetSource =>
  (table, range) =>
    source(table, { ...range, limit: Math.min(range.limit, FOUND_AT_ONCE) });

/** What of a source was opened since then. */
const notBefore =
  (source: SheetSource, since: string): SheetSource =>
  async (table, range) => {
    const downTo = range.downTo > since ? range.downTo : since;
    return range.upTo < downTo ? { sheets: [] } : source(table, { ...range, downTo });
  };

/** Where to look, by what the actor may see (contract section 2); then, where that is all, by the question. */
async function sourcesInSight(
  table: Table,
  filter: SheetFilter,
  actor: Actor,
  directory: Directory,
): Promise<readonly SheetSource[]> {
  const { id: site } = directory.site;
  const { section } = actor;
  const own = throughLinks(personPartition(partOf(actor)));
  const sight = sheetSightOf(actor, directory);
  switch (sight) {
    case 'site':
      return sourcesOfSite(site, filter);
    case 'complaints':
      // Whoever is in the director's place sees the site, and until all links are there one looks everywhere.
      return isHolder(actor, 'director', {}, directory) || !(await areFindable(table, site))
        ? [...sourcesOfSite(site, filter), own]
        : [throughLinks(againstPartition(site)), own];
    case 'section': {
      if (section === undefined) return [own];
      const { status } = filter;
      return filter.section === section && status !== undefined
        ? queues(site, section, status)
        : [own, throughLinks(sectionPartition(site, section))];
    }
    case 'work':
      return section === undefined ? [own] : [own, ...queues(site, section, ['handed-over'])];
    case 'own':
    case 'none':
      return [own];
    default:
      return sight satisfies never;
  }
}

const queues = (site: string, section: string, statuses: readonly Status[]): readonly SheetSource[] =>
  [...new Set(statuses)].map((status) =>
    throughIndex('by-section-status', 'queuePk', queuePartition(site, section, status)),
  );

/** The sources with the fewest rows to read, for somebody who may see the whole site. */
function sourcesOfSite(site: string, filter: SheetFilter): readonly SheetSource[] {
  const { number, section, status } = filter;
  const person = filter.handler ?? filter.resident ?? filter.firstContact;
  if (number !== undefined) return [throughNumber(site, number)];
  if (section !== undefined && status !== undefined) return queues(site, section, status);
  if (person !== undefined) return [throughLinks(personPartition(person))];
  if (section !== undefined) return [throughLinks(sectionPartition(site, section))];
  return [throughIndex('by-site', 'sitePk', sitePartition(site))];
}

function throughNumber(site: string, number: string): SheetSource {
  return throughIndex('by-number', 'numberPk', numberPartition(site, number));
}
