/** Lists of sheets: which sources answer a question, and how their rows make one page, newest first. */

import { defined } from '../../domain/kernel/defined.ts';
import type { Actor, Directory } from '../../domain/model/directory.ts';
import type { Status } from '../../domain/model/sheet.ts';
import { partOf } from '../../domain/organisation/acting.ts';
import type { Summary } from '../../domain/sheets/summary.ts';
import { sheetSightOf } from '../../domain/sheets/visibility.ts';
import {
  numberPartition,
  openedPosition,
  personPartition,
  queuePartition,
  sectionPartition,
  sitePartition,
} from '../table/keys.ts';
import { bottomOf, pageOf } from '../table/merged-page.ts';
import type { Table } from '../table/table.ts';
import { shownRows } from './shown-rows.ts';
import { type SheetSource, throughIndex, throughLinks } from './sources.ts';

/** What a list may be narrowed to; all of them together hold. */
export interface SheetFilter {
  readonly section?: string;
  readonly status?: Status;
  readonly kind?: string;
  readonly handler?: string;
  readonly firstContact?: string;
  readonly resident?: string;
  readonly number?: string;
  readonly breached?: 'true';
  readonly dueBefore?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface Page {
  readonly sheets: readonly Summary[];
  /** Where the next page goes on, if there may be one. */
  readonly next?: string;
}

/** Lowest and highest of all positions: they start with an instant. */
const LOWEST = '0';
const HIGHEST = '~';

/**
 * One page of the sheets that somebody sees at the directory's site, newest first, each as they are shown it.
 *
 * Takes everybody as whom they may act, the position after which to go on, if any, and the most rows to give. A page
 * may be short, even empty, with more behind it.
 */
export async function listSheets(
  table: Table,
  filter: SheetFilter,
  actors: readonly Actor[],
  directory: Directory,
  limit: number,
  after: string | undefined,
): Promise<Page> {
  const plans = queryPlansFor(filter, actors, directory);
  const rows = new Map<string, Summary>();
  let upTo = after ?? filter.to ?? HIGHEST;
  for (;;) {
    // One more than wanted: the position itself, which is then left out, or the first of the next page.
    const range = { upTo, downTo: filter.from ?? LOWEST, limit: limit + 1 };
    const pages = await Promise.all(plans.map(({ source }) => source(table, range)));
    const found = pages.flatMap(({ sheets }, nth) =>
      sheets.map((row) => ({ ...row, actor: plans[nth]?.actor })),
    );

    const bottom = bottomOf(pages);
    const spoken = found.filter(({ summary }) => {
      const position = openedPosition(summary.openedAt, summary.id);
      return position !== after && position >= bottom;
    });
    for (const summary of await shownRows(table, spoken, directory)) {
      if (fits(summary, filter)) rows.set(openedPosition(summary.openedAt, summary.id), summary);
    }
    // Along a person's sheets a page that ended early would tell that some are kept from the reader: read on instead.
    const goesOn =
      bottom !== '' && bottom !== upTo && rows.size <= limit && plans.some(({ ofPerson }) => ofPerson);
    if (!goesOn) {
      const { items, ...next } = pageOf(rows, limit, bottom);
      return { sheets: items, ...next };
    }
    upTo = bottom;
  }
}

/** Whether a sheet that a source gave meets every part of a filter; the table has applied most of them already. */
export function fits(sheet: Summary, by: SheetFilter): boolean {
  return (
    (by.section === undefined || sheet.section === by.section) &&
    (by.status === undefined || sheet.status === by.status) &&
    (by.kind === undefined || sheet.kind === by.kind) &&
    (by.handler === undefined || sheet.handler === by.handler) &&
    (by.firstContact === undefined || sheet.firstContact === by.firstContact) &&
    (by.resident === undefined || sheet.resident?.id === by.resident) &&
    (by.number === undefined || sheet.number === by.number) &&
    (by.breached === undefined || sheet.breached) &&
    (by.dueBefore === undefined || (sheet.nextDue !== undefined && sheet.nextDue < by.dueBefore)) &&
    (by.from === undefined || sheet.openedAt >= by.from) &&
    (by.to === undefined || sheet.openedAt < by.to)
  );
}

/** A source with the actor for whom it is read: what it yields is theirs to see, unless they are recused. */
interface QueryPlan {
  readonly actor: Actor;
  readonly source: SheetSource;
  /** It follows the sheets of a person whom the question names. */
  readonly ofPerson: boolean;
}

function queryPlansFor(
  filter: SheetFilter,
  actors: readonly Actor[],
  directory: Directory,
): readonly QueryPlan[] {
  const named = isByPerson(filter);
  return actors.flatMap((actor) =>
    sourcesFor(filter, actor, directory).map((source) => ({
      actor,
      source,
      ofPerson: named && readsSite(actor, directory),
    })),
  );
}

/** Whether what somebody sees is found along all of the site's sheets. */
function readsSite(actor: Actor, directory: Directory): boolean {
  const sight = sheetSightOf(actor, directory);
  return sight === 'site' || sight === 'complaints';
}

/** Where to look, by what the actor may see (contract section 2); then, where that is all, by the question. */
function sourcesFor(filter: SheetFilter, actor: Actor, directory: Directory): readonly SheetSource[] {
  const { id: site } = directory.site;
  const { section } = actor;
  const own = throughLinks(personPartition(partOf(actor)));
  const sight = sheetSightOf(actor, directory);
  switch (sight) {
    case 'site':
      return [sourceOfSite(site, filter)];
    case 'complaints':
      return filter.kind === undefined || filter.kind === 'complaint'
        ? [sourceOfSite(site, { ...filter, kind: 'complaint' }), own]
        : [own];
    case 'section': {
      if (section === undefined) return [own];
      const { status } = filter;
      return filter.section === section && status !== undefined
        ? [queue(site, section, status)]
        : [own, throughLinks(sectionPartition(site, section))];
    }
    case 'work':
      return section === undefined ? [own] : [own, queue(site, section, 'handed-over')];
    case 'own':
    case 'none':
      return [own];
    default:
      return sight satisfies never;
  }
}

function queue(site: string, section: string, status: Status): SheetSource {
  return throughIndex('by-section-status', 'queuePk', queuePartition(site, section, status), {});
}

const isByPerson = ({ number, section, status, handler, resident, firstContact }: SheetFilter) =>
  number === undefined &&
  (section === undefined || status === undefined) &&
  (handler ?? resident ?? firstContact) !== undefined;

/** The source with the fewest rows to read, for somebody who may see the whole site. */
function sourceOfSite(site: string, filter: SheetFilter): SheetSource {
  const { number, section, status } = filter;
  const person = filter.handler ?? filter.resident ?? filter.firstContact;
  // `isByPerson` asks in the same order: it says whether this reads along the sheets of a person.
  if (number !== undefined) return throughNumber(site, number);
  if (section !== undefined && status !== undefined) return queue(site, section, status);
  if (person !== undefined) return throughLinks(personPartition(person));
  if (section !== undefined) return throughLinks(sectionPartition(site, section));
  return throughIndex('by-site', 'sitePk', sitePartition(site), equalities(filter));
}

function throughNumber(site: string, number: string): SheetSource {
  return throughIndex('by-number', 'numberPk', numberPartition(site, number), {});
}

/** What of a filter the table itself can apply while a whole site is read. */
function equalities({ status, kind, breached }: SheetFilter): Readonly<Record<string, string | boolean>> {
  return defined({ status, kind, breached: breached && true });
}
