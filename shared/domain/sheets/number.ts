/** Sheet numbers: per site and local day, without gaps (contract section 3). */

import { numberOf } from '../kernel/numbers.ts';

/** The local month in which a sheet with that number was opened: `2026-11`. */
export function monthOfNumber(number: string): string {
  const [, year = '', month = ''] = /^KF-(\d{4})(\d{2})/.exec(number) ?? [];
  return `${year}-${month}`;
}

/** The number of the nth sheet (from 1) of a local day: `KF-20261123-0001`. */
export function sheetNumber(day: string, nth: number): string {
  return numberOf('KF', day, nth);
}
