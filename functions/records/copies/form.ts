/** The grid of the printed form: rows of labelled cells in groups, on twelve columns beside the group's name. */

import { type HtmlPart, html, type Markup } from '../../../shared/mail/html.ts';
import type { Said, Words } from '../../../shared/words/said.ts';
import { NOTHING } from './words.ts';

/** Columns of the grid, without that of the group's name. */
export const GRID_COLUMNS = 12;
const LABEL = 2;

/** One cell: its label, and what is written there, or a dash. `columns` counts both; by default a whole row. */
export function field(label: string, value: HtmlPart, columns = GRID_COLUMNS): Markup {
  return html`<th scope="row" colspan="${LABEL}">${label}</th><td colspan="${columns - LABEL}">${written(value)}</td>`;
}

/** Two cells that share a row. */
export function pair(label: string, value: HtmlPart, otherLabel: string, other: HtmlPart): Markup {
  return html`${field(label, value, GRID_COLUMNS / 2)}${field(otherLabel, other, GRID_COLUMNS / 2)}`;
}

type Labelled = readonly [label: string, value: HtmlPart];

/** Three short cells that share a row. */
export function trio(...three: readonly [Labelled, Labelled, Labelled]): Markup {
  return html`${three.map(([label, value]) => field(label, value, GRID_COLUMNS / 3))}`;
}

/** A row of equally wide cells, in a table within the form. */
export function cells(values: readonly HtmlPart[]): Markup {
  const columns = GRID_COLUMNS / values.length;
  return html`${values.map((value) => html`<td class="middle" colspan="${columns}">${written(value)}</td>`)}`;
}

/** The headings of such cells. */
export function headings(words: readonly string[]): Markup {
  const columns = GRID_COLUMNS / words.length;
  return html`${words.map((word) => html`<th scope="col" colspan="${columns}">${word}</th>`)}`;
}

/** Text with who wrote it and when behind it. */
export function signed(text: string, by: string, at: string): Markup {
  return html`<div class="text">${text}<span class="by">${by}　${at}</span></div>`;
}

/** Text of several lines. */
export function multiline(value: string | undefined): Markup | undefined {
  return value === undefined ? undefined : html`<div class="text">${value}</div>`;
}

/** Every choice that the form offers, with a tick at what was chosen. */
export function choices<T extends string>(words: Words<T>, chosen: T | undefined): Markup {
  const all = Object.entries<Said>(words);
  return html`${all.map(([choice, word]) => html`<span class="choice"><i>${choice === chosen ? '√' : ''}</i>${word['zh-CN']}</span>`)}`;
}

/** Rows under one name, which stands beside them; none gives nothing. */
export function group(name: string, rows: readonly (Markup | undefined)[]): Markup {
  const present = rows.filter((row) => row !== undefined);
  if (present.length === 0) return html``;
  const title = html`<th class="group" scope="rowgroup" rowspan="${present.length}">${name}</th>`;
  return html`<tbody>${present.map((row, place) => html`<tr>${place === 0 ? title : undefined}${row}</tr>`)}</tbody>`;
}

const written = (value: HtmlPart) => (value === undefined || value === '' ? NOTHING : value);
