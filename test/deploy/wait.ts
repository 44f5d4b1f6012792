import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 1_000;

/**
 * Looks again and again until what it sees is as it should be.
 * @param look gives what it sees, or undefined for not yet
 * @throws naming `what`, and what was seen last, when it is not so within `withinMs`
 */
export async function eventually<T>(
  what: string,
  withinMs: number,
  look: () => Promise<{ readonly done?: T; readonly seen: unknown }>,
): Promise<T> {
  const limit = performance.now() + withinMs;
  for (;;) {
    const { done, seen } = await look();
    if (done !== undefined) return done;
    if (performance.now() > limit)
      throw new Error(`${what}: not within ${withinMs} ms; last seen: ${JSON.stringify(seen)}`);
    await sleep(PAUSE_MS);
  }
}
