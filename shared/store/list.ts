/** Lists of sheets: which streams a question walks, and how they make one page, newest first. */
import {
  type Actor,
  type Directory,
  isCustomerService,
  OFFICE_ROLES,
  type Role,
} from '../domain/organisation.ts';
import type { Status } from '../domain/sheet.ts';
import { sees } from '../domain/visibility.ts';
import {
  numberPartition,
  opened,
  personPartition,
  queuePartition,
  sectionPartition,
  sitePartition,
} from './keys.ts';
import { mergedPage } from './merged-page.ts';
import type { Summary } from './sheet-items.ts';
import { type Listed, type Stream, throughIndex, throughLinks } from './streams.ts';
import type { Table } from './table.ts';

/** What a list may be narrowed to; all of them together hold. */
export interface Narrowing {
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
 * One page of the sheets that the actor sees at the directory's site, newest first.
 *
 * Takes the position after which to go on, if any, and the most rows to give. A page may be short, even
 * empty, with more behind it.
 */
export async function listSheets(
  table: Table,
  narrowing: Narrowing,
  actor: Actor,
  directory: Directory,
  limit: number,
  after: string | undefined,
): Promise<Page> {
  const streams = streamsFor(narrowing, actor, directory);
  // One more than wanted: the position itself, which is then left out, or the first of the next page.
  const range = {
    upTo: after ?? narrowing.to ?? HIGHEST,
    downTo: narrowing.from ?? LOWEST,
    limit: limit + 1,
  };
  const walks = await Promise.all(streams.map((stream) => stream(table, range)));

  const shown = ({ summary, sheet }: Listed) =>
    fits(summary, narrowing) && (sheet === undefined || sees(actor, sheet, directory));
  const { items, next } = mergedPage(
    walks.map(({ sheets, reached }) => ({
      reached,
      rows: sheets
        .filter(shown)
        .map(({ summary }) => ({ position: opened(summary.openedAt, summary.id), value: summary })),
    })),
    limit,
    after,
  );
  return { sheets: items, ...(next === undefined ? {} : { next }) };
}

/** Whether a sheet that a stream gave meets every narrowing; the table has met most of them already. */
export function fits(sheet: Summary, by: Narrowing): boolean {
  return (
    (by.section === undefined || sheet.section === by.section) &&
    (by.status === undefined || sheet.status === by.status) &&
    (by.kind === undefined || sheet.kind === by.kind) &&
    (by.handler === undefined || sheet.handler === by.handler) &&
    (by.firstContact === undefined || sheet.firstContact === by.firstContact) &&
    (by.resident === undefined || sheet.resident?.id === by.resident) &&
    (by.number === undefined || sheet.number === by.number) &&
    (by.breached === undefined || sheet.breached) &&
    (by.dueBefore === undefined || (sheet.nextDue !== undefined && sheet.nextDue < by.dueBefore))
  );
}

/** Whether somebody sees every sheet of their site (contract section 2). */
export function seesAll(actor: Actor, directory: Directory): boolean {
  return OFFICE_ROLES.includes(actor.role as Role) || isCustomerService(directory, actor);
}

/** Where to look, by what the actor may see (contract section 2); then, where that is all, by the question. */
function streamsFor(narrowing: Narrowing, actor: Actor, directory: Directory): readonly Stream[] {
  const { id: site } = directory.site;
  const { section } = actor;
  const own = throughLinks(personPartition(actor.id));
  if (actor.role === 'system') return [];
  if (seesAll(actor, directory)) {
    return [streamOfSite(site, narrowing)];
  }
  if (section !== undefined && LEADERS.includes(actor.role)) {
    const { status } = narrowing;
    return narrowing.section === section && status !== undefined
      ? [queue(site, section, status)]
      : [own, throughLinks(sectionPartition(site, section))];
  }
  return section === undefined ? [own] : [own, queue(site, section, 'handed-over')];
}

const LEADERS: readonly Role[] = ['supervisor', 'manager'];

function queue(site: string, section: string, status: Status): Stream {
  return throughIndex('by-section-status', 'queuePk', queuePartition(site, section, status), {});
}

/** The shortest walk to the answer for somebody who may see the whole site. */
function streamOfSite(site: string, narrowing: Narrowing): Stream {
  const { number, section, status } = narrowing;
  const person = narrowing.handler ?? narrowing.resident ?? narrowing.firstContact;
  if (number !== undefined) return throughNumber(site, number);
  if (section !== undefined && status !== undefined) return queue(site, section, status);
  if (person !== undefined) return throughLinks(personPartition(person));
  if (section !== undefined) return throughLinks(sectionPartition(site, section));
  return throughIndex('by-site', 'sitePk', sitePartition(site), equalities(narrowing));
}

function throughNumber(site: string, number: string): Stream {
  return throughIndex('by-number', 'numberPk', numberPartition(site, number), {});
}

/** Narrowings that the table itself can apply while it walks a whole site. */
function equalities({ status, kind, breached }: Narrowing): Readonly<Record<string, string | boolean>> {
  return {
    ...(status === undefined ? {} : { status }),
    ...(kind === undefined ? {} : { kind }),
    ...(breached === undefined ? {} : { breached: true }),
  };
}
