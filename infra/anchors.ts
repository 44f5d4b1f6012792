/** How often checkpoints are made, passed on to the stacks, which import nothing of `shared`. */
import type { Every } from '../shared/domain/anchors/checkpoint.ts';

export { EVERY_MS } from '../shared/domain/anchors/checkpoint.ts';

/** When a checkpoint is due, by UTC, as the scheduler says it. */
export const ANCHOR_SCHEDULES: Readonly<Record<Every, string>> = {
  P1D: 'cron(0 0 * * ? *)',
  PT1H: 'cron(0 * * * ? *)',
};
