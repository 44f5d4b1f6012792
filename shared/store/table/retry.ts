/** Retries a command that lost a race, with full jitter, until a budget is spent. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../../domain/kernel/errors.ts';

/** Well under the functions' 15 s, so that the answer is ours and not a time-out. */
const BUDGET_MS = 8_000;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 200;
const TRY_AGAIN_SECONDS = 1;

/** Gives what the first attempt that meets no conflict gives, or `unavailable` when the budget is spent. */
export async function retryOnConflict<T>(attempt: () => Promise<T | 'conflict'>): Promise<T | DomainError> {
  const start = performance.now();
  for (let tries = 0; ; tries += 1) {
    const result = await attempt();
    if (result !== 'conflict') return result;
    const pause = Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
    if (performance.now() - start + pause > BUDGET_MS) {
      return new DomainError('unavailable', 'busy', { retryAfter: TRY_AGAIN_SECONDS });
    }
    await sleep(pause);
  }
}
