/** What the effects of a change are made with. */

import type { Platform } from '../../shared/effects/platform.ts';
import type { Note } from '../../shared/runtime/measure.ts';
import type { ReadDirectory } from '../../shared/store/organisation/directory-cache.ts';
import type { Table } from '../../shared/store/table/table.ts';

export interface Outbox extends Platform {
  readonly table: Table;
  readonly directories: ReadDirectory;
  readonly now: string;
  readonly note: Note;
}
