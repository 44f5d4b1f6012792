/** A change that waits, as it is answered (contract section 2, "Four eyes"). */
import type { WaitingChange } from '../../domain/organisation/changes.ts';

/** The change with the id of who asked for it as `by`. */
export const changeView = (change: WaitingChange): WaitingChange & { readonly by: string } => ({
  ...change,
  by: change.actor.id,
});
