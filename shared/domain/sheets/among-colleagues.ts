/** What colleagues say and attach among themselves, which is no resident's to read (contract section 3). Pure. */

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
/** What an entry tells of the files that it brings. */
const OF_FILES = ['files', 'attachments', 'fileHashes'];

/** Whether what a step says, and the files that it brings, stay among colleagues: nobody signs for them either. */
export const isAmongColleagues = (step: string): boolean => Object.hasOwn(AMONG_COLLEAGUES, step);

/** The members of an entry of that step that no resident is shown. */
export function internalMembers(step: SaidEvent['step']): readonly string[] {
  const own = AMONG_COLLEAGUES[step];
  return own === undefined ? (WORDS[step] ?? []) : [...own, ...OF_FILES];
}
