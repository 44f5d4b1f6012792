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
import { sees } from '../../shared/domain/sheets/visibility.ts';
import { countFacts, type LeaveOut, readFacts } from '../../shared/store/assessment/facts.ts';
import { readFrozen, readFrozenSections } from '../../shared/store/assessment/frozen.ts';
import { readCases } from '../../shared/store/cases/case-list.ts';
import { readSheets } from '../../shared/store/sheets/sheets.ts';
import { heads } from '../../shared/store/sheets/sources.ts';
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

interface Read extends Assessment<FiguresThen> {
  readonly state: 'live' | 'frozen';
  readonly corrections: readonly Correction[];
}

/**
 * The month's figures of everybody, with what has changed since they were frozen. Live ones are counted without the
 * complaints against somebody that the reader may not know of; frozen ones are everybody's.
 */
export async function readMonth(question: Question): Promise<Read> {
  const { month, directory, isOver } = question;
  const { id: site } = directory.site;
  const frozen = isOver ? await readFrozen(commandContext.table, site, month) : undefined;
  if (frozen === undefined) {
    return {
      ...assess(
        await countFacts(commandContext.table, site, month, { leaveOut: hiddenAmong(question) }),
        directory,
      ),
      state: 'live',
      corrections: [],
    };
  }
  const { sections, people, figureList, changes } = frozen;
  const facts = needsMonth(changes) ? await readFacts(commandContext.table, site, month) : [];
  return { sections, people, state: 'frozen', corrections: correctionsOf(changes, facts, figureList) };
}

/** The figures of the sections alone, as `readMonth` has them; of a frozen month nothing else is read. */
export async function readSections(question: Question): Promise<Pick<Read, 'state' | 'sections'>> {
  const { month, directory, isOver } = question;
  const frozen = isOver
    ? await readFrozenSections(commandContext.table, directory.site.id, month)
    : undefined;
  return frozen === undefined ? readMonth(question) : { state: 'frozen', sections: frozen };
}

/** Says which complaints against somebody the reader may not know of. */
export const hiddenAmong =
  (question: Question): LeaveOut =>
  async (ids) => {
    const [against, seen] = await Promise.all([againstAmong(ids), seenAmong(question, ids)]);
    return new Set([...against].filter((id) => !seen.has(id)));
  };

/** Those of these sheets that are complaints against somebody. */
export async function againstAmong(ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await readSheets(commandContext.table, [...new Set(ids)]);
  // One that cannot be read may be.
  const isAgainst = (sheet: Sheet | undefined) => sheet === undefined || (sheet.accused ?? []).length > 0;
  return new Set([...found].flatMap(([id, sheet]) => (isAgainst(sheet) ? id : [])));
}

/** Those of these sheets that the reader may see, by id; read in one batch. */
export async function seenAmong(
  { actors, directory }: Question,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, Sheet>> {
  const found = await heads(commandContext.table, [...new Set(ids)]);
  const sheets = found.flatMap(({ sheet }) => sheet ?? []);
  const present =
    (await directoryFor(commandContext, directory.site.id, directory.at, ...sheets)) ?? directory;
  const seen = sheets.filter((sheet) => mayRead(actors, sheet, present));
  return new Map(seen.map((sheet) => [sheet.id, sheet]));
}

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
