/** Forgetting (contract section 12): when the values of a sheet or case may be erased, and the entry that says so. Pure. */
import { type DomainError, notAllowed } from '../kernel/errors.ts';
import type { Actor } from '../model/directory.ts';
import type { Erasure } from '../model/sheet.ts';

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

interface Written {
  readonly entries: number;
  readonly version: number;
  readonly updatedAt: string;
}

/** The entry that says that the values of all entries are gone; whoever ordered it is named by id and role alone. */
export function erasure({ entries, version, updatedAt }: Written, actor: Actor, now: string) {
  return {
    ...({ step: 'erase' } satisfies Erasure),
    ...{ seq: entries + 1, at: now > updatedAt ? now : updatedAt, actor },
    ...{ version: version + 1, result: {} },
  };
}
