/** What is kept of a notice after its letter: which entry it is of, and nothing that anybody typed or is called. Pure. */
import { isRecused } from '../complaints/recusal.ts';
import { defined } from '../kernel/defined.ts';
import type { Directory, Person } from '../model/directory.ts';
import type { Sheet } from '../model/sheet.ts';
import type { RedactedEntry } from '../sheets/anonymity.ts';
import { partAsTold } from './addressees.ts';
import { NOTICE_ROWS, type NoticeKind } from './notice-table.ts';
import type { Notice } from './notices.ts';

export interface KeptNotice {
  readonly kind: NoticeKind;
  /** What it is about; undefined of a month, and of what was changed of oneself. */
  readonly about?: 'sheet' | 'case';
  readonly number: string;
  readonly clock?: string;
  readonly dueAt?: string;
  /** Whom its reader stood in for. */
  readonly absent?: string;
}

/** What is kept of a notice. */
export function keptOf({ kind, number, clock, dueAt, path, insteadOf }: Notice): KeptNotice {
  return { kind, number, ...defined({ about: aboutOf(path), clock, dueAt, absent: insteadOf?.id }) };
}

/** A notice leads to its sheet, unless it says where else. */
function aboutOf(path: string | undefined): KeptNotice['about'] {
  if (path === undefined || path.startsWith('/sheets/')) return 'sheet';
  return path.startsWith('/cases/') ? 'case' : undefined;
}

/**
 * Whether somebody may still be told of a sheet: by now the complaint may be against them, or for whom they stood in.
 * `sheet` and `directory` are as they are now.
 */
export function isStillFor(
  { absent }: Pick<KeptNotice, 'absent'>,
  reader: Person,
  sheet: Sheet,
  directory: Directory,
): boolean {
  return !isRecused(partAsTold(reader, absent, directory), sheet, directory);
}

/** What somebody said in an entry as a notice of that kind tells it; `entry` is as the reader is shown it. */
export function messageOf(kind: NoticeKind, entry: RedactedEntry): string | undefined {
  if (entry.actor === undefined) return undefined;
  const said = { ...entry, actor: entry.actor };
  for (const row of NOTICE_ROWS) {
    const message = row.kind === kind ? row.message(said) : undefined;
    if (typeof message === 'string') return message;
  }
  return undefined;
}
