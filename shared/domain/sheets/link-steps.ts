/** What the resident may sign by their link, and which of that now (contract section 10). Pure. */
import type { StepForms } from '../kernel/allowing.ts';
import type { Directory } from '../model/directory.ts';
import type { Sheet, StepName } from '../model/sheet.ts';
import { allowedSteps } from './allowed.ts';
import type { StepContext } from './decide.ts';
import { actorByLink } from './resident-link.ts';

export const LINK_STEPS = [
  'countersign',
  'urge',
  'rate',
  'object',
  'withdraw',
] as const satisfies readonly StepName[];
export type LinkStep = (typeof LINK_STEPS)[number];

/** Which of them the resident may sign now by a link of that generation. */
export function stepsByLink(
  forms: StepForms<LinkStep>,
  sheet: Sheet,
  directory: Directory,
  context: Pick<StepContext, 'bytes' | 'generation'>,
): readonly LinkStep[] {
  const actor = actorByLink(sheet);
  const allowed = actor === undefined ? [] : allowedSteps(forms, sheet, [actor], directory, context);
  return LINK_STEPS.filter((name) => allowed.some(({ step }) => step === name));
}
