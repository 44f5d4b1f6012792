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

const LARGEST: TypeSize = { name: 'large', line: 4.7, row: 1.6, width: 43 };
const SMALLER: readonly TypeSize[] = [
  { name: 'medium', line: 3.9, row: 1, width: 49 },
  { name: 'small', line: 3.3, row: 0.8, width: 56 },
];

/** Height of an A4 page without margins, heading and footer, in millimetres. */
const ROOM = 240;

/**
 * The name of the type for these rows. What fits a page in none of them goes on to a second one in a type
 * that is good to read.
 */
export function typeFor(rows: readonly Markup[]): string {
  const texts = rows
    .join('')
    .split('</tr>')
    .map((row) => row.replace(/<[^>]*>/g, ''));
  const fits = ({ line, row, width }: TypeSize) =>
    texts.reduce((height, text) => height + row + line * linesOf(text, width), 0) <= ROOM;
  return ([LARGEST, ...SMALLER].find(fits) ?? LARGEST).name;
}

function linesOf(text: string, width: number): number {
  return text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(widthOf(line) / width)), 0);
}

/** In Chinese characters; Latin letters and digits are half as wide. */
function widthOf(line: string): number {
  return line.length - (line.match(/[ -~]/g)?.length ?? 0) / 2;
}
