/** A sheet with all that is needed to print one of its copies. */

import type { Sheet } from '../../../shared/domain/model/sheet.ts';
import type { RedactedEntry } from '../../../shared/domain/sheets/anonymity.ts';
import type { Names } from './names.ts';

export interface OnPaper {
  readonly sheet: Sheet;
  readonly entries: readonly RedactedEntry[];
  readonly names: Names;
  /** Writes an instant as the site's clocks show it. */
  readonly time: (at: string) => string;
  /** Whether the copy is for staff: with opinions, hand-overs and their telephone numbers. */
  readonly internal: boolean;
  /** Whether who complains is kept from whoever reads it. */
  readonly isAnonymous: boolean;
}

/** A member of staff by name, on copies for staff with their telephone number. */
export function staffMember({ names, internal }: OnPaper, id: string): string {
  const phone = internal ? names.phone(id) : undefined;
  return phone === undefined ? names.person(id) : `${names.person(id)}　${phone}`;
}

/** When a step was signed last, in the site's time; undefined where it never was. */
export function lastTime({ entries, time }: OnPaper, step: RedactedEntry['step']): string | undefined {
  const last = entries.findLast((entry) => entry.step === step);
  return last === undefined ? undefined : time(last.at);
}
