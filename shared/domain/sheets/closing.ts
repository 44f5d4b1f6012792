/** When a sheet that was settled comes to rest: until when the asker may object, and when it is archived (B4a). Pure. */

import { DAY_MS } from '../kernel/duration.ts';
import { isSignatureOwed, type Sheet } from '../model/sheet.ts';
import { settledAt } from './parts.ts';

const REST_MS = 7 * DAY_MS;

/** Until when the asker may object to how it was settled; undefined where it is not. */
export function objectionUntil(sheet: Sheet): string | undefined {
  const at = settledAt(sheet);
  return at === undefined ? undefined : new Date(Date.parse(at) + REST_MS).toISOString();
}

/** Whether it may be archived, as far as its asker's last word goes: what was followed up waits for it. */
export function mayClose(sheet: Sheet, now: string): boolean {
  const until = objectionUntil(sheet);
  if (sheet.status !== 'followed-up' || until === undefined) return true;
  return isRated(sheet) || now >= until;
}

/** Whether its resident has rated it. By a link that staff made for them, anybody may have (contract section 10). */
export const isRated = ({ followUp }: Pick<Sheet, 'followUp'>): boolean =>
  followUp?.rated !== undefined && followUp.rated.via === undefined;

/** When the system archives it, if nobody does before: never while a signature is owed. */
export function closesAt(sheet: Sheet): string | undefined {
  return sheet.status === 'followed-up' && !isSignatureOwed(sheet) ? objectionUntil(sheet) : undefined;
}
