/** How well a site's sections kept their promises in a month, as the public may know it (contract section 7). */
import type { Table } from './table.ts';

/** A figure of the assessment; a ratio from 0 to 1, or null where nothing was counted. */
export interface Figure {
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number;
  readonly excluded: number;
}

export interface Compliance {
  readonly month: string;
  readonly figures: { readonly [figure: string]: Figure };
}

/** By section, what is known of that month; the assessment fills it in. */
export type ReadCompliance = (
  table: Table,
  site: string,
  month: string,
) => Promise<ReadonlyMap<string, Compliance>>;

/** Nothing is known until there is an assessment. */
export const readCompliance: ReadCompliance = async () => new Map();
