/** What writing a complaint down anew does to whose it is (B5.2.2c): recusal follows the new words. Pure. */

import type { Accused } from '../model/accused.ts';
import type { Directory } from '../model/directory.ts';
import type { AmendedFields, Complaint, Sheet, Status } from '../model/sheet.ts';
import { accusedOf, authorityRole, isRecused, maySectionReceive } from './recusal.ts';

export interface Rerouting {
  readonly accused?: readonly Accused[];
  readonly rerouted?: true;
  readonly takenBack?: true;
}

interface Amended {
  readonly words: Complaint | undefined;
  readonly shown: Complaint | undefined;
}

const IN_HAND: readonly Status[] = ['handed-over', 'accepted', 'on-site'];

/**
 * What an amendment's entry says of it, for a complaint that is amended; else nothing. `words` are those of the
 * amendment, `shown` what stands on the sheet then: beside whom they name whoever they leave out, unless it `takesOut`
 * those.
 */
export function rerouting(
  sheet: Sheet,
  { words, shown: complaint }: Amended,
  directory: Directory,
  takesOut: boolean,
): Rerouting {
  if (words === undefined || complaint === undefined) return {};
  // Somebody complained of before and still is keeps the standing that they had then.
  const still = stillAccused(sheet, words, directory);
  const left = takesOut ? [] : leftOut(sheet, still, directory);
  const named = accusedOf({ complaint: words, accused: still }, directory);
  // Beside somebody who stays the words of both cannot be told apart, so that each is held to by name.
  const accused =
    left.length === 0 ? named : [...left, ...named.map((each) => ({ ...each, stays: true as const }))];
  const before = authorityRole(sheet, directory);
  const role = authorityRole({ complaint, accused }, directory);
  const isRerouted = role !== undefined && role !== before;
  const isSaid = accused.length > 0 || (sheet.accused ?? []).length > 0;
  return {
    ...(isSaid ? { accused } : {}),
    ...(isRerouted ? { rerouted: true } : {}),
    ...(role !== undefined && isWithTheWrong({ ...sheet, complaint, accused }, isRerouted, directory)
      ? { takenBack: true }
      : {}),
  };
}

function stillAccused(sheet: Sheet, complaint: Complaint, directory: Directory): readonly Accused[] {
  const meant = accusedOf({ complaint }, directory).map(({ id }) => id);
  const { person, section } = complaint.against ?? {};
  const isSameSection =
    person === undefined && section !== undefined && section === sheet.complaint?.against?.section;
  const isOfPerson = (id: string) => person === id || meant.includes(id);
  return (sheet.accused ?? []).filter(({ id }) => isSameSection || isOfPerson(id));
}

/** Whom the new words leave out: they stay complained of (recused, and counted for whose it is). */
function leftOut(sheet: Sheet, still: readonly Accused[], directory: Directory): readonly Accused[] {
  return accusedOf(sheet, directory)
    .filter(({ id }) => !still.some((each) => each.id === id))
    .map((each) => ({ ...each, stays: true }));
}

/** Whether an amendment's words leave out somebody complained of. */
export function leavesOutAccused(sheet: Sheet, { complaint }: AmendedFields): boolean {
  const before = sheet.complaint?.against;
  if (complaint === undefined) return false;
  const { person, section } = complaint.against ?? {};
  const isLeftOut =
    (before?.person !== undefined && before.person !== person) ||
    (before?.section !== undefined && before.section !== section);
  return isLeftOut || (sheet.accused ?? []).some(({ stays }) => stays === true);
}

/** The words with whom they leave out: `against` shows what stays (contract section 3, `amend`). */
export function keepingAccused(sheet: Sheet, complaint: Complaint): Complaint {
  const against = { ...sheet.complaint?.against, ...complaint.against };
  return Object.keys(against).length === 0 ? complaint : { ...complaint, against };
}

/** Whether an authority's complaint lies with somebody who must not have it. */
function isWithTheWrong(sheet: Sheet, isRerouted: boolean, directory: Directory): boolean {
  if (!IN_HAND.includes(sheet.status)) return false;
  const { section, handler } = sheet;
  return (
    isRerouted ||
    (section !== undefined && !maySectionReceive(section, sheet, directory)) ||
    (handler !== undefined && isRecused({ id: handler }, sheet, directory))
  );
}
