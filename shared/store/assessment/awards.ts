/** Awards in the table: each beside its ledger, found by its site and by whom it is about. */
import type { Span } from '../../domain/kernel/local-spans.ts';
import type { Award } from '../../domain/model/award.ts';
import type { Actor } from '../../domain/model/directory.ts';
import type { LedgerEnd } from '../../domain/organisation/directory-ledger.ts';
import { entryWrites } from '../organisation/directory-ledger.ts';
import { indexPage } from '../sheets/sources.ts';
import type { IdempotencyRecord } from '../table/idempotency.ts';
import {
  awardKey,
  awardsOfPerson,
  awardsOfSections,
  awardsPartition,
  openedPosition,
} from '../table/keys.ts';
import { type FilledPage, filledPage } from '../table/merged-page.ts';
import { firstPage, pagesOf, queryAll, readItem, type TableQuery } from '../table/read.ts';
import { readable, readableOr } from '../table/readable.ts';
import type { Item, Table } from '../table/table.ts';
import { type Committed, putWhere, transact } from '../table/transact.ts';

const LOWEST = '0';
const HIGHEST = '~';

/** The item that an award is kept as. */
export function awardItem(award: Award): Item {
  const { id, site, about, at, version } = award;
  return {
    ...awardKey(id),
    version,
    summary: JSON.stringify(award),
    sitePk: awardsPartition(site),
    queuePk: about.person === undefined ? awardsOfSections(site) : awardsOfPerson(about.person),
    openedSk: openedPosition(at, id),
  };
}

/** The award that an item is. */
export const awardIn = ({ summary }: Item): Award => JSON.parse(String(summary));

/** The award with that id, or undefined; read afresh. */
export async function readAward(table: Table, id: string): Promise<Award | undefined> {
  const item = await readItem(table, awardKey(id));
  return item && readableOr(item, awardIn);
}

/** How an award was, how it is, who made it so, and where its ledger ended when it was read. */
export interface AwardChange {
  readonly before: Award | undefined;
  readonly after: Award;
  readonly actor: Actor;
  readonly at: string;
  readonly end: LedgerEnd | undefined;
}

/** Writes an award with its entry of the ledger, and the record of the response, if any. */
export function writeAward(
  table: Table,
  { before, after, actor, at, end }: AwardChange,
  record: IdempotencyRecord | undefined,
): Promise<Committed> {
  const { id } = after;
  const event = { at, actor, kind: 'award', subject: id, before, after } as const;
  const award = putWhere(
    table.name,
    awardItem(after),
    'version',
    before === undefined ? null : before.version,
  );
  return transact(table, [award, ...entryWrites(table.name, { of: 'award', id }, event, end)], record);
}

/** One page of the awards of a site that fit among those that somebody is shown, the newest first. */
export function listAwards(
  table: Table,
  site: string,
  { sees, fits }: Record<'sees' | 'fits', (award: Award) => boolean>,
  limit: number,
  after: string | undefined,
): Promise<FilledPage<Award>> {
  const read = async (upTo: string) => {
    const range = { upTo, downTo: LOWEST, limit: limit + 1 };
    const { items, ...reached } = await indexPage(table, 'by-site', 'sitePk', awardsPartition(site), range);
    const rows = readable(items, awardIn)
      .filter(sees)
      .map((value) => ({ position: openedPosition(value.at, value.id), value, fits: fits(value) }));
    return [{ rows, ...reached }];
  };
  return filledPage(read, { limit, from: after ?? HIGHEST, after });
}

/** Every award of a person, the newest first. */
export const readAwardsOf = (table: Table, person: string): Promise<readonly Award[]> =>
  allUnder(table, awardsOfPerson(person));

/**
 * The awards of people that were granted at a site from an instant to before another, the newest first; undefined where a span
 * has more than `most` awards, of which no more are read then.
 */
export async function readAwardsOfPeople(
  table: Table,
  site: string,
  { from, to }: Span,
  most: number,
): Promise<readonly Award[] | undefined> {
  const found: Award[] = [];
  const pages = pagesOf(table, {
    IndexName: 'by-site',
    KeyConditionExpression: 'sitePk = :awards AND openedSk BETWEEN :downTo AND :upTo',
    ExpressionAttributeValues: { ':awards': awardsPartition(site) },
    between: { downTo: from === '' ? LOWEST : from, upTo: to },
    ScanIndexForward: false,
    Limit: AT_ONCE,
  });
  for await (const { items } of pages) {
    found.push(...readable(items, awardIn));
    if (found.length > most) return undefined;
  }
  return found.filter(({ about }) => about.person !== undefined);
}

/** So many awards are read at once. */
const AT_ONCE = 100;

/** The newest awards of sections of a site, at most as many as are read at once, the newest first. */
export const readAwardsOfSections = async (table: Table, site: string): Promise<readonly Award[]> =>
  readable((await firstPage(table, { ...under(awardsOfSections(site)), Limit: AT_ONCE })).items, awardIn);

async function allUnder(table: Table, partition: string): Promise<readonly Award[]> {
  return readable(await queryAll(table, under(partition)), awardIn);
}

const under = (partition: string): TableQuery => ({
  IndexName: 'by-section-status',
  KeyConditionExpression: 'queuePk = :awards',
  ExpressionAttributeValues: { ':awards': partition },
  ScanIndexForward: false,
});
