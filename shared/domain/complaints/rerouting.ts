/** What writing a complaint down anew does to whose it is (B5.2.2c): recusal follows the new words. Pure. */

import type { Accused } from '../model/accused.ts';
import type { Directory } from '../model/directory.ts';
import type { Complaint, Sheet, Status } from '../model/sheet.ts';
import { accusedOf, authorityRole, isRecused, maySectionReceive } from './recusal.ts';

export interface Rerouting {
  readonly accused?: readonly Accused[];
  readonly rerouted?: true;
  readonly takenBack?: true;
}

const IN_HAND: readonly Status[] = ['handed-over', 'accepted', 'on-site'];

/** What an amendment's entry says of it, for a complaint that is amended; else nothing. */
export function rerouting(sheet: Sheet, complaint: Complaint | undefined, directory: Directory): Rerouting {
  if (complaint === undefined) return {};
  // Somebody complained of before and still is keeps the standing that they had then.
  const accused = accusedOf({ complaint, accused: stillAccused(sheet, complaint, directory) }, directory);
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
  const isSameSection = person === undefined && section === sheet.complaint?.against?.section;
  const isOfPerson = (id: string) => person === id || meant.includes(id);
  return (sheet.accused ?? []).filter(({ id }) => isSameSection || isOfPerson(id));
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
