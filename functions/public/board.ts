/** A site's notice board: its published plans with last month's facts, read at most once a second. */

import type { Compliance } from '../../shared/domain/assessment/compliance.ts';
import { monthBefore } from '../../shared/domain/assessment/month.ts';
import {
  OFFICE_CLAUSES,
  officePlanAt,
  plansByWhose,
  withoutPlan,
} from '../../shared/domain/commitments/office-plan.ts';
import type { Award } from '../../shared/domain/model/award.ts';
import type { Directory, Section, Site } from '../../shared/domain/model/directory.ts';
import type { PublicPromise, PublishedPlan } from '../../shared/domain/model/plan.ts';
import { withoutRobots } from '../../shared/domain/organisation/visibility.ts';
import { remembering } from '../../shared/runtime/remembering.ts';
import { readLastCheckpoint } from '../../shared/store/anchors/ledgers.ts';
import { readAwardsOfSections } from '../../shared/store/assessment/awards.ts';
import { readCompliance } from '../../shared/store/assessment/compliance.ts';
import { cacheDirectory } from '../../shared/store/organisation/directory-cache.ts';
import { readPublished } from '../../shared/store/organisation/plans.ts';
import { type Opinions, readOpinions } from '../../shared/store/sheets/opinions.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { CLAUSE_WORDS } from '../../shared/words/clause-words.ts';

export interface Board {
  readonly site: Site;
  readonly sections: readonly Section[];
  /** Of its sections. */
  readonly plans: readonly PublishedPlan[];
  /** Of its office, and what is to come of it. */
  readonly office: ReturnType<typeof officePlanAt>;
  /** Ids of sections that have published nothing yet. */
  readonly missing: readonly string[];
  readonly opinions: Opinions;
  readonly compliance: ReadonlyMap<string, Compliance>;
  /** What its sections were awarded and still have, the newest first. */
  readonly awards: readonly Award[];
  /** The last checkpoint over all ledgers. */
  readonly anchor: { readonly root: string; readonly at: string } | undefined;
  /** The instant that it shows. */
  readonly now: string;
  /** Pages of it that were made already, by what they show. */
  readonly pages: Map<string, unknown>;
}

/** Gives a site's board at an instant, or undefined where there is no such site. */
type Boards = (site: string, now: string) => Promise<Board | undefined>;

/** What the office promises until it publishes something else: the regulation's own words. */
const SHIPPED: readonly PublicPromise[] = OFFICE_CLAUSES.map((clause) => ({
  ...{ id: clause, clause, zh: CLAUSE_WORDS[clause]['zh-CN'], en: CLAUSE_WORDS[clause].en },
}));

const TO_THE_SECOND = 'yyyy-mm-ddThh:mm:ss'.length;

/**
 * Boards of a table. A board holds for one revision of the site's directory, which every publication raises: what is
 * published shows at once. What is only counted shows within a second.
 */
export function boardsOf(table: Table): Boards {
  const directories = cacheDirectory(table);
  const boards = remembering<Board>(() => true);
  return async (site, now) => {
    const directory = await directories.current(site, now);
    if (directory === undefined) return undefined;
    // The second is that of the request: on the local cloud it can move while the machine's clock stands, and back.
    const key = JSON.stringify([site, directory.revision, now.slice(0, TO_THE_SECOND)]);
    return boards.get(key, () => readBoard(table, directory, now));
  };
}

async function readBoard(table: Table, directory: Directory, now: string): Promise<Board> {
  const site = withoutRobots(directory.site);
  const sections = directory.sections.map(withoutRobots);
  const month = monthBefore(now, site.timeZone);
  const [published, opinions, compliance, checkpoint, granted] = await Promise.all([
    readPublished(table, site.id),
    readOpinions(table, site.id, month),
    readCompliance(table, directory, month),
    readLastCheckpoint(table),
    readAwardsOfSections(table, site.id),
  ]);
  const awards = granted.filter(({ withdrawn }) => withdrawn === undefined);
  const anchor = checkpoint && { root: checkpoint.root, at: checkpoint.at };
  const { office: ofOffice, sections: plans } = plansByWhose(published);
  const office = officePlanAt(ofOffice, SHIPPED, now);
  const missing = withoutPlan(
    sections.map(({ id }) => id),
    plans,
  );
  const own = { plans, office, missing };
  return { site, sections, ...own, opinions, compliance, awards, anchor, now, pages: new Map() };
}
