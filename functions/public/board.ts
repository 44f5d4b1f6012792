/** A site's notice board: its published plans with last month's facts, read at most once a second. */
import type { Compliance } from '../../shared/domain/assessment/compliance.ts';
import type { Section, Site } from '../../shared/domain/model/directory.ts';
import type { PublishedPlan } from '../../shared/domain/model/plan.ts';
import { localDay } from '../../shared/domain/sheets/number.ts';
import { readCompliance } from '../../shared/store/assessment/compliance.ts';
import { readDirectory, readRevision } from '../../shared/store/organisation/organisation.ts';
import { readPublished } from '../../shared/store/organisation/plans.ts';
import { type Opinions, readOpinions } from '../../shared/store/sheets/opinions.ts';
import type { Table } from '../../shared/store/table/table.ts';

export interface Board {
  readonly site: Site;
  readonly sections: readonly Section[];
  readonly plans: readonly PublishedPlan[];
  readonly opinions: Opinions;
  readonly compliance: ReadonlyMap<string, Compliance>;
  /** The instant that it shows. */
  readonly now: string;
  /** Pages of it that were made already, by what they show. */
  readonly pages: Map<string, unknown>;
}

interface Kept {
  readonly board: Promise<Board | undefined>;
  readonly revision: number | undefined;
  readonly readAt: number;
  readonly now: string;
}

const FRESH_MS = 1_000;
const MOST_SITES = 200;

/** Gives a site's board at an instant, or undefined where there is no such site. */
export type Boards = (site: string, now: string) => Promise<Board | undefined>;

/**
 * Boards of a table. What is published shows at once, since each request looks at the site's revision (those that come at
 * the same time look together); what only counts, within a second.
 */
export function boardsOf(table: Table): Boards {
  const kept = new Map<string, Kept>();
  const asking = new Map<string, Promise<number | undefined>>();
  const revisionOf = (site: string) => {
    const request = asking.get(site) ?? readRevision(table, site).finally(() => asking.delete(site));
    asking.set(site, request);
    return request;
  };
  return async (site, now) => {
    const revision = await revisionOf(site);
    const known = kept.get(site);
    if (known !== undefined && known.revision === revision && isFresh(known, now)) return known.board;
    const board = readBoard(table, site, now);
    kept.delete(site);
    kept.set(site, { board, revision, readAt: performance.now(), now });
    const [oldest] = kept.keys();
    if (kept.size > MOST_SITES && oldest !== undefined) kept.delete(oldest);
    const forget = () => kept.delete(site);
    board.then((read) => read ?? forget(), forget);
    return board;
  };
}

/** By the process's own clock and by the requests': the one may stand while the other moves. */
function isFresh({ readAt, now: then }: Kept, now: string): boolean {
  const moved = Math.abs(Date.parse(now) - Date.parse(then));
  return performance.now() - readAt < FRESH_MS && moved < FRESH_MS;
}

async function readBoard(table: Table, id: string, now: string): Promise<Board | undefined> {
  const [directory, plans] = await Promise.all([readDirectory(table, id), readPublished(table, id)]);
  if (directory === undefined) return undefined;
  const { site, sections } = directory;
  const month = monthBefore(localDay(now, site.timeZone));
  const [opinions, compliance] = await Promise.all([
    readOpinions(table, id, month),
    readCompliance(table, directory, month),
  ]);
  return { site, sections, plans, opinions, compliance, now, pages: new Map() };
}

/** The month before that of a day, `2026-10` for `2026-11-23`. */
function monthBefore(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7);
}
