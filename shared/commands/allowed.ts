/** What a reader may sign next (contract section 9, `allowedSteps`), with what must be looked up for it. */
import { SHEET_FORMS } from '../contract/sheets/sign-off.ts';
import type { AllowedStep } from '../domain/kernel/allowing.ts';
import type { Actor, Directory } from '../domain/model/directory.ts';
import type { Sheet, StepName } from '../domain/model/sheet.ts';
import { allowedSteps } from '../domain/sheets/allowed.ts';
import type { DirectoryCache } from '../store/organisation/directory-cache.ts';

export type AllowedOnSheet = readonly AllowedStep<StepName>[];

/**
 * The steps that may be signed on a sheet at the directory's instant by somebody who may act as these. Takes the sheet as it is
 * kept, not as it is shown, and how many bytes its ledger takes, where that is known.
 */
export async function allowedOn(
  people: Pick<DirectoryCache, 'person'>,
  { sheet, bytes }: { readonly sheet: Sheet; readonly bytes?: number | undefined },
  actors: readonly Actor[],
  directory: Directory,
): Promise<AllowedOnSheet> {
  const { id } = sheet.resident ?? {};
  const asker = id === undefined ? undefined : await people.person(id);
  return allowedSteps(SHEET_FORMS, sheet, actors, directory, { asker, bytes });
}
