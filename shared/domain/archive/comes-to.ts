/** Whether something kept of a sheet or case is what its ledger comes to. Pure. */
import type { Case, CaseEntry } from '../cases/case.ts';
import type { Written } from '../kernel/inscribe.ts';
import { canonical } from '../kernel/ledger.ts';
import type { LedgerEntry, Sheet } from '../model/sheet.ts';
import { foldedCase, foldedSheet } from './replay.ts';

// biome-ignore format: what formats 1 and 2 of seals know of a sheet and of a case
export const SHEET_MEMBERS_1 = [
  'id', 'number', 'site', 'kind', 'channel', 'category', 'simple', 'urgent', 'urgency', 'subject', 'details', 'resident',
  'requester', 'complaint', 'accused', 'firstContact', 'status', 'section', 'handler', 'disputed', 'binding', 'received',
  'round', 'opinions', 'answer', 'adopted', 'replies', 'outcome', 'clocks', 'escalations', 'askerInformed', 'signatures',
  'files', 'attachments', 'signable', 'owesSignature', 'followUp', 'handledBy', 'sections', 'stoodIn', 'disputedBy', 'urgedAt', 'urged', 'history',
  'version', 'openedAt', 'updatedAt', 'entries',
];
// biome-ignore format: as above
export const CASE_MEMBERS_1 = [
  'id', 'number', 'site', 'about', 'section', 'authority', 'rule', 'allegation', 'origin', 'openedBy', 'openedAt',
  'updatedAt', 'version', 'entries', 'terms', 'since', 'parts', 'status', 'conclusion', 'acknowledgement', 'report',
  'decision', 'outcome', 'deliveries', 'window', 'appeals', 'level', 'clocks', 'escalations', 'signatures', 'paid',
  'dismissal', 'finalAt',
];
// biome-ignore format: what format 3 knows beside these
export const SHEET_MEMBERS_3 = [
  ...SHEET_MEMBERS_1, 'praise', 'appointment', 'record', 'consultations', 'declined', 'declinedBy', 'objections', 'statusSince',
  'phoneUnsigned', 'erased',
];
export const CASE_MEMBERS_3 = [...CASE_MEMBERS_1, 'signable', 'erased'];
/** What heads know besides: members that came since, and that no entry before them brings about. */
const SHEET_MEMBERS_OF_HEADS = [...SHEET_MEMBERS_3, 'link'];
const CASE_MEMBERS_OF_HEADS = [...CASE_MEMBERS_3, 'files', 'attachments', 'carriedOut', 'waived'];

/**
 * Whether something is what a ledger comes to: every member of it, and none missing that its writer knew. What a later
 * version keeps besides was not there to be written. Members of members may be more in the whole.
 */
export function isPartOfWhole(state: object, whole: object, known: readonly string[]): boolean {
  const replayed = JSON.parse(canonical(whole));
  return isPartOf(state, replayed) && known.every((name) => name in state || !(name in replayed));
}

/** Whether something says all that a part of it says; lists have the same length. */
function isPartOf(part: unknown, whole: unknown): boolean {
  if (typeof part !== 'object' || part === null) return part === whole;
  if (typeof whole !== 'object' || whole === null || Array.isArray(part) !== Array.isArray(whole))
    return false;
  if (Array.isArray(part) && part.length !== (whole as unknown[]).length) return false;
  const members = whole as { readonly [name: string]: unknown };
  return Object.entries(part).every(([name, value]) => isPartOf(value, members[name]));
}

/**
 * Whether a sheet's head is what its ledger comes to.
 * @param isCommitted whether all of the ledger is committed to; else version 0.1 began it, and it is yet to be carried over
 */
export const isSheetOf = (
  sheet: Sheet,
  ledger: readonly Written<LedgerEntry>[],
  isCommitted: boolean,
): boolean => {
  const fold = () => foldedSheet(ledger);
  return isCommitted ? isSame(sheet, fold, SHEET_MEMBERS_OF_HEADS) : isLike(sheet, fold, SHEET_MEMBERS_1);
};

/** Whether a case's head is what its ledger comes to, in the same manner. */
export const isCaseOf = (
  state: Case,
  ledger: readonly Written<CaseEntry>[],
  isCommitted: boolean,
): boolean => {
  const fold = () => foldedCase(ledger);
  return isCommitted ? isSame(state, fold, CASE_MEMBERS_OF_HEADS) : isLike(state, fold, CASE_MEMBERS_1);
};

type Members = Readonly<Record<string, unknown>>;

/**
 * This version folded the head, or one like it: it is to the letter what the fold gives. What a later version makes of the
 * entries besides is not there yet.
 */
function isSame(head: object, fold: () => object, known: readonly string[]): boolean {
  const whole = wholeOf(fold);
  if (whole === undefined) return false;
  const fits = ([name, value]: [string, unknown]) =>
    name in whole && canonical(value) === canonical(whole[name]);
  return Object.entries(head).every(fits) && known.every((name) => name in head || !(name in whole));
}

/** What signatures are bound to are hashes of entries, which are others once a ledger is carried over. */
const BOUND: readonly string[] = ['signable', 'signatures'];

/** Version 0.1 folded the head: what it knew is compared. */
function isLike(head: object, fold: () => object, known: readonly string[]): boolean {
  const whole = wholeOf(fold);
  if (whole === undefined) return false;
  const compared = Object.fromEntries(Object.entries(head).filter(([name]) => !BOUND.includes(name)));
  return isPartOfWhole(
    compared,
    whole,
    known.filter((name) => !BOUND.includes(name)),
  );
}

/** What a ledger comes to; undefined where somebody laid hands on it, so that it comes to nothing. */
function wholeOf(fold: () => object): Members | undefined {
  try {
    return JSON.parse(canonical(fold()));
  } catch {
    return undefined;
  }
}
