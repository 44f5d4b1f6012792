/** What Lambda takes back from a function at most, so that an answer that AWS would not give is not given here either. */

/** Of the result as JSON, in bytes. */
export const LARGEST_RESULT = 6 * 1024 * 1024;
/** JSON writes no character of a text in more than six: shorter texts need not be written out to be measured. */
const MOST_A_CHARACTER = 6;

/** A function answered more than Lambda takes back. */
export class ResultTooLarge extends Error {
  override readonly name = 'ResultTooLarge';
}

/**
 * Gives the result back.
 * @throws ResultTooLarge where Lambda would refuse it
 */
export function largestAllowed<T>(name: string, result: T): T {
  const { body }: { readonly body?: unknown } = Object(result);
  if (typeof body === 'string' && body.length * MOST_A_CHARACTER < LARGEST_RESULT) return result;
  const bytes = Buffer.byteLength(JSON.stringify(result) ?? '');
  if (bytes > LARGEST_RESULT) throw new ResultTooLarge(`${name} answered ${bytes} bytes`);
  return result;
}
