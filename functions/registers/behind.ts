/** The sheets behind a figure. */
import type { Counts } from '../../shared/domain/assessment/figures.ts';

/** A sheet, or a case, behind a figure. */
export interface Behind {
  readonly sheet?: string;
  readonly case?: string;
  readonly number?: string;
  readonly counts: Counts;
}
