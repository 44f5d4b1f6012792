/** A month as it is read: frozen as it was then, or else counted from what is known of it now. */

import { directoryFor } from '../../shared/commands/directory.ts';
import { month as monthForm } from '../../shared/contract/assessment/registers.ts';
import { type Assessment, assess, type FiguresThen } from '../../shared/domain/assessment/assessment.ts';
import { type Correction, correctionsOf, needsMonth } from '../../shared/domain/assessment/corrections.ts';
import { type Scope, scopeOf } from '../../shared/domain/assessment/readers.ts';
import { seesCase } from '../../shared/domain/cases/visibility.ts';
import { isRecused } from '../../shared/domain/complaints/recusal.ts';
import { localMonth } from '../../shared/domain/kernel/local-spans.ts';
import type { Actor, Directory } from '../../shared/domain/model/directory.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { actorsOf } from '../../shared/domain/organisation/acting.ts';
import { reaches } from '../../shared/domain/organisation/reach.ts';
import { judgedBy } from '../../shared/domain/sheets/summary.ts';
import { sees } from '../../shared/domain/sheets/visibility.ts';
import {
  countPacked,
  type PackedFacts,
  readPacked,
  unpackedFacts,
} from '../../shared/store/assessment/facts.ts';
import { readFrozen, readFrozenSections } from '../../shared/store/assessment/frozen.ts';
import { readCases } from '../../shared/store/cases/case-list.ts';
import { readSummaries } from '../../shared/store/sheets/sources.ts';
import type { Asker } from '../middleware/case-sight.ts';
import { commandContext } from '../middleware/command-context.ts';
import { Refused } from '../middleware/request.ts';

/** Who asks about which month, after everything that stands against it was checked. */
export interface Question {
  readonly month: string;
  readonly directory: Directory;
  readonly actors: readonly Actor[];
  readonly scope: Scope;
  /** Whether the month is over, so that it may be frozen. */
  readonly isOver: boolean;
}

/** Ends the request with 400 for what is no month, 404 for another site or a month to come, 403 for residents. */
export async function questionOf(
  written: string | undefined,
  site: string | undefined,
  { caller, now, directory: directories }: Pick<Asker, 'caller' | 'now' | 'directory'>,
): Promise<Question> {
  const month = monthOf(written);
  const asked = site ?? caller.site;
  const directory = reaches(caller, asked) ? await directories.current(asked, now) : undefined;
  if (directory === undefined) throw hidden();
  const present = localMonth(now, directory.site.timeZone);
  if (month > present) throw hidden();
  const actors = actorsOf(caller, directory, now);
  const scope = scopeOf(actors, directory);
  if (scope === undefined) throw new Refused('forbidden', 'not-assessed');
  return { month, directory, actors, scope, isOver: month < present };
}

/** The month that a path names; ends the request with 400 where it names none. */
export function monthOf(written: string | undefined): string {
  const month = monthForm.safeParse(written).data;
  if (month === undefined) throw new Refused('validation-failed', 'month-form', { pointer: '/month' });
  return month;
}

export const hidden = () => new Refused('not-found', 'no-assessment');

export interface Read extends Assessment<FiguresThen> {
  readonly state: 'live' | 'frozen';
  readonly corrections: readonly Correction[];
  /** Of a live month: the complaints that it was counted without, as the reader may not know of them. */
  readonly leftOut?: ReadonlySet<string>;
}

/** The facts of the month in question, for whoever needs them; read at the first call, and once. */
export type ReadMonthFacts = () => Promise<readonly PackedFacts[]>;

export function factsOf({ month, directory }: Question): ReadMonthFacts {
  let read: Promise<readonly PackedFacts[]> | undefined;
  return () => {
    read ??= readPacked(commandContext.table, directory.site.id, month);
    return read;
  };
}

/**
 * The month's figures of everybody, with what has changed since they were frozen. Live ones are counted without the
 * complaints against somebody that the reader may not know of; frozen ones are everybody's.
 */
export async function readMonth(question: Question, facts: ReadMonthFacts): Promise<Read> {
  const { month, directory, isOver } = question;
  const { id: site } = directory.site;
  const frozen = isOver ? await readFrozen(commandContext.table, site, month) : undefined;
  if (frozen === undefined) {
    const all = await facts();
    const leftOut = await hiddenAmong(question, againstIn(all));
    const known = leftOut.size === 0 ? all : all.filter(({ id }) => !leftOut.has(id));
    return { ...assess(countPacked(known), directory), state: 'live', corrections: [], leftOut };
  }
  const { sections, people, figureList, changes } = frozen;
  const needed = needsMonth(changes) ? (await facts()).map(unpackedFacts) : [];
  return { sections, people, state: 'frozen', corrections: correctionsOf(changes, needed, figureList) };
}

/** The figures of the sections alone, as `readMonth` has them; of a frozen month nothing else is read. */
export async function readSections(question: Question): Promise<Pick<Read, 'state' | 'sections'>> {
  const { month, directory, isOver } = question;
  const frozen = isOver
    ? await readFrozenSections(commandContext.table, directory.site.id, month)
    : undefined;
  return frozen === undefined
    ? readMonth(question, factsOf(question))
    : { state: 'frozen', sections: frozen };
}

/** The ids of sheets that may be complaints against somebody. */
export const againstIn = (facts: readonly PackedFacts[]): readonly string[] =>
  facts.flatMap(({ source, isAgainst }) => (isAgainst && 'sheet' in source ? source.sheet : []));

/** Those of these sheets that are complaints against somebody and that the reader may not know of. */
async function hiddenAmong(question: Question, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const judged = await judge(ids);
  const seen = await seenOf(question, judged);
  return new Set([...judged.against].filter((id) => !seen.has(id)));
}

/** Those of these sheets that are complaints against somebody. */
export const againstAmong = async (ids: readonly string[]): Promise<ReadonlySet<string>> =>
  (await judge(ids)).against;

/** Sheets as far as their summaries tell of them. */
interface Judged {
  readonly sheets: readonly Sheet[];
  readonly against: ReadonlySet<string>;
}

/** Reads of these sheets who may see them and whom they are against, afresh. */
async function judge(ids: Iterable<string>): Promise<Judged> {
  const { summaries, unreadable } = await readSummaries(commandContext.table, [...new Set(ids)]);
  const against = summaries.filter(({ accused = [] }) => accused.length > 0).map(({ id }) => id);
  // One that cannot be read may be against somebody.
  return { sheets: summaries.map(judgedBy), against: new Set([...against, ...unreadable]) };
}

async function seenOf(
  { actors, directory }: Question,
  { sheets }: Judged,
): Promise<ReadonlyMap<string, Sheet>> {
  const present =
    (await directoryFor(commandContext, directory.site.id, directory.at, ...sheets)) ?? directory;
  const seen = sheets.filter((sheet) => mayRead(actors, sheet, present));
  return new Map(seen.map((sheet) => [sheet.id, sheet]));
}

/** Those of these sheets that the reader may see, by id, as far as their summaries tell of them. */
export const seenAmong = async (
  question: Question,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, Sheet>> => seenOf(question, await judge(ids));

/** Those of these cases that the reader may see. */
export async function casesAmong(
  { actors, directory }: Question,
  ids: Iterable<string>,
): Promise<ReadonlySet<string>> {
  const found = await readCases(commandContext.table, [...new Set(ids)]);
  const seen = found.filter((state) => actors.some((actor) => seesCase(actor, state, directory.site.id)));
  return new Set(seen.map(({ id }) => id));
}

/** Whether a reader may see a sheet as one of those whom they act as, and is recused as none of them. */
function mayRead(actors: readonly Actor[], sheet: Sheet, directory: Directory): boolean {
  return (
    actors.some((actor) => sees(actor, sheet, directory)) &&
    !actors.some((actor) => isRecused(actor, sheet, directory))
  );
}
