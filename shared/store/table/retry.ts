/** Retries a command that lost a race, with full jitter, until a budget is spent. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../../domain/kernel/errors.ts';

/** Well under the time that a function may run, so that the client is given a problem response and no time-out. */
const BUDGET_MS = 8_000;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 200;
const TRY_AGAIN_SECONDS = 1;

/** The last attempt at each contended item that is under way in this process. */
const underWay = new Map<string, Promise<unknown>>();

/** Runs an attempt after those of this process at the same item; other processes are kept apart by the table alone. */
function afterOthers<T>(item: string, attempt: () => Promise<T>): Promise<T> {
  const mine = (underWay.get(item) ?? Promise.resolve()).then(attempt);
  const over = mine.then(
    () => {},
    () => {},
  );
  underWay.set(item, over);
  void over.then(() => underWay.get(item) === over && underWay.delete(item));
  return mine;
}

/**
 * Gives what the first attempt that meets no conflict gives, or `unavailable` when the budget is spent.
 * @param contended what all attempts of a kind write to, such as a counter: where a process serves several requests at
 *   once, as the local cloud does, they take turns at it instead of racing
 */
export async function retryOnConflict<T>(
  attempt: () => Promise<T | 'conflict'>,
  contended?: string,
): Promise<T | DomainError> {
  const start = performance.now();
  for (let tries = 0; ; tries += 1) {
    const result = await (contended === undefined ? attempt() : afterOthers(contended, attempt));
    if (result !== 'conflict') return result;
    const pause = Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
    if (performance.now() - start + pause > BUDGET_MS) {
      return new DomainError('unavailable', 'busy', { retryAfter: TRY_AGAIN_SECONDS });
    }
    await sleep(pause);
  }
}
