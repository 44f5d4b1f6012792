/** What the effects of a change are made with. */

import type { Notice } from '../../shared/domain/notices/notices.ts';
import type { Platform } from '../../shared/effects/platform.ts';
import type { Note } from '../../shared/runtime/measure.ts';
import type { ReadDirectory } from '../../shared/store/organisation/directory-cache.ts';
import type { EntrySpan } from '../../shared/store/table/owed.ts';
import type { Table } from '../../shared/store/table/table.ts';

export interface Outbox extends Platform {
  readonly table: Table;
  readonly directories: ReadDirectory;
  readonly now: string;
  readonly note: Note;
}

/** What people are still to be told of changes whose other effects are made. */
export interface Telling {
  readonly notices: readonly Notice[];
  /** The entries of which nothing is owed any more once those are kept. */
  readonly settled?: { readonly ledger: string; readonly done: EntrySpan };
  /** For the log. */
  readonly steps?: readonly string[];
}

export const NOTHING: Telling = { notices: [] };
