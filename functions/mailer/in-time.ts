/** A carrier that hangs must not outlast the function: what it was given waits in the table, and goes later. */
import type { Carry } from './mail.ts';

/** What a letter may take from its first read to the note that it went out: a call of SES, with its tries, and the table's own. */
const LETTER_MS = 20_000;
/** Of a function's time, for saying what became of its letters. */
const SAYING_MS = 5_000;
/** The longest that a timer takes. */
const FOREVER_MS = 2 ** 31 - 1;

/** How many milliseconds a function has left. */
export type Left = () => number;

/** What is left by the context of an invocation; a test's may not say. */
export const leftIn =
  (context: { readonly getRemainingTimeInMillis?: Left }): Left =>
  () =>
    context.getRemainingTimeInMillis?.() ?? FOREVER_MS;

/** Whether there is time to begin with a letter. */
export const hasTimeFor = (left: Left): boolean => left() > LETTER_MS;

/**
 * The same carrier, whose call ends while there is time to say so.
 * @throws TimeoutError where it hangs; whether the letter was taken nobody knows then, so it is sent again
 */
export function inTime(carry: Carry, left: Left): Carry {
  return async (mail, name) => {
    const ends = new AbortController();
    const timeout = new Promise<never>((_, failed) => {
      ends.signal.addEventListener('abort', () => failed(ends.signal.reason));
    });
    const hangs = new DOMException('the letter was not taken in time', 'TimeoutError');
    const timer = setTimeout(() => ends.abort(hangs), Math.max(0, left() - SAYING_MS));
    try {
      await Promise.race([carry(mail, name, ends.signal), timeout]);
    } finally {
      clearTimeout(timer);
    }
  };
}
