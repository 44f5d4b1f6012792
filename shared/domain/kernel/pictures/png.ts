/** PNG (W3C, third edition) without metadata. Pure. */
import { bytesOf, joined, MOST_PIECES, numbersIn, textAt } from './bytes.ts';
import { exifOf, orientationIn } from './orientation.ts';

const SIGNATURE = '\u0089PNG\r\n\u001a\n';
/** A chunk is its length, its type, its data and a checksum of the latter two. */
const AROUND_DATA = 12;
const [EXIF, END] = ['eXIf', 'IEND'];

/** Chunks that draw, or that say how colours are meant without a profile, which could name a device. */
const NEEDED: ReadonlySet<string> = new Set([
  ...['IHDR', 'PLTE', 'IDAT', END, 'tRNS', 'bKGD', 'sBIT', 'pHYs'],
  ...['gAMA', 'cHRM', 'sRGB', 'cICP'],
  ...['acTL', 'fcTL', 'fdAT'],
]);

/** The picture of a PNG file, its pixels as they were, and its orientation; texts, times and the rest are gone. */
export function pngWithoutMetadata(file: Uint8Array): Uint8Array {
  if (textAt(file, 0, SIGNATURE.length) !== SIGNATURE) return new Uint8Array();
  const numbers = numbersIn(file);
  const kept = [file.subarray(0, SIGNATURE.length)];
  let place = SIGNATURE.length;
  for (let piece = 0; piece < MOST_PIECES && place + AROUND_DATA <= file.length; piece += 1) {
    const end = place + AROUND_DATA + numbers.getUint32(place);
    const type = textAt(file, place + 4, 4);
    if (end > file.length) break;
    if (NEEDED.has(type)) kept.push(file.subarray(place, end));
    const orientation = type === EXIF ? orientationIn(file.subarray(place + 8, end - 4)) : undefined;
    if (orientation !== undefined) kept.push(exifChunk(orientation));
    if (type === END) break;
    place = end;
  }
  return joined(kept);
}

function exifChunk(orientation: number): Uint8Array {
  const data = exifOf(orientation);
  const chunk = new Uint8Array(AROUND_DATA + data.length);
  const numbers = numbersIn(chunk);
  numbers.setUint32(0, data.length);
  chunk.set(bytesOf(EXIF), 4);
  chunk.set(data, 8);
  numbers.setUint32(8 + data.length, checksum(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

/** CRC-32 as PNG computes it (annex D). */
function checksum(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return (rest ^ 0xffffffff) >>> 0;
}
