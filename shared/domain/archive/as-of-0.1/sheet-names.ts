/** A sheet as version 0.1 stored and sealed it, under the names that two of its members had then. Pure. */

import { type History, NO_HISTORY } from '../../model/history.ts';
import type { Sheet } from '../../model/sheet.ts';

interface NamesOf01 {
  readonly told?: boolean;
  readonly trail?: Omit<History, 'handOvers'> & { readonly passings: History['handOvers'] };
}

/** The sheet that version 0.1 wrote, under today's names. */
export function renamedFrom01(stored: object): Sheet {
  const { told, trail, ...sheet } = stored as NamesOf01 & Sheet;
  if (trail === undefined) return { ...sheet, askerInformed: told === true, history: NO_HISTORY };
  const { passings, ...history } = trail;
  return { ...sheet, askerInformed: told === true, history: { ...history, handOvers: passings } };
}

/** A sheet with the old names beside the new ones, for the functions of version 0.1 that may answer beside this one's. */
export function withNamesOf01(sheet: Sheet): Sheet & NamesOf01 {
  const { handOvers, ...history } = sheet.history;
  return { ...sheet, told: sheet.askerInformed, trail: { ...history, passings: handOvers } };
}

/** The same without them. */
export function withoutNamesOf01(stored: Sheet & NamesOf01): Sheet {
  const { told: _told, trail: _trail, ...sheet } = stored;
  return sheet;
}
