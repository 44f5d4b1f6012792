/** What the resident may sign by their link, and which of that now (contract section 10). Pure. */
import { DomainError } from '../kernel/errors.ts';
import type { Directory } from '../model/directory.ts';
import type { Command, Sheet, StepName } from '../model/sheet.ts';
import { decide, type StepContext } from './decide.ts';
import { actorByLink } from './resident-link.ts';

export const LINK_STEPS = [
  'countersign',
  'urge',
  'rate',
  'object',
  'withdraw',
] as const satisfies readonly StepName[];
export type LinkStep = (typeof LINK_STEPS)[number];

/** A body of each that a resident could send. */
const SAMPLES: { readonly [S in LinkStep]: (name: string) => Command } = {
  countersign: (signer) => ({ step: 'countersign', signature: { signer, path: 'M 0 0 L 1 0 L 1 1' } }),
  urge: () => ({ step: 'urge', message: '' }),
  rate: () => ({ step: 'rate', satisfaction: 1 }),
  object: () => ({ step: 'object', reason: '' }),
  withdraw: () => ({ step: 'withdraw', reason: '' }),
};

/** Refusals that no other body and no other hour would spare the resident. */
const NEVER_NOW: readonly string[] = ['not-found', 'forbidden', 'step-not-allowed'];

/** The steps that the resident may sign now by a link of that generation. */
export function stepsByLink(sheet: Sheet, directory: Directory, context: StepContext): readonly LinkStep[] {
  const actor = actorByLink(sheet);
  if (actor === undefined) return [];
  return LINK_STEPS.filter((step) => {
    const done = decide(sheet, SAMPLES[step](actor.name), actor, directory, context);
    return !(done instanceof DomainError && NEVER_NOW.includes(done.code));
  });
}
