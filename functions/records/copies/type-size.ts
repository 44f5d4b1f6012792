/**
 * Which type a form is set in: the largest in which it fits one page (B4a). The height is estimated, since nothing
 * here can measure it.
 */
import type { Markup } from '../../../shared/mail/html.ts';

interface TypeSize {
  /** Class of the page's body; `style.ts` sets it. */
  readonly name: string;
  /** Height of a line, and of a row's rule with the white around its text, in millimetres. */
  readonly line: number;
  readonly row: number;
  /** Chinese characters on one line of the widest cell. */
  readonly width: number;
}

/** What is long enough for two pages is set in this. */
const USUAL: TypeSize = { name: 'large', line: 4.7, row: 1.6, width: 43 };
const SIZES: readonly TypeSize[] = [
  { name: 'ample', line: 6.5, row: 4.2, width: 31 },
  { name: 'roomy', line: 5.6, row: 2.8, width: 36 },
  USUAL,
  { name: 'medium', line: 3.9, row: 1, width: 49 },
  { name: 'small', line: 3.3, row: 0.8, width: 56 },
];

/** Height of an A4 page without margins, heading and footer, in millimetres. */
const ROOM = 240;

/**
 * The classes of the page for these rows: the largest type in which they fit, whose rows then share what is left of the page
 * (`style.ts`). `reserved` is what of the page stays free for hands and seals, in millimetres. What fits a page in none of them goes on to a second one in a type that is good to read.
 */
export function typeFor(rows: readonly Markup[], reserved = 0): string {
  const texts = rows
    .join('')
    .split('</tr>')
    .map((row) => row.replace(/<[^>]*>/g, ''));
  const fits = ({ line, row, width }: TypeSize) =>
    texts.reduce((height, text) => height + row + line * linesOf(text, width), 0) <= ROOM - reserved;
  const fitting = SIZES.find(fits);
  return fitting === undefined ? USUAL.name : `${fitting.name} fills`;
}

function linesOf(text: string, width: number): number {
  return text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(widthOf(line) / width)), 0);
}

/** In Chinese characters; Latin letters and digits are half as wide. */
function widthOf(line: string): number {
  return line.length - (line.match(/[ -~]/g)?.length ?? 0) / 2;
}
