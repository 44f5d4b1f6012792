/** Lists of sheets and of residents (contract sections 3 and 9). */
import type * as z from 'zod';
import { placesFor, together } from '../../shared/commands/places.ts';
import type { listQuery, residentsQuery } from '../../shared/contract/sheets/list.ts';
import { residentView, summaryView } from '../../shared/contract/sheets/sheet-view.ts';
import { defined } from '../../shared/domain/kernel/defined.ts';
import { DAY_MS } from '../../shared/domain/kernel/duration.ts';
import type { Actor, Directory } from '../../shared/domain/model/directory.ts';
import { isStaff } from '../../shared/domain/model/roles.ts';
import { actorsOf } from '../../shared/domain/organisation/acting.ts';
import { isCustomerService } from '../../shared/domain/organisation/organisation.ts';
import { searchFor } from '../../shared/domain/sheets/finding.ts';
import type { Summary } from '../../shared/domain/sheets/summary.ts';
import { findResidents } from '../../shared/store/organisation/residents.ts';
import type { SheetFilter } from '../../shared/store/sheets/filter.ts';
import { listSheets, type Page } from '../../shared/store/sheets/list.ts';
import { duePosition, isDueBefore, listByDue } from '../../shared/store/sheets/list-due.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { openedPosition } from '../../shared/store/table/keys.ts';
import { pageOfSeveral } from '../../shared/store/table/merged-page.ts';
import { commandContext } from '../middleware/command-context.ts';
import { csv, wantsCsv, wholeTable } from '../middleware/csv.ts';
import { columnsOfSites } from '../middleware/csv-words.ts';
import { cursorAfter, positionOf } from '../middleware/cursors.ts';
import { json } from '../middleware/json-response.ts';
import { named } from '../middleware/named.ts';
import { Refused, type RouteRequest } from '../middleware/request.ts';
import { listColumns } from './list-columns.ts';

type Query = z.output<typeof listQuery>;
type Ask = RouteRequest<Query, unknown>;

/** Asks for a page of the list: how many rows, and behind which position. */
type ReadPage = (limit: number, after: string | undefined) => Promise<Page>;

const VARY = { vary: 'Accept' };

/** `GET /sheets`: JSON by the page, CSV whole. */
export async function sheets(request: Ask): Promise<CommandResponse> {
  const { caller, query, now, accept } = request;
  const { cursor, limit, ...question } = query;
  if (question.site === undefined && isStaff(caller)) {
    throw new Refused('validation-failed', 'site-required', { pointer: '/site' });
  }
  const asksCsv = wantsCsv(accept);
  if (asksCsv) mustNameASpan(query);
  const bound = [caller.id, { ...question, site: question.site?.join(',') }];
  const [after, places] = await Promise.all([
    asksCsv ? undefined : positionOf(cursor, bound),
    placesFor(request, request, question.site),
  ]);
  const directory = together(places) ?? (await request.directory.current(caller.site, now));
  if (directory === undefined) return json(200, { items: [] }, VARY);
  const isByDue = question.sort === 'due';
  const list = isByDue ? listByDue : listSheets;
  const lists = places.map(({ actors, directory: at }) => async (most: number, from: string | undefined) => {
    const page = await list(commandContext.table, filterOf(question, at, now), actors, at, most, from);
    return { items: page.sheets, ...defined({ next: page.next }) };
  });
  const read: ReadPage = async (most, from) => {
    const asked = { limit: most, after: from };
    const { items, ...next } = isByDue
      ? await pageOfSeveral(lists, asked, duePosition, isDueBefore)
      : await pageOfSeveral(lists, asked, newestPosition);
    return { sheets: items, ...next };
  };
  if (asksCsv)
    return wholeList(read, request, [directory, ...places.slice(1).map((place) => place.directory)]);
  const page = await read(limit, after);
  const nextCursor = await cursorAfter(page.next, bound);
  const searchedBack = searchedBackTo(filterOf(question, directory, now), page, isByDue);
  const answer = { items: page.sheets.map(summaryView), searchedBack, nextCursor };
  return json(200, await named(answer, request, directory), VARY);
}

const newestPosition = ({ openedAt, id }: Summary) => openedPosition(openedAt, id);

function filterOf(
  { q, site: _site, ...question }: Omit<Query, 'cursor' | 'limit'>,
  { site }: Directory,
  now: string,
): SheetFilter {
  return q === undefined ? question : { ...question, search: searchFor(q, now, site.timeZone) };
}

/**
 * Down to which instant words of subjects were looked for; undefined where none are. A list by deadline goes through all of
 * them; of any other what lies behind the page was not looked at yet.
 */
function searchedBackTo({ search, from }: SheetFilter, { next }: Page, isByDue: boolean): string | undefined {
  if (search?.words === undefined) return undefined;
  const reached = isByDue || next === undefined ? '' : (next.split('#', 1)[0] ?? '');
  return [search.words.since, from ?? '', reached].reduce((a, b) => (a > b ? a : b));
}

const MOST_DAYS = 31;

/** A table is of a span, so that it has an end. */
function mustNameASpan({ from, to }: Query): void {
  const isSpan = from !== undefined && to !== undefined;
  if (!isSpan || Date.parse(to) - Date.parse(from) > MOST_DAYS * DAY_MS) {
    throw new Refused('validation-failed', 'span-of-a-month', {
      pointer: from === undefined ? '/from' : '/to',
    });
  }
}

const ROWS_AT_ONCE = 500;

async function wholeList(
  read: ReadPage,
  { query, language }: Ask,
  sites: readonly [Directory, ...Directory[]],
): Promise<CommandResponse> {
  const rows = await wholeTable(async (after) => {
    const { sheets: page, next } = await read(ROWS_AT_ONCE, after);
    return { rows: page, next };
  });
  const [from, to] = [query.from, query.to].map((instant) => instant?.slice(0, 10));
  return csv(
    `sheets-${sites.map(({ site }) => site.id).join('-')}-${from}-${to}`.replaceAll(/[^\w.-]/g, '-'),
    columnsOfSites(
      sites,
      language,
      (at) => listColumns(at, language),
      ({ site }) => site,
    ),
    rows,
  );
}

/** `GET /residents`: whom customer service has on the line. */
export async function residents({
  caller,
  query: { site, q },
  now,
  directory: directories,
}: RouteRequest<z.output<typeof residentsQuery>, unknown>): Promise<CommandResponse> {
  const directory = await directories.current(caller.site, now);
  const actors: readonly Actor[] = directory === undefined ? [] : actorsOf(caller, directory, now);
  const desk = actors.filter((actor) => directory !== undefined && isCustomerService(directory, actor));
  if (directory === undefined || desk.length === 0) throw new Refused('forbidden', 'not-customer-service');
  if (site !== caller.site) return json(200, { items: [] });
  const search = searchFor(q, now, directory.site.timeZone);
  const found = await findResidents(commandContext.table, search, desk, directory);
  return json(200, { items: found.map((each) => residentView(each, search)) });
}
