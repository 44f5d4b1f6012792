/** Numbers that people say: a series of a local day, with how manieth of it something is. Pure. */

/** Digits of the nth; more where a day has more. */
const DIGITS = 4;
const FORM = /^(\w+)-(\d{4})(\d\d)(\d\d)-(\d{4,})$/;

/** The nth (from 1) of a local day: `KF-20261123-0001`. */
export const numberOf = (series: string, day: string, nth: number): string =>
  `${series}-${day.replaceAll('-', '')}-${String(nth).padStart(DIGITS, '0')}`;

/** The local day of a number, and how manieth of it that is; undefined of any other text. */
export function placeOfNumber(number: string): { readonly day: string; readonly nth: number } | undefined {
  const [, , year, month, day, nth] = FORM.exec(number) ?? [];
  return nth === undefined ? undefined : { day: `${year}-${month}-${day}`, nth: Number(nth) };
}
