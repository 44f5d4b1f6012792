/** Forgetting (contract section 12): when the values of a sheet or case may be erased, and the entry that says so. Pure. */
import { type DomainError, notAllowed } from '../kernel/errors.ts';
import type { Actor } from '../model/directory.ts';
import type { Erasure } from '../model/sheet.ts';

/** How long values are kept differs by these. */
export const RETENTION_CLASSES = ['sheets', 'complaints', 'cases'] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];
/** For how long after it was archived something keeps its values: ISO 8601 durations. */
export type Retention = Readonly<Record<RetentionClass, string>>;

export const DEFAULT_RETENTION: Retention = { sheets: 'P3Y', complaints: 'P5Y', cases: 'P10Y' };

interface Erasable {
  readonly status: string;
  readonly erased?: true;
}

/** Why values cannot be erased now; `openCases` says whether a case that a sheet gave rise to is open. */
export function erasureBarrier({ status, erased }: Erasable, openCases: boolean): DomainError | undefined {
  if (status !== 'archived') return notAllowed('erase-when-archived');
  if (erased === true) return notAllowed('erased-already');
  return openCases ? notAllowed('case-needs-it') : undefined;
}

/** What an entry at the end of a ledger goes by. */
interface Ended {
  readonly entries: number;
  readonly version: number;
  readonly updatedAt: string;
}

/** The entry that says that the values of all entries are gone, and who ordered it. */
export function erasure({ entries, version, updatedAt }: Ended, actor: Actor, now: string) {
  return {
    ...({ step: 'erase' } satisfies Erasure),
    ...{ seq: entries + 1, at: now > updatedAt ? now : updatedAt, actor },
    ...{ version: version + 1, result: {} },
  };
}
