/** HTML with every value escaped. Only the template below makes markup, so text cannot pass for it. */

import { withoutTurns } from '../domain/kernel/directions.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type { Markup };

/** What a template takes: text and numbers are escaped, markup is kept, nothing gives nothing. */
export type HtmlPart = Markup | string | number | undefined | readonly HtmlPart[];

/**
 * Tags a template of HTML; gives it as markup. Values are safe as the text of an element and as an attribute
 * in double quotes, and belong nowhere else: not in a tag's or attribute's name, a style or a script.
 */
export function html(pieces: TemplateStringsArray, ...parts: readonly HtmlPart[]): Markup {
  return new Markup(pieces.reduce((page, piece, place) => page + safe(parts[place - 1]) + piece));
}

function safe(part: HtmlPart): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.toString();
  if (typeof part === 'object') return part.map(safe).join('');
  // Texts of version 0.1 may hold what is refused since.
  return withoutTurns(String(part)).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
