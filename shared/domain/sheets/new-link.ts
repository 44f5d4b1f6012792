/** Making the resident a link anew (contract section 10): who may, when, and the entry that says so. Pure. */
import { asAnyOf, DomainError, forbidden, notAllowed } from '../kernel/errors.ts';
import type { Actor, Directory } from '../model/directory.ts';
import type { Sheet, SheetEvent } from '../model/sheet.ts';
import { MOST_ENTRIES, type StepContext } from './decide.ts';
import { headBytes, MOST_HEAD_BYTES } from './head-room.ts';
import { hasResidentToLink, isLinkOver, nextGeneration } from './resident-link.ts';
import { withResult } from './results.ts';
import { makesLinks } from './steps.ts';
import { sees } from './visibility.ts';

/** The entry that makes a link, of whoever of several may; or why none may. */
export function newLinkAs(
  sheet: Sheet,
  actors: readonly Actor[],
  directory: Directory,
  context: Pick<StepContext, 'now' | 'expected'>,
): SheetEvent | DomainError {
  const nobody = new DomainError('not-found', 'not-visible');
  return asAnyOf(actors, (actor) => newLink(sheet, actor, directory, context), nobody);
}

function newLink(
  sheet: Sheet,
  actor: Actor,
  directory: Directory,
  { now, expected }: Pick<StepContext, 'now' | 'expected'>,
): SheetEvent | DomainError {
  if (!sees(actor, sheet, directory)) return new DomainError('not-found', 'not-visible');
  if (!makesLinks(actor, sheet, directory)) return forbidden('not-your-step');
  if (expected !== undefined && !expected.includes(sheet.version)) {
    return new DomainError('version-conflict', 'version-moved-on');
  }
  return linkBarrier(sheet, now) ?? withResult(sheet, saidOf(sheet, actor, now), directory);
}

function linkBarrier(sheet: Sheet, now: string): DomainError | undefined {
  if (!hasResidentToLink(sheet)) return notAllowed('nobody-to-link');
  if (isLinkOver(sheet, now)) return notAllowed('link-over');
  const isFull = sheet.entries >= MOST_ENTRIES || headBytes(sheet) >= MOST_HEAD_BYTES;
  return isFull ? notAllowed('ledger-full') : undefined;
}

/** The sheet is the same as before, so its version is. */
const saidOf = ({ entries, version, updatedAt, ...sheet }: Sheet, actor: Actor, now: string) => ({
  ...({ step: 'link', generation: nextGeneration(sheet) } as const),
  ...{ seq: entries + 1, at: now > updatedAt ? now : updatedAt, actor, version },
});
