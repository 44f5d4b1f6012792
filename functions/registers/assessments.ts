/** Assessments (考核, B3c): of everybody whom the reader may see, and the sheets behind the figures of one person or section. */

import type * as z from 'zod';
import { together } from '../../shared/commands/places.ts';
import type { assessmentQuery, oneAssessmentQuery } from '../../shared/contract/assessment/registers.ts';
import { countsOf, type FiguresThen, type PersonFigures } from '../../shared/domain/assessment/assessment.ts';
import type { About } from '../../shared/domain/assessment/facts.ts';
import { type FigureName, repeatedIn } from '../../shared/domain/assessment/figures.ts';
import { seen, within } from '../../shared/domain/assessment/readers.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { countPacked, type PackedFacts, unpackedFacts } from '../../shared/store/assessment/facts.ts';
import { sitesOf } from '../../shared/store/organisation/organisation.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { commandContext } from '../middleware/command-context.ts';
import { csv, MOST_ROWS, wantsCsv } from '../middleware/csv.ts';
import { columnsOfSites } from '../middleware/csv-words.ts';
import { cursorAfter, positionOf } from '../middleware/cursors.ts';
import { json } from '../middleware/json-response.ts';
import { named } from '../middleware/named.ts';
import { Refused, type RouteRequest } from '../middleware/request.ts';
import {
  assessmentColumns,
  assessmentRows,
  behindColumns,
  behindRows,
  companyColumns,
  companyRows,
} from './assessment-columns.ts';
import type { Behind } from './behind.ts';
import {
  againstAmong,
  againstIn,
  casesAmong,
  factsOf,
  hidden,
  monthOf,
  type Question,
  questionOf,
  type Read,
  readMonth,
  readSections,
  seenAmong,
} from './month.ts';

const VARY = { vary: 'Accept' };

/** `GET /assessments/{yyyy-mm}?site=`: of several sites each row says of which it is; it is frozen where all of them are. */
export async function ofEverybody(
  request: RouteRequest<z.output<typeof assessmentQuery>, unknown>,
): Promise<CommandResponse> {
  const { params, query, accept } = request;
  const month = String(params.month);
  const parts = await Promise.all(query.site.map((site) => atSite(request, site)));
  const directory = together(parts.map(({ question }) => question));
  if (directory === undefined) throw hidden();
  const answer = {
    month,
    state: parts.every(({ state }) => state === 'frozen') ? ('frozen' as const) : ('live' as const),
    sections: parts.flatMap(({ sections }) => sections),
    people: parts.flatMap(({ people }) => people),
    corrections: parts.flatMap(({ corrections }) => corrections),
  };
  if (!wantsCsv(accept)) return json(200, await named(answer, request, directory), VARY);
  const numbers = new Map(parts.flatMap(({ sheets }) => [...sheets].map(([id, { number }]) => [id, number])));
  const { language } = request;
  const [first = directory, ...others] = parts.map(({ question }) => question.directory);
  return csv(
    `assessment-${month}`,
    columnsOfSites(
      [first, ...others],
      language,
      (at) => assessmentColumns(at, language),
      ({ site }) => site,
    ),
    assessmentRows(answer, (id) => numbers.get(id)),
  );
}

/** What the reader sees of a month at one of the sites that they ask for. */
async function atSite(request: RouteRequest<z.output<typeof assessmentQuery>, unknown>, site: string) {
  const { params, query } = request;
  const question = await questionOf(params.month, site, request);
  const { scope } = question;
  const read = await readMonth(question, factsOf(question));
  const { sections, people } = seen(read, scope);
  const mine = read.corrections.filter((correction) => within(scope, correction));
  const [sheets, cases] = await Promise.all([
    seenAmong(
      question,
      mine.flatMap(({ sheet }) => sheet ?? []),
    ),
    casesAmong(
      question,
      mine.flatMap((correction) => correction.case ?? []),
    ),
  ]);
  const corrections = mine.filter((correction) =>
    correction.sheet === undefined ? cases.has(correction.case ?? '') : sheets.has(correction.sheet),
  );
  const which = query.site.length > 1 ? { site } : {};
  const ofSite = <R extends object>(rows: readonly R[]) => rows.map((row) => ({ ...which, ...row }));
  return {
    ...{ question, state: read.state, sheets },
    ...{ sections: ofSite(sections), people: ofSite(people), corrections: ofSite(corrections) },
  };
}

/** The month of one of the company's sites. */
interface OfSite extends Awaited<ReturnType<typeof readSections>> {
  readonly question: Question;
  readonly id: string;
}

/** So many sites are read at once, so that what a company of many asks for is not all in hand at the same time. */
const SITES_AT_ONCE = 8;

/** `GET /company/{yyyy-mm}`: each site's sections side by side, for the company's people above its sites (B2). */
export async function ofCompany(request: RouteRequest<unknown, unknown>): Promise<CommandResponse> {
  const { caller, params, accept, language } = request;
  const month = monthOf(params.month);
  if (caller.sites === undefined) throw new Refused('forbidden', 'company-only');
  const ids = await sitesOf(commandContext.table, caller);
  const read = new Map<string, OfSite>();
  await inParallel(ids, SITES_AT_ONCE, async (id) => {
    const question = await questionOf(params.month, id, request);
    const { state, sections } = await readSections(question);
    read.set(id, { question, id, state, sections });
  });
  const found = ids.flatMap((id) => read.get(id) ?? []);
  const directory = together(found.map(({ question }) => question));
  const sites = found.map(({ id, state, sections }) => ({ id, state, sections }));
  if (!wantsCsv(accept)) return json(200, await named({ month, sites }, request, directory), VARY);
  const rows = found.flatMap(({ question: { directory: at }, sections }) => companyRows(at, sections));
  return csv(`company-${month}`, companyColumns(language), rows);
}

/** Whose figures are looked behind: a person's or a section's. */
type Of = 'person' | 'section';

type AskOfOne = RouteRequest<z.output<typeof oneAssessmentQuery>, unknown>;

/** `GET /assessments/{yyyy-mm}/people/{id}`: sheets that the reader does not see are left out, and still count. */
export const ofPerson = (request: AskOfOne): Promise<CommandResponse> => ofOne(request, 'person');

/** `GET /assessments/{yyyy-mm}/sections/{id}`: the same of a section. */
export const ofSection = (request: AskOfOne): Promise<CommandResponse> => ofOne(request, 'section');

async function ofOne(request: AskOfOne, of: Of): Promise<CommandResponse> {
  const { caller, params, query, accept } = request;
  const question = await questionOf(params.month, query.site, request);
  const { month, scope } = question;
  const facts = factsOf(question);
  const read = await readMonth(question, facts);
  const shown = seen(read, scope);
  const among: readonly PersonFigures<FiguresThen>[] = of === 'person' ? shown.people : shown.sections;
  const one = among.find(({ id }) => id === params.id);
  if (one === undefined) throw hidden();
  const { id, section, figures } = one;
  const asked = [caller.id, 'behind', question.directory.site.id, month, of, id];
  const { sources, unlisted } = await sourcesOf(read, await facts(), { [of]: id });
  if (wantsCsv(accept)) {
    const { rows } = await pageOf(question, sources, MOST_ROWS + 1);
    const columns = behindColumns(question.directory, request.language);
    return csv(`assessment-${month}-${of}`, columns, behindRows(figures, byFigure(rows)));
  }
  const after = await positionOf(query.cursor, asked);
  const rest = after === undefined ? sources : sources.filter(([source]) => source > after);
  const { rows, next } = await pageOf(question, rest, query.limit);
  const whole = withSheets(figures, byFigure(rows));
  const frame = { month, state: read.state, id, section, figures: whole, unlisted };
  const answer = { ...frame, nextCursor: await cursorAfter(next, asked) };
  return json(200, await named(answer, request, question.directory), VARY);
}

/** What one sheet, or case, counts in. */
type Row = Behind & { readonly figure: FigureName };
type Source = readonly [id: string, rows: readonly Row[]];

/**
 * Whatever counts for a person or a section in a month, by the id of its sheet or case. Of a frozen month no complaint against
 * somebody is among it, whoever asks, and everybody is told how many those are; a live one is counted without those that
 * the reader may not know of.
 */
async function sourcesOf(
  { leftOut }: Read,
  all: readonly PackedFacts[],
  whose: About,
): Promise<{ readonly sources: readonly Source[]; readonly unlisted: number }> {
  const kept = leftOut ?? (await againstAmong(againstIn(all)));
  const counted = leftOut === undefined ? all : all.filter(({ id }) => !leftOut.has(id));
  const found = countedFor(whose, counted);
  const sources = found.filter(([source]) => !kept.has(source));
  return { sources, unlisted: found.length - sources.length };
}

/** What counts for them, by the id of its sheet or case; only what names them is looked into. */
function countedFor(whose: About, facts: readonly PackedFacts[]): readonly Source[] {
  const isTheirs = ({ person, section }: About) =>
    whose.person === undefined ? section === whose.section : person === whose.person;
  const repeated = repeatedIn(countPacked(facts).map(({ fact }) => fact));
  const named = `,${whose.person ?? whose.section},`;
  const sources = facts.flatMap((each): readonly Source[] => {
    if (!each.text.includes(named)) return [];
    const mine = countsOf(unpackedFacts(each), repeated).filter(isTheirs);
    const rows = mine.map(({ figure, counts }) => ({ ...each.source, figure, counts }));
    return rows.length === 0 ? [] : [[each.id, rows]];
  });
  return sources.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** So many sheets are looked up at once, at the least and at the most. */
const AT_ONCE = { least: 100, most: 2_000 };

/**
 * So many of these as the reader may see, and after which the next page goes on where there are more. Sheets that they
 * do not see are passed over and leave no gap.
 */
async function pageOf(question: Question, sources: readonly Source[], most: number) {
  const shown: Source[] = [];
  for (let from = 0; from < sources.length && shown.length <= most; ) {
    const wanted = most + 1 - shown.length;
    const batch = sources.slice(from, from + Math.min(Math.max(wanted, AT_ONCE.least), AT_ONCE.most));
    from += batch.length;
    const rows = batch.flatMap(([, each]) => each);
    const [sheets, cases] = await Promise.all([
      seenAmong(
        question,
        rows.flatMap(({ sheet }) => sheet ?? []),
      ),
      casesAmong(
        question,
        rows.flatMap((row) => row.case ?? []),
      ),
    ]);
    for (const [id, rows] of batch) {
      const numbered = rows.flatMap((row): readonly Row[] => {
        if (row.sheet === undefined) return row.case !== undefined && cases.has(row.case) ? [row] : [];
        const sheet = sheets.get(row.sheet);
        return sheet === undefined ? [] : [{ ...row, number: sheet.number }];
      });
      if (numbered.length > 0) shown.push([id, numbered]);
    }
  }
  const page = shown.slice(0, most);
  return {
    rows: page.flatMap(([, rows]) => rows),
    next: shown.length > most ? page.at(-1)?.[0] : undefined,
  };
}

function byFigure(rows: readonly Row[]): ReadonlyMap<FigureName, readonly Behind[]> {
  const behind = new Map<FigureName, Behind[]>();
  for (const { figure, ...row } of rows) {
    const known = behind.get(figure);
    if (known === undefined) behind.set(figure, [row]);
    else known.push(row);
  }
  return behind;
}

function withSheets(figures: FiguresThen, behind: ReadonlyMap<FigureName, readonly Behind[]>) {
  return Object.fromEntries(
    Object.entries(figures).map(([name, figure]) => [
      name,
      name === 'score' || name === 'grade'
        ? figure
        : { ...figure, sheets: behind.get(name as FigureName) ?? [] },
    ]),
  );
}
