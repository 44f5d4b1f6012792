/** How words are compared, and what of that the table can tell of a subject as it is written. Pure. */

/** A text as words are looked for in it: NFKC, in lower case. */
export const comparable = (text: string): string => text.normalize('NFKC').toLowerCase();

/** What a text has of letters and digits, in one piece each; neither JSON nor a change of what stands between alters it. */
export const piecesOf = (text: string): readonly string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether a text has the same letters and digits, in the same pieces, as once it is folded: full-width commas do not count. */
export function isComparable(text: string): boolean {
  const [is, would] = [text, comparable(text)].map(piecesOf);
  return is?.join(' ') === would?.join(' ');
}
