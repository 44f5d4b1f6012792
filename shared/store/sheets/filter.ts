/** What a list of sheets is narrowed to, and which sheets that leaves. Pure. */

import type { Kind, Status } from '../../domain/model/sheet.ts';
import { matches, type Search } from '../../domain/sheets/finding.ts';
import { nextDueOf, type Summary } from '../../domain/sheets/summary.ts';

/** What a list may be narrowed to; all of them together hold. */
export interface SheetFilter {
  readonly section?: string;
  /** Any of them, here and of kinds. */
  readonly status?: readonly Status[];
  readonly kind?: readonly Kind[];
  readonly handler?: string;
  readonly firstContact?: string;
  readonly resident?: string;
  readonly number?: string;
  readonly breached?: 'true';
  readonly dueBefore?: string;
  readonly from?: string;
  readonly to?: string;
  readonly search?: Search;
  /** Only those with nothing unmet, or those that the index of deadlines does not have. */
  readonly withoutDeadline?: 'at all' | 'in the index';
}

/** Whether a sheet that a source gave meets every part of a filter, as its reader is shown it. */
export function fits(sheet: Summary, by: SheetFilter): boolean {
  return (
    (by.section === undefined || sheet.section === by.section) &&
    (by.status === undefined || by.status.includes(sheet.status)) &&
    (by.kind === undefined || by.kind.includes(sheet.kind)) &&
    (by.handler === undefined || sheet.handler === by.handler) &&
    (by.firstContact === undefined || sheet.firstContact === by.firstContact) &&
    (by.resident === undefined || sheet.resident?.id === by.resident) &&
    (by.number === undefined || sheet.number === by.number) &&
    (by.breached === undefined || sheet.breached) &&
    (by.search === undefined || matches(sheet, by.search)) &&
    (by.dueBefore === undefined || isDueBefore(sheet, by.dueBefore)) &&
    (by.from === undefined || sheet.openedAt >= by.from) &&
    (by.to === undefined || sheet.openedAt < by.to)
  );
}

function isDueBefore(sheet: Summary, instant: string): boolean {
  const due = nextDueOf(sheet);
  return due !== undefined && due < instant;
}

/** Whether a filter asks for more than what its source answers by itself. */
export const isNarrowed = (filter: SheetFilter, answers: readonly (keyof SheetFilter)[]): boolean =>
  Object.entries(filter).some(
    ([name, value]) =>
      value !== undefined && !SPAN.includes(name) && !answers.includes(name as keyof SheetFilter),
  );
/** From when to when a source is read. */
const SPAN: readonly string[] = ['from', 'to'];
