/** Reading and joining the bytes of pictures. Pure. */

/**
 * Of so many pieces is a picture made at most, far more than any program writes: a file of nothing but beginnings must
 * not keep whoever reads it busy.
 */
export const MOST_PIECES = 100_000;

/** Some bytes read as Latin-1. */
export const textAt = (bytes: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length));

/** The bytes of a Latin-1 text. */
export const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Numbers among the bytes, by their place. */
export const numbersIn = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** One after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}
