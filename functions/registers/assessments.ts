/** Assessments (考核, B3c): of everybody whom the reader may see, and the sheets behind one person's figures. */

import type * as z from 'zod';
import type { assessmentQuery, personAssessmentQuery } from '../../shared/contract/assessment/registers.ts';
import { countsOf, type FiguresThen } from '../../shared/domain/assessment/assessment.ts';
import { type FigureName, repeatedIn } from '../../shared/domain/assessment/figures.ts';
import { seen, within } from '../../shared/domain/assessment/readers.ts';
import { defined } from '../../shared/domain/kernel/defined.ts';
import { readFacts } from '../../shared/store/assessment/facts.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { commandContext } from '../middleware/command-context.ts';
import { csv, wantsCsv } from '../middleware/csv.ts';
import { json } from '../middleware/json-response.ts';
import type { RouteRequest } from '../middleware/request.ts';
import { assessmentColumns, assessmentRows, behindColumns, behindRows } from './assessment-columns.ts';
import type { Behind } from './behind.ts';
import { hidden, type Question, questionOf, readMonth, seenAmong } from './month.ts';

const VARY = { vary: 'Accept' };

/** `GET /assessments/{yyyy-mm}?site=` */
export async function ofEverybody(
  request: RouteRequest<z.output<typeof assessmentQuery>, unknown>,
): Promise<CommandResponse> {
  const { caller, params, query, now, accept } = request;
  const question = await questionOf(params.month, query.site, caller, now);
  const { month, scope, directory } = question;
  const read = await readMonth(question);
  const { sections, people } = seen(read, scope);
  const mine = read.corrections.filter((correction) => within(scope, correction));
  const sheets = await seenAmong(
    question,
    mine.flatMap(({ sheet }) => sheet ?? []),
  );
  const corrections = mine.filter(({ sheet }) => sheet === undefined || sheets.has(sheet));
  const answer = { month, state: read.state, sections, people, corrections };
  if (!wantsCsv(accept)) return json(200, answer, VARY);
  const rows = assessmentRows(answer, (id) => sheets.get(id)?.number);
  return csv(`assessment-${month}`, assessmentColumns(directory), rows);
}

/** `GET /assessments/{yyyy-mm}/people/{id}`: sheets that the reader does not see are left out, and still count. */
export async function ofOne(
  request: RouteRequest<z.output<typeof personAssessmentQuery>, unknown>,
): Promise<CommandResponse> {
  const { caller, params, query, now, accept } = request;
  const question = await questionOf(params.month, query.site, caller, now);
  const { month, scope } = question;
  const read = await readMonth(question);
  const person = seen(read, scope).people.find(({ id }) => id === params.id);
  if (person === undefined) throw hidden();
  const { id, section, figures } = person;
  const behind = await behindOf(question, id);
  const answer = { month, state: read.state, id, section, figures: withSheets(figures, behind) };
  return wantsCsv(accept)
    ? csv(`assessment-${month}-person`, behindColumns(), behindRows(figures, behind))
    : json(200, answer, VARY);
}

async function behindOf(question: Question, id: string): Promise<ReadonlyMap<FigureName, readonly Behind[]>> {
  const facts = await readFacts(commandContext.table, question.directory.site.id, question.month);
  const repeated = repeatedIn(facts.flatMap((each) => each.facts));
  const counted = facts.flatMap((each) =>
    each.facts.some(({ person }) => person === id)
      ? countsOf(each, repeated).flatMap(({ person, figure, counts }) =>
          person === id ? { source: each.source, figure, counts } : [],
        )
      : [],
  );
  const sheets = await seenAmong(
    question,
    counted.flatMap(({ source }) => ('sheet' in source ? source.sheet : [])),
  );
  const behind = new Map<FigureName, Behind[]>();
  for (const { source, figure, counts } of counted) {
    const sheet = 'sheet' in source ? sheets.get(source.sheet) : undefined;
    if ('sheet' in source && sheet === undefined) continue;
    const row = { ...source, ...defined({ number: sheet?.number }), counts };
    behind.set(figure, [...(behind.get(figure) ?? []), row]);
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
