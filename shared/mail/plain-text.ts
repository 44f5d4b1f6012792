/** Text that other people wrote, made harmless for lines of a letter and its headers. */

import { withoutTurns } from '../domain/kernel/directions.ts';

/** Line breaks of every kind, and what else has no place in a line. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/u;

/** The text on one line. */
export function oneLine(text: string): string {
  return withoutTurns(text.toWellFormed().replace(CONTROL, ' '), '').trim();
}

/** The lines of a text, each harmless, without blank ones at its ends. */
export function plainLines(text: string): readonly string[] {
  return text.trim().split(BREAK).map(oneLine);
}

/** The text, or its beginning and an ellipsis: at most so many UTF-16 units, and no character cut in two. */
export function clipped(text: string, most: number): string {
  if (text.length <= most) return text;
  if (most < 1) return '';
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
