/** Which of several forms of an answer a reader would rather have (`Accept`, RFC 9110). */
import Negotiator from 'negotiator';

/** The one of these media types that the reader prefers; the first where they do not care, or take none. */
export function preferred<T extends string>(accept: string | undefined, types: readonly [T, ...T[]]): T {
  const [usual] = types;
  if (accept === undefined) return usual;
  const [first] = new Negotiator({ headers: { accept } }).mediaTypes([...types]);
  return types.find((type) => type === first) ?? usual;
}
