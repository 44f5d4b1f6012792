/** Which way up a picture is: of all that EXIF tells, the one thing that the eye needs and that tells of nobody. Pure. */
import { numbersIn, textAt } from './bytes.ts';

/** The tag of the orientation, in TIFF's first directory (EXIF 2.32, 4.6.4). */
const TAG = 0x0112;
const ENTRY_BYTES = 12;
const LITTLE_ENDIAN = 'II';

/** The orientation that EXIF data asks for, 2 to 8; undefined where the picture stands upright as it is. */
export function orientationIn(tiff: Uint8Array): number | undefined {
  const numbers = numbersIn(tiff);
  const isLittle = textAt(tiff, 0, 2) === LITTLE_ENDIAN;
  const fits = (end: number) => end <= tiff.length;
  if (!fits(8)) return undefined;
  const directory = numbers.getUint32(4, isLittle);
  if (!fits(directory + 2)) return undefined;
  const end = directory + 2 + numbers.getUint16(directory, isLittle) * ENTRY_BYTES;
  for (let entry = directory + 2; entry < end && fits(entry + ENTRY_BYTES); entry += ENTRY_BYTES) {
    if (numbers.getUint16(entry, isLittle) !== TAG) continue;
    const value = numbers.getUint16(entry + 8, isLittle);
    return value >= 2 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** EXIF data that holds an orientation and nothing else: a TIFF header, one directory, one entry. */
export const exifOf = (orientation: number): Uint8Array =>
  Uint8Array.of(
    ...[0x4d, 0x4d, 0x00, 0x2a, 0, 0, 0, 8],
    ...[0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  );
