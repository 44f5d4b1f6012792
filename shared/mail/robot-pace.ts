/** How often a robot may speak: both makers take 20 messages a minute and then none for ten (contract section 11). Pure. */
import { MINUTE_MS } from '../domain/kernel/duration.ts';

const MOST_A_MINUTE = 20;
/** A minute by the maker's clock, which need not be ours. */
const THEIR_MINUTE_MS = MINUTE_MS + 1_000;

/**
 * The first instant, in ms, at which one more message may go, given when the last ones went, in any order: now, or when less
 * than twenty went in the minute before. A message that is kept until then is late, never lost.
 */
export function nextTurn(sentAt: readonly number[], nowMs: number): number {
  const counted = sentAt.filter((at) => at > nowMs - THEIR_MINUTE_MS).sort((a, b) => a - b);
  const first = counted.at(-MOST_A_MINUTE);
  return first === undefined ? nowMs : first + THEIR_MINUTE_MS;
}
