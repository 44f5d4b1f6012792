/** What colleagues say and attach among themselves, which is no resident's to read (contract section 3). Pure. */

import type { ValuePath } from '../kernel/values.ts';
import type { SaidEvent } from '../model/sheet.ts';

type Members = { readonly [S in SaidEvent['step']]?: readonly string[] };

/** Steps that are nobody's but theirs: the files that come with them are not the resident's either. */
const AMONG_COLLEAGUES: Members = {
  consult: ['question'],
  advise: ['text'],
  note: ['text'],
  'request-exemption': ['reason'],
  'grant-exemption': ['reason'],
  'refuse-exemption': ['reason'],
};
/** Of other steps, the words that are for colleagues alone. */
const WORDS: Members = { 'hand-over': ['opinion'], return: ['opinion'] };
/** Whether what a step says, and the files that it brings, stay among colleagues: nobody signs for them either. */
export const isAmongColleagues = (step: string): boolean => Object.hasOwn(AMONG_COLLEAGUES, step);

/** The places of what no resident is shown of an entry of that step. */
export function internalPlaces(step: SaidEvent['step']): readonly ValuePath[] {
  const own = AMONG_COLLEAGUES[step];
  if (own === undefined) return (WORDS[step] ?? []).map((name) => [name]);
  return [...own.map((name) => [name]), ['attachments', '*', 'name']];
}
