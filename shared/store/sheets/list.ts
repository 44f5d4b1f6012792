/** Lists of sheets: which sources answer a question, and how their rows make one page, newest first. */

import { isHolder } from '../../domain/complaints/recusal.ts';
import { defined } from '../../domain/kernel/defined.ts';
import type { Actor, Directory } from '../../domain/model/directory.ts';
import type { Status } from '../../domain/model/sheet.ts';
import { partOf } from '../../domain/organisation/acting.ts';
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
import { alongWith, FOUND_AT_ONCE } from './along-with.ts';
import { fits, isNarrowed, type SheetFilter } from './filter.ts';
import { areFindable, partitionsOf } from './finding.ts';
import { shownRows } from './shown-rows.ts';
import { sieveOf } from './sieve.ts';
import { type SheetSource, throughIndex, throughLinks } from './sources.ts';

export interface Page {
  readonly sheets: readonly Summary[];
  /** Where the next page goes on, if there may be one. */
  readonly next?: string;
}

/**
 * Where a question narrows the list, so many rows of an index, and so many links, are read at first to choose from; where that was not
 * enough, most are kept from the reader or do not fit, and as many are read at once as may still be passed over.
 */
const TO_CHOOSE_FROM = { rows: 250, links: 100 };
/** With fewer left to pass over nothing is left to the table: what it passes over is no more than is asked for. */
const LEAST_SIFTED = 100;

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
  const plans = plansOf(
    await Promise.all(
      actors.map(async (actor) => ({ actor, sources: await sourcesFor(table, filter, actor, directory) })),
    ),
  );
  const first = { limit, from: after ?? filter.to ?? HIGHEST, after };
  const [only] = plans.length === 1 ? plans : [];
  const otherwise = only?.source.otherwise;
  if (only === undefined || otherwise === undefined)
    return pageOfPlans(table, plans, filter, directory, first);
  const short = { ...first, mostPassedOver: TO_CHOOSE_FROM.links };
  const { sheets, next } = await pageOfPlans(table, plans, filter, directory, short);
  if (next === undefined || sheets.length === limit) return { sheets, ...defined({ next }) };
  const rest = { limit: limit - sheets.length, from: next, after: next, isGoingOn: true } as const;
  const more = await pageOfPlans(table, [{ ...only, source: otherwise }], filter, directory, rest);
  return { ...more, sheets: [...sheets, ...more.sheets] };
}

/** A source with everybody for whom it is read. */
interface Plan {
  readonly source: SheetSource;
  readonly actors: readonly Actor[];
}

function plansOf(
  asked: readonly { readonly actor: Actor; readonly sources: readonly SheetSource[] }[],
): readonly Plan[] {
  const plans = new Map<string, Plan>();
  for (const { actor, sources } of asked) {
    for (const source of sources) {
      const known = plans.get(source.of);
      plans.set(source.of, { source, actors: [...(known?.actors ?? []), actor] });
    }
  }
  return [...plans.values()];
}

interface AskedPage {
  readonly limit: number;
  readonly from: string;
  readonly after: string | undefined;
  readonly mostPassedOver?: number;
  /** Another source was followed before, and had too few that fit. */
  readonly isGoingOn?: true;
}

async function pageOfPlans(
  table: Table,
  plans: readonly Plan[],
  filter: SheetFilter,
  directory: Directory,
  asked: AskedPage,
): Promise<Page> {
  const downTo = filter.from ?? LOWEST;
  const sieve = sieveOf(filter);
  const [only] = plans.length === 1 ? plans : [];
  const sift = only?.source.sift;
  const atLeast = asked.limit + 1;
  const read = async (upTo: string, leftToPass: number) => {
    const isFirst = upTo === asked.from && asked.isGoingOn !== true;
    return Promise.all(
      plans.map(async ({ source, actors }) => {
        const choice = isNarrowed(filter, source.answers) ? TO_CHOOSE_FROM[source.kind] : 0;
        const most = isFirst ? Math.min(choice, leftToPass) : leftToPass;
        const range = { upTo, downTo };
        const { sheets, ...reached } =
          sift !== undefined && sieve !== undefined && most >= LEAST_SIFTED
            ? await sift(table, { ...range, limit: most }, sieve)
            : await source.read(table, { ...range, limit: Math.max(atLeast, most) });
        return { found: sheets.flatMap((row) => actors.map((actor) => ({ ...row, actor }))), ...reached };
      }),
    );
  };
  const shown = async (upTo: string, leftToPass: number) => {
    const pages = await read(upTo, leftToPass);
    const found = pages.flatMap((page) => page.found);
    const placed = new Set(found.flatMap(({ summary, dueAt }) => (dueAt === undefined ? [] : summary.id)));
    const isLeft = (value: Summary) =>
      filter.withoutDeadline === 'at all' ? nextDueOf(value) === undefined : !placed.has(value.id);
    // One reading of the directory and one choice among actors for the rows of all sources.
    const rows = (await shownRows(table, found, directory)).map(({ summary, withOwes }) => ({
      position: openedPosition(summary.openedAt, summary.id),
      value: withOwes,
      fits: fits(summary, filter) && (filter.withoutDeadline === undefined || isLeft(summary)),
    }));
    return [{ rows }, ...pages.map(({ reached, passed }) => ({ rows: [], reached, passed }))];
  };
  const { items, ...next } = await filledPage(shown, asked);
  return { sheets: items.map((withOwes) => withOwes()), ...next };
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
  const numbered = search.numbers.map((number) => throughNumber(site, number));
  const rows = found.map((partition) => fewAtOnce(throughLinks(partition)));
  const { words } = search;
  if (words === undefined) return [...numbered, ...rows];
  const sources = await sourcesInSight(table, filter, actor, directory);
  const [only] = sources.length === 1 ? sources : [];
  if (only?.of === sitePartition(site)) return [...numbered, alongWith(only, found, words.since)];
  return [...numbered, ...rows, ...sources.map((source) => notBefore(source, words.since))];
}

const fewAtOnce = (source: SheetSource): SheetSource => ({
  ...source,
  read: (table, range) => source.read(table, { ...range, limit: Math.min(range.limit, FOUND_AT_ONCE) }),
});

/** What of a source was opened since then. */
const notBefore = ({ sift: _sift, ...source }: SheetSource, since: string): SheetSource => ({
  ...source,
  read: (table, range) =>
    source.read(table, { ...range, downTo: range.downTo > since ? range.downTo : since }),
});

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
        ? sourcesOfSite(site, filter)
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
  [...new Set(statuses)].map((status) => ({
    ...throughIndex('by-section-status', 'queuePk', queuePartition(site, section, status)),
    answers: ['section', 'status'],
  }));

/** The sources with the fewest rows to read, for somebody who may see the whole site. */
function sourcesOfSite(site: string, filter: SheetFilter): readonly SheetSource[] {
  const { number, section, status } = filter;
  const person = filter.handler ?? filter.resident ?? filter.firstContact;
  const all = throughIndex('by-site', 'sitePk', sitePartition(site));
  if (number !== undefined) return [throughNumber(site, number)];
  if (section !== undefined && status !== undefined) {
    // Of one source the table itself may pass over what does not fit.
    const isMore = isNarrowed(filter, ['section', 'status']);
    return isMore && status.length > 1 ? [all] : queues(site, section, status);
  }
  // Links go back to the first sheet; where most of them do not fit, what the site has is passed over with less.
  if (person !== undefined) return [{ ...throughLinks(personPartition(person)), otherwise: all }];
  if (section !== undefined) return [{ ...throughLinks(sectionPartition(site, section)), otherwise: all }];
  return [all];
}

function throughNumber(site: string, number: string): SheetSource {
  return {
    ...throughIndex('by-number', 'numberPk', numberPartition(site, number)),
    answers: ['number'],
  };
}
